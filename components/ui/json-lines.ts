/** Indented JSON, line by line; `withBreaks` also breaks texts where they say `\n`, so that a prompt can be read. */
export function jsonLines(value: unknown, withBreaks: boolean): string[] {
  const lines = (JSON.stringify(value, null, 2) ?? "null").split("\n");
  return withBreaks ? lines.flatMap(broken) : lines;
}

/** The rest of a text is indented like its beginning. An escaped backslash before an n is no line break. */
function broken(line: string): string[] {
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return line.replace(/\\(\\|n)/g, (written, kind) => (kind === "n" ? `\n${indent}  ` : written)).split("\n");
}

export interface Match {
  line: number;
  start: number;
  end: number;
}

/** Where the text occurs, in order, whatever its case. */
export function findMatches(lines: string[], text: string): Match[] {
  const wanted = text.toLowerCase();
  if (!wanted) return [];
  return lines.flatMap((content, line) => {
    const matches: Match[] = [];
    const lower = content.toLowerCase();
    for (let start = lower.indexOf(wanted); start >= 0; start = lower.indexOf(wanted, start + wanted.length))
      matches.push({ line, start, end: start + wanted.length });
    return matches;
  });
}

/** The line cut where matches begin and end; `index` counts among all matches. */
export function cutLine(line: string, matches: (Match & { index: number })[]) {
  const parts: { text: string; index: number | null }[] = [];
  let at = 0;
  for (const { start, end, index } of matches) {
    if (start > at) parts.push({ text: line.slice(at, start), index: null });
    parts.push({ text: line.slice(start, end), index });
    at = end;
  }
  if (at < line.length || parts.length === 0) parts.push({ text: line.slice(at), index: null });
  return parts;
}
