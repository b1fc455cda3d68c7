import type { BlockChange, ToolItem } from "./transcript-items";

type Arguments = Record<string, unknown>;
/** What each memory tool takes out and puts in, by the names of its arguments. */
const edits: Record<string, (given: Arguments) => { before: unknown; after: unknown }> = {
  core_memory_append: (given) => ({ before: "", after: given.content }),
  core_memory_replace: (given) => ({ before: given.old_content, after: given.new_content }),
  memory_insert: (given) => ({ before: "", after: given.new_string }),
  memory_replace: (given) => ({ before: given.old_string, after: given.new_string }),
  memory_rethink: (given) => ({ before: "", after: given.new_memory }),
};
const otherMemoryTools = new Set(["memory", "memory_apply_patch", "memory_finish_edits"]);

/** Tools after whose return the blocks may read differently. */
export const isMemoryTool = (name: string) => name in edits || otherMemoryTools.has(name);

const known = new WeakMap<ToolItem, BlockChange[]>();

/** What a successful call changed: as seen in the blocks, else as its arguments say (all that old history has). */
export function memoryEdits(item: ToolItem): BlockChange[] {
  const edits = known.get(item) ?? editsOf(item);
  known.set(item, edits);
  return edits;
}

function editsOf(item: ToolItem): BlockChange[] {
  if (item.result?.status !== "success") return [];
  if (item.changes?.length) return item.changes;
  const given = parseArguments(ranWith(item));
  const edit = given && edits[item.name]?.(given);
  if (!edit || typeof edit.after !== "string") return [];
  return [{ label: String(given.label ?? "memory"), before: String(edit.before ?? ""), after: edit.after }];
}

/** What the tool was given: the agent's arguments, or what a person put in their place. */
export const ranWith = (item: ToolItem): string => item.changedArguments ?? item.arguments;

/** Null while the model is still writing them, or when it wrote nonsense. */
export function parseArguments(text: string): Arguments | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Arguments) : null;
  } catch {
    return null;
  }
}
