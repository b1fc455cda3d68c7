import type { FileKind } from "./file-types";
import { fileUnits, unitWord } from "./file-units";

/** A part of a file, counted from 1, both ends inside; null ends are those of the file. */
export interface ViewRange {
  start: number | null;
  end: number | null;
}

export const wholeFile: ViewRange = { start: null, end: null };

/** What an agent sees of an open file: a heading that says which part it is, then the numbered units. */
export function fileView(text: string, kind: FileKind, range: ViewRange, charLimit: number): string {
  const units = fileUnits(text, kind);
  const start = range.start ?? 1;
  const end = Math.min(range.end ?? units.length, units.length);
  const heading = `[Viewing ${partName(range, unitWord(kind), units.length)} (out of ${units.length} ${unitWord(kind)})]`;
  const lines = [heading];
  let length = heading.length;
  for (let index = start; index <= end && length <= charLimit; index++) {
    const line = `${index}: ${units[index - 1]}`;
    lines.push(line);
    length += line.length + 1;
  }
  return cutView(lines.join("\n"), charLimit);
}

function partName({ start, end }: ViewRange, word: string, total: number): string {
  if (start === null && end === null) return "file start";
  if (end === null) return `${word} ${start ?? 1} to end`;
  return `${word} ${start ?? 1} to ${Math.min(end, total)}`;
}

/** A view fits its limit; one that was cut says so and how to see the rest. */
function cutView(view: string, charLimit: number): string {
  if (view.length <= charLimit) return view;
  const note = `...[TRUNCATED]\n(A view shows ${charLimit} characters. Open the file with an offset and a length to see another part.)`;
  if (note.length >= charLimit) return view.slice(0, charLimit).toWellFormed();
  return view.slice(0, charLimit - note.length).toWellFormed() + note;
}
