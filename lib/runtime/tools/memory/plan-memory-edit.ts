import { ToolError } from "../tool-error";
import { type EditableBlock, editableBlock, type MemoryPlan } from "./blocks";
import { coreMemoryAppend, coreMemoryReplace, memoryInsert, memoryReplace, memoryRethink } from "./edit-text";
import { type MemoryCommand, planCommand } from "./plan-command";
import { planPatch } from "./plan-patch";

/** Tools that change one block to what the function gives; the new value is also what they return. */
const edits: Record<string, (value: string, args: never) => string> = {
  core_memory_append: coreMemoryAppend,
  core_memory_replace: coreMemoryReplace,
  memory_insert: memoryInsert,
  memory_replace: memoryReplace,
  memory_rethink: memoryRethink,
};

const memoryTools = new Set([...Object.keys(edits), "memory", "memory_apply_patch", "memory_finish_edits"]);

/** True for the tools that `planMemoryEdit` knows. */
export const isMemoryTool = (name: string) => memoryTools.has(name);

/**
 * What a memory tool would do to the agent's blocks, and its return value. Pure; throws `ToolError` instead of planning
 * something wrong. Arguments must have passed `validateArguments`.
 */
export function planMemoryEdit(
  name: string,
  args: Record<string, unknown>,
  blocks: EditableBlock[],
): MemoryPlan {
  if (name === "memory_finish_edits") return { operations: [], result: null };
  if (name === "memory") return planCommand(blocks, args as unknown as MemoryCommand);
  if (name === "memory_apply_patch") return planPatch(blocks, args as { label: string; patch: string });
  if (!Object.hasOwn(edits, name)) throw new ToolError(`'${name}' is not a memory tool`);
  const block = editableBlock(blocks, String(args.label));
  const value = edits[name](block.value, args as never);
  return { operations: [{ type: "update", label: block.label, value }], result: value };
}
