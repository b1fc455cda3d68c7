import { hasLineNumbers, lineNumberWarning } from "../../line-numbers";
import { ToolError } from "../tool-error";

/** Throws when text that should be memory is copied from the numbered view of it. */
export function assertPlainText(argument: string, text: string): void {
  if (hasLineNumbers(text)) {
    throw new ToolError(
      `${argument} contains a line number prefix such as '1→'. Line numbers are shown for orientation only: ` +
        "leave them out and give the text itself.",
    );
  }
  if (text.includes(lineNumberWarning)) {
    throw new ToolError(
      `${argument} contains the note about line numbers. It is not part of the memory: leave it out.`,
    );
  }
}

/** Tabs become spaces up to the next column of eight, so that text and memory match whatever a model made of tabs. */
export function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  return text
    .split("\n")
    .map((line) => {
      const [start, ...rest] = line.split("\t");
      return rest.reduce((done, part) => done + " ".repeat(8 - (done.length % 8)) + part, start);
    })
    .join("\n");
}

/** NUL characters cannot be stored. */
export const withoutNul = (text: string) => text.replaceAll("\0", "");
