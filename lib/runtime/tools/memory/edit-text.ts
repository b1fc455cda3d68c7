import { ToolError } from "../tool-error";
import { assertPlainText, expandTabs, withoutNul } from "./guards";

/** Replaces the one occurrence of `old_string`. */
export function memoryReplace(
  value: string,
  args: { label: string; old_string: string; new_string: string },
): string {
  assertPlainText("old_string", args.old_string);
  assertPlainText("new_string", args.new_string);
  const text = expandTabs(value);
  const before = expandTabs(args.old_string);
  const after = expandTabs(args.new_string);
  if (before === "" && text === "") return withoutNul(after);
  const found = before === "" ? [] : positionsOf(text, before);
  if (found.length === 0) {
    throw new ToolError(
      `No replacement was made: old_string \`${args.old_string}\` does not appear word for word in the memory block '${args.label}'.`,
    );
  }
  if (found.length > 1) {
    const lines = [...new Set(found.map((position) => lineOf(text, position)))].join(", ");
    throw new ToolError(
      `No replacement was made: old_string \`${args.old_string}\` appears ${found.length} times in the memory block ` +
        `'${args.label}', in lines ${lines}. Add surrounding text to make it unique.`,
    );
  }
  return withoutNul(text.slice(0, found[0]) + after + text.slice(found[0] + before.length));
}

/** Inserts lines after line `insert_line`: 0 is before the first line, -1 (the default) after the last. */
export function memoryInsert(
  value: string,
  args: { new_string: string; insert_line?: number | null },
): string {
  assertPlainText("new_string", args.new_string);
  const lines = expandTabs(value).split("\n");
  const line = args.insert_line ?? -1;
  const position = line === -1 ? lines.length : line;
  if (!Number.isInteger(position) || position < 0 || position > lines.length) {
    throw new ToolError(
      `insert_line ${line} is outside the memory block: it must be -1 (append at the end) or in the range [0, ${lines.length}].`,
    );
  }
  const added = expandTabs(args.new_string).split("\n");
  return withoutNul([...lines.slice(0, position), ...added, ...lines.slice(position)].join("\n"));
}

/** Writes the block anew. */
export function memoryRethink(_value: string, args: { new_memory: string }): string {
  assertPlainText("new_memory", args.new_memory);
  return withoutNul(expandTabs(args.new_memory));
}

/** Adds a line at the end. */
export const coreMemoryAppend = (value: string, args: { content: string }): string =>
  withoutNul(`${value}\n${args.content}`);

/** Replaces every occurrence of `old_content`. */
export function coreMemoryReplace(
  value: string,
  args: { label: string; old_content: string; new_content: string },
): string {
  if (!value.includes(args.old_content) || (args.old_content === "" && value !== "")) {
    throw new ToolError(`Old content '${args.old_content}' not found in memory block '${args.label}'`);
  }
  if (value === "") return withoutNul(args.new_content);
  return withoutNul(value.split(args.old_content).join(args.new_content));
}

/** Where `part` starts, occurrences not overlapping. */
function positionsOf(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) found.push(at);
  return found;
}

const lineOf = (text: string, position: number) => text.slice(0, position).split("\n").length;
