import { ToolError } from "../tool-error";
import { type EditableBlock, editableBlock, type MemoryPlan } from "./blocks";
import { memoryInsert, memoryReplace } from "./edit-text";
import { assertPlainText, expandTabs, withoutNul } from "./guards";

/** Arguments of the `memory` tool; which are needed depends on the command. */
export interface MemoryCommand {
  command: string;
  path?: string | null;
  file_text?: string | null;
  description?: string | null;
  old_string?: string | null;
  new_string?: string | null;
  insert_line?: number | null;
  insert_text?: string | null;
  old_path?: string | null;
  new_path?: string | null;
}

type Planner = (blocks: EditableBlock[], args: MemoryCommand) => MemoryPlan;

const planners: Record<string, Planner> = {
  create: planCreate,
  str_replace: planReplace,
  insert: planInsert,
  delete: (blocks, args) => withPrefix("delete", () => planDelete(blocks, args)),
  rename: (blocks, args) => withPrefix("rename", () => planRename(blocks, args)),
};

/** `memory`: one tool that treats blocks as files below `/memories`. */
export function planCommand(blocks: EditableBlock[], args: MemoryCommand): MemoryPlan {
  if (!Object.hasOwn(planners, args.command)) {
    const known = Object.keys(planners).join(", ");
    throw new ToolError(`Error: unknown command '${args.command}'. The commands are: ${known}`);
  }
  return planners[args.command](blocks, args);
}

function planCreate(blocks: EditableBlock[], args: MemoryCommand): MemoryPlan {
  const label = labelOf(need(args, "path"));
  const description = need(args, "description");
  if (blocks.some((block) => block.label === label)) editableBlock(blocks, label);
  const value = expandTabs(args.file_text ?? "");
  assertPlainText("file_text", value);
  return {
    operations: [{ type: "create", label, value: withoutNul(value), description }],
    result: `Created memory block '${label}'.`,
  };
}

function planReplace(blocks: EditableBlock[], args: MemoryCommand): MemoryPlan {
  const { label, value } = blockAt(blocks, need(args, "path"));
  const old_string = need(args, "old_string");
  return update(label, memoryReplace(value, { label, old_string, new_string: need(args, "new_string") }));
}

function planInsert(blocks: EditableBlock[], args: MemoryCommand): MemoryPlan {
  const { label, value } = blockAt(blocks, need(args, "path"));
  return update(
    label,
    memoryInsert(value, { new_string: need(args, "insert_text"), insert_line: args.insert_line }),
  );
}

function planDelete(blocks: EditableBlock[], args: MemoryCommand): MemoryPlan {
  const { label } = blockAt(blocks, need(args, "path"));
  return { operations: [{ type: "delete", label }], result: `Deleted memory block '${label}'.` };
}

/** With two paths it renames; with one and a description it describes. */
function planRename(blocks: EditableBlock[], args: MemoryCommand): MemoryPlan {
  if (args.path && args.description) {
    const { label } = blockAt(blocks, args.path);
    const { description } = args;
    return {
      operations: [{ type: "describe", label, description }],
      result: `Described memory block '${label}'.`,
    };
  }
  const { label } = blockAt(blocks, need(args, "old_path"));
  const newLabel = labelOf(need(args, "new_path"));
  if (blocks.some((block) => block.label === newLabel))
    throw new ToolError(`Memory block '${newLabel}' already exists.`);
  return {
    operations: [{ type: "rename", label, new_label: newLabel }],
    result: `Renamed memory block '${label}' to '${newLabel}'.`,
  };
}

const update = (label: string, value: string): MemoryPlan => ({
  operations: [{ type: "update", label, value }],
  result: value,
});

function need<
  K extends "path" | "description" | "old_string" | "new_string" | "insert_text" | "old_path" | "new_path",
>(args: MemoryCommand, name: K): string {
  const value = args[name];
  if (value === undefined || value === null) {
    throw new ToolError(`Error: ${name} is required for ${args.command} command`);
  }
  return value;
}

const labelOf = (path: string) => path.replace(/^\/memories\//, "").replace(/^\//, "");

/** Older agents wrote `a_b` for the path `a/b`. */
function blockAt(blocks: EditableBlock[], path: string): EditableBlock {
  const label = labelOf(path);
  const older = label.replaceAll("/", "_");
  const exists = (name: string) => blocks.some((block) => block.label === name);
  return editableBlock(blocks, !exists(label) && exists(older) ? older : label);
}

function withPrefix(command: string, plan: () => MemoryPlan): MemoryPlan {
  try {
    return plan();
  } catch (cause) {
    if (!(cause instanceof ToolError) || cause.message.startsWith("Error: ")) throw cause;
    throw new ToolError(`Error performing ${command}: ${cause.message}`, cause.errorType);
  }
}
