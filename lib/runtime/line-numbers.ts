/**
 * Stands above every value that is shown with line numbers. Memory tools refuse text that contains it, so prompt and
 * tools must use this one constant.
 */
export const lineNumberWarning =
  "# NOTE: Line numbers with arrows (such as '1→') are shown for orientation only. Never include them in the arguments of memory tools.";

/** `1→ text` for every line; nothing for an empty value. */
export const withLineNumbers = (value: string): string[] =>
  value === "" ? [] : value.split("\n").map((line, i) => `${i + 1}→ ${line}`);

/** True when a line starts like a numbered one. */
export const hasLineNumbers = (text: string) => /^[ \t]*\d+→[ \t]*/m.test(text);
