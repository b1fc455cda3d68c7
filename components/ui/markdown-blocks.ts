export type Block =
  | { type: "paragraph"; text: string }
  | { type: "heading"; level: number; text: string }
  | { type: "code"; language: string; text: string }
  | { type: "quote"; text: string }
  | { type: "list"; isOrdered: boolean; start: number; items: string[] }
  | { type: "table"; head: string[]; rows: string[][] }
  | { type: "rule" };

type Reader = (lines: string[], at: number) => { block: Block; next: number } | null;

/**
 * Splits Markdown into blocks. The common subset that models write; unknown syntax stays readable as text. Text that is
 * still growing only ever changes its last block, so that finished blocks keep their place.
 */
export function markdownBlocks(source: string): Block[] {
  const lines = source.split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at].trim() === "") {
      at++;
      continue;
    }
    const read = readers.map((reader) => reader(lines, at)).find(Boolean) ?? readParagraph(lines, at);
    blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

const bullet = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const fence = /^\s*(`{3,}|~{3,})\s*([\w+-]*)/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const rule = /^\s*([-*_])(\s*\1){2,}\s*$/;

const readCode: Reader = (lines, at) => {
  const open = fence.exec(lines[at]);
  if (!open) return null;
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(open[1])) end++;
  return {
    block: { type: "code", language: open[2], text: lines.slice(at + 1, end).join("\n") },
    next: end + 1,
  };
};

const readHeading: Reader = (lines, at) => {
  const match = heading.exec(lines[at]);
  return match && { block: { type: "heading", level: match[1].length, text: match[2] }, next: at + 1 };
};

const readRule: Reader = (lines, at) =>
  rule.test(lines[at]) ? { block: { type: "rule" }, next: at + 1 } : null;

const readQuote: Reader = (lines, at) => {
  let end = at;
  while (lines[end]?.startsWith(">")) end++;
  const text = lines.slice(at, end).map((line) => line.replace(/^>\s?/, ""));
  return end === at ? null : { block: { type: "quote", text: text.join("\n") }, next: end };
};

const readTable: Reader = (lines, at) => {
  if (!lines[at].includes("|") || !tableRule.test(lines[at + 1] ?? "")) return null;
  let end = at + 2;
  while (lines[end]?.includes("|")) end++;
  return {
    block: { type: "table", head: cells(lines[at]), rows: lines.slice(at + 2, end).map(cells) },
    next: end,
  };
};

const readList: Reader = (lines, at) => {
  const first = bullet.exec(lines[at]);
  if (!first) return null;
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const match = bullet.exec(lines[end]);
    if (match) items.push(match[2]);
    else if (lines[end].trim() !== "" && /^\s+/.test(lines[end]))
      items[items.length - 1] += `\n${lines[end].trim()}`;
    else break;
  }
  return {
    block: { type: "list", isOrdered: first[1] !== undefined, start: Number(first[1] ?? 1), items },
    next: end,
  };
};

const readers: Reader[] = [readCode, readHeading, readRule, readQuote, readTable, readList];

function readParagraph(lines: string[], at: number): { block: Block; next: number } {
  let end = at + 1;
  const begins = (line: number) => readers.some((reader) => reader(lines, line));
  while (end < lines.length && lines[end].trim() !== "" && !begins(end)) end++;
  return { block: { type: "paragraph", text: lines.slice(at, end).join("\n") }, next: end };
}

const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
