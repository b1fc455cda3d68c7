import { ToolError } from "../tool-error";

/** A block as memory tools see it. */
export interface EditableBlock {
  label: string;
  value: string;
  read_only?: boolean | null;
}

/** What a memory tool wants done, in order. Labels are those after the operations before it. */
export type MemoryOperation =
  | { type: "create"; label: string; value: string; description: string | null }
  | { type: "update"; label: string; value: string }
  | { type: "delete"; label: string }
  | { type: "rename"; label: string; new_label: string }
  | { type: "describe"; label: string; description: string };

/** Nothing happens before the whole plan stands, so a mistake in its last part leaves no half of it behind. */
export interface MemoryPlan {
  operations: MemoryOperation[];
  /** The tool's return value. */
  result: string | null;
}

export const readOnlyBlockError = "Error This block is read-only and cannot be edited.";

/** The block to edit; throws when the agent has none of that label or may not edit it. */
export function editableBlock(blocks: EditableBlock[], label: string): EditableBlock {
  const block = blocks.find((candidate) => candidate.label === label);
  if (!block) {
    const available = blocks.map((candidate) => candidate.label).join(", ") || "none";
    throw new ToolError(`Memory block '${label}' does not exist (available: ${available})`, "KeyError");
  }
  if (block.read_only) throw new ToolError(readOnlyBlockError);
  return block;
}
