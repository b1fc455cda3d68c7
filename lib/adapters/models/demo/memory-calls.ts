import type { ToolSpec } from "@/lib/runtime/ports";
import type { Block, Conversation } from "./conversation";
import type { DemoCall } from "./reply";

/** The block that facts about the user go into, or null when there is none that may be written. */
export function factBlock({ blocks }: Conversation): Block | null {
  const writable = blocks.filter(({ isReadOnly }) => !isReadOnly);
  return (
    writable.find(({ label }) => label === "human") ??
    writable.find(({ label }) => label !== "persona") ??
    null
  );
}

/** A call that adds a line to a block, through whichever memory tool is attached. */
export function appendCall(conversation: Conversation, block: Block, line: string): DemoCall | null {
  const tool = (name: string) => find(conversation, name);
  const isEmpty = block.value.trim() === "";
  const classic = tool("core_memory_append");
  if (classic) return { name: classic.name, arguments: { label: block.label, content: line } };
  if (isEmpty && tool("memory_rethink"))
    return { name: "memory_rethink", arguments: { label: block.label, new_memory: line } };
  const insert = tool("memory_insert");
  if (insert) {
    const args = { label: block.label, [key(insert, ["new_string", "new_str"])]: line };
    return { name: insert.name, arguments: { ...args, insert_line: -1 } };
  }
  if (tool("memory"))
    return {
      name: "memory",
      arguments: { command: "insert", path: `/memories/${block.label}`, insert_line: -1, insert_text: line },
    };
  if (tool("memory_rethink"))
    return {
      name: "memory_rethink",
      arguments: { label: block.label, new_memory: [block.value, line].join("\n") },
    };
  return null;
}

/** A call that puts `next` in the place of the exact text `old`. */
export function replaceCall(
  conversation: Conversation,
  block: Block,
  { old, next }: { old: string; next: string },
): DemoCall | null {
  const classic = find(conversation, "core_memory_replace");
  if (classic)
    return { name: classic.name, arguments: { label: block.label, old_content: old, new_content: next } };
  const replace = find(conversation, "memory_replace");
  if (replace) {
    const names = {
      old: key(replace, ["old_string", "old_str"]),
      next: key(replace, ["new_string", "new_str"]),
    };
    return { name: replace.name, arguments: { label: block.label, [names.old]: old, [names.next]: next } };
  }
  if (find(conversation, "memory"))
    return {
      name: "memory",
      arguments: {
        command: "str_replace",
        path: `/memories/${block.label}`,
        old_string: old,
        new_string: next,
      },
    };
  return null;
}

export const find = ({ tools }: Conversation, name: string): ToolSpec | undefined =>
  tools.find((tool) => tool.name === name);

/** Argument names differ between versions of a tool; its schema decides. */
function key({ parameters }: ToolSpec, names: string[]): string {
  const properties = (parameters.properties ?? {}) as Record<string, unknown>;
  return names.find((name) => name in properties) ?? names[0];
}
