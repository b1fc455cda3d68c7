export type Inline =
  | { type: "text" | "code"; text: string }
  | { type: "strong" | "em" | "del"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

const patterns: { match: RegExp; make: (found: RegExpExecArray) => Inline | null }[] = [
  { match: /^(`+)([\s\S]+?)\1(?!`)/, make: (found) => ({ type: "code", text: found[2].trim() }) },
  {
    match: /^\*\*(?=\S)([\s\S]+?)\*\*/,
    make: (found) => ({ type: "strong", children: markdownInline(found[1]) }),
  },
  { match: /^~~(?=\S)([\s\S]+?)~~/, make: (found) => ({ type: "del", children: markdownInline(found[1]) }) },
  {
    match: /^\*(?=[^\s*])([^*]+)\*(?!\*)/,
    make: (found) => ({ type: "em", children: markdownInline(found[1]) }),
  },
  {
    match: /^_(?=[^\s_])([^_]+)_(?![\p{L}\p{N}])/u,
    make: (found) => ({ type: "em", children: markdownInline(found[1]) }),
  },
  { match: /^\[([^\]]+)\]\(([^\s)]+)\)/, make: (found) => link(found[2], markdownInline(found[1])) },
  {
    match: /^https?:\/\/[^\s<>)\]]+[^\s<>)\].,;:!?'"]/,
    make: (found) => link(found[0], [{ type: "text", text: found[0] }]),
  },
];
const starts = /[`*~_[h]/g;

/** Emphasis, code and links within one block. */
export function markdownInline(source: string): Inline[] {
  const parts: Inline[] = [];
  let plain = 0;
  starts.lastIndex = 0;
  for (let found = starts.exec(source); found; found = starts.exec(source)) {
    const at = found.index;
    const isInsideWord = /[_h]/.test(source[at]) && at > 0 && /[\p{L}\p{N}]/u.test(source[at - 1]);
    const read = isInsideWord ? null : readAt(source.slice(at));
    if (!read) continue;
    if (at > plain) parts.push({ type: "text", text: source.slice(plain, at) });
    parts.push(read.inline);
    plain = at + read.length;
    starts.lastIndex = plain;
  }
  if (plain < source.length) parts.push({ type: "text", text: source.slice(plain) });
  return parts;
}

function readAt(rest: string): { inline: Inline; length: number } | null {
  for (const { match, make } of patterns) {
    const found = match.exec(rest);
    const lastIndex = starts.lastIndex;
    const inline = found && make(found);
    starts.lastIndex = lastIndex;
    if (found && inline) return { inline, length: found[0].length };
  }
  return null;
}

/** An agent's text must not be able to run anything: only web and mail addresses become links. */
function link(href: string, children: Inline[]): Inline | null {
  return /^(https?:|mailto:)/i.test(href) ? { type: "link", href, children } : null;
}
