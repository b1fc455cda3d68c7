export type MergePart =
  | { kind: "settled"; text: string }
  /** Both sides changed these lines, each in its own way. */
  | { kind: "conflict"; base: string; mine: string; theirs: string };
export type Choice = "mine" | "theirs" | "both";

/** Brings two versions of a text together, line by line: what only one side changed is taken over. */
export function mergeTexts(base: string, mine: string, theirs: string): MergePart[] {
  const lines = linesOf(base);
  const edits = [...editsOf(lines, linesOf(mine), "mine"), ...editsOf(lines, linesOf(theirs), "theirs")];
  const parts: MergePart[] = [];
  let at = 0;
  for (const group of overlapping(edits)) {
    const start = Math.min(...group.map((edit) => edit.start));
    const end = Math.max(...group.map((edit) => edit.end));
    settle(parts, lines.slice(at, start).join(""));
    const span = lines.slice(start, end);
    const [a, b] = (["mine", "theirs"] as const).map((side) =>
      applied(
        span,
        group.filter((edit) => edit.side === side),
        start,
      ),
    );
    const isOneSided = group.every((edit) => edit.side === group[0].side);
    if (isOneSided || a === b) settle(parts, group[0].side === "mine" ? a : b);
    else parts.push({ kind: "conflict", base: span.join(""), mine: a, theirs: b });
    at = end;
  }
  settle(parts, lines.slice(at).join(""));
  return parts;
}

/** The text that the choices make; `choices` has one entry for each conflict, in order. */
export function mergedText(parts: MergePart[], choices: readonly Choice[]): string {
  let conflict = 0;
  return parts
    .map((part) => (part.kind === "settled" ? part.text : chosen(part, choices[conflict++])))
    .join("");
}

export const conflictsIn = (parts: MergePart[]) => parts.filter((part) => part.kind === "conflict").length;

function chosen({ mine, theirs }: { mine: string; theirs: string }, choice: Choice): string {
  if (choice === "mine") return mine;
  if (choice === "theirs") return theirs;
  return mine && !mine.endsWith("\n") ? `${mine}\n${theirs}` : `${mine}${theirs}`;
}

/** Lines with their ends, so that joining them gives the text again. */
const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

type Edit = { side: "mine" | "theirs"; start: number; end: number; lines: string[] };

function editsOf(base: string[], next: string[], side: Edit["side"]): Edit[] {
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...commonLines(base, next), [base.length, next.length]]) {
    if (a - i === b - j)
      for (let line = 0; line < a - i; line++) edits.push(oneLine(i + line, next[j + line], side));
    else edits.push({ side, start: i, end: a, lines: next.slice(j, b) });
    [i, j] = [a + 1, b + 1];
  }
  return edits;
}

/** As many lines as before are each the new form of its own line: changing one does not claim its neighbours. */
const oneLine = (start: number, line: string, side: Edit["side"]): Edit => ({
  side,
  start,
  end: start + 1,
  lines: [line],
});

/** Places of the lines of a longest common subsequence. A last line without its end is still the same line. */
function commonLines(a: string[], b: string[]): [number, number][] {
  const isSame = (i: number, j: number) => a[i].trimEnd() === b[j].trimEnd();
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = isSame(i, j)
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (isSame(i, j)) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  return pairs;
}

/** Edits that share lines, or insert at the same place, belong together. */
function overlapping(edits: Edit[]): Edit[][] {
  const groups: Edit[][] = [];
  let end = -1;
  for (const edit of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const group = groups.at(-1);
    const isInsertionThere = group?.some((each) => each.start === edit.start);
    if (group && (edit.start < end || isInsertionThere)) group.push(edit);
    else groups.push([edit]);
    end = Math.max(end, edit.end);
  }
  return groups;
}

function applied(span: string[], edits: Edit[], offset: number): string {
  const lines: string[] = [];
  let at = 0;
  for (const edit of edits) {
    lines.push(...span.slice(at, edit.start - offset), ...edit.lines);
    at = edit.end - offset;
  }
  return [...lines, ...span.slice(at)].join("");
}

/** A line that lost its end by no longer being the last gets it back. */
function settle(parts: MergePart[], text: string) {
  if (!text) return;
  const last = parts.at(-1);
  if (last?.kind !== "settled") parts.push({ kind: "settled", text });
  else last.text += last.text.endsWith("\n") ? text : `\n${text}`;
}
