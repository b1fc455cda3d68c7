import { ToolError } from "../tool-error";
import { applyHunks } from "./apply-hunks";
import { type EditableBlock, editableBlock, type MemoryOperation, type MemoryPlan } from "./blocks";
import { assertPlainText, expandTabs, withoutNul } from "./guards";

const header = /^\*\*\* (?:(Add|Delete|Update) Block|(Move to)):[ \t]*(.*?)[ \t]*$/;

/** `memory_apply_patch`: hunks for one block or, with `*** … Block:` headers, changes to several blocks. */
export function planPatch(blocks: EditableBlock[], args: { label: string; patch: string }): MemoryPlan {
  const sections = readSections(args.patch);
  if (sections.length === 0) {
    const block = editableBlock(blocks, args.label);
    const value = applyHunks(block.value, args);
    return { operations: [{ type: "update", label: args.label, value }], result: value };
  }
  let current = blocks;
  let label = args.label;
  const operations = sections.map((section) => {
    const operation = planSection(current, section, label);
    current = applyOperation(current, operation);
    label = operation.type === "rename" ? operation.new_label : operation.label;
    return operation;
  });
  return { operations, result: `Patch applied: ${operations.map(describe).join("; ")}.` };
}

interface Section {
  kind: "Add" | "Delete" | "Update" | "Move to";
  label: string;
  lines: string[];
}

function readSections(patch: string): Section[] {
  const sections: Section[] = [];
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    const match = header.exec(line);
    if (match) sections.push({ kind: (match[1] ?? match[2]) as Section["kind"], label: match[3], lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function planSection(
  blocks: EditableBlock[],
  { kind, label, lines }: Section,
  lastLabel: string,
): MemoryOperation {
  if (label === "") throw new ToolError(`The patch has a '*** ${kind}' line without a label.`);
  switch (kind) {
    case "Add":
      return planAdd(blocks, label, lines);
    case "Delete":
      return { type: "delete", label: editableBlock(blocks, label).label };
    case "Update": {
      const block = editableBlock(blocks, label);
      // A header followed by a move only renames.
      if (lines.every((line) => line.trim() === "")) return { type: "update", label, value: block.value };
      return { type: "update", label, value: applyHunks(block.value, { label, patch: lines.join("\n") }) };
    }
    case "Move to":
      assertFree(blocks, label);
      return { type: "rename", label: editableBlock(blocks, lastLabel).label, new_label: label };
  }
}

function planAdd(blocks: EditableBlock[], label: string, lines: string[]): MemoryOperation {
  assertFree(blocks, label);
  const described = /^Description:[ \t]*(.*)$/.exec(lines[0] ?? "");
  const added = lines.filter((line) => line.startsWith("+")).map((line) => line.slice(1));
  const value = expandTabs(added.join("\n"));
  assertPlainText("patch", value);
  return { type: "create", label, value: withoutNul(value), description: described?.[1] || null };
}

function assertFree(blocks: EditableBlock[], label: string) {
  if (blocks.some((block) => block.label === label))
    throw new ToolError(`Memory block '${label}' already exists.`);
}

function applyOperation(blocks: EditableBlock[], operation: MemoryOperation): EditableBlock[] {
  switch (operation.type) {
    case "create":
      return [...blocks, { label: operation.label, value: operation.value }];
    case "update":
      return blocks.map((block) =>
        block.label === operation.label ? { ...block, value: operation.value } : block,
      );
    case "delete":
      return blocks.filter((block) => block.label !== operation.label);
    case "rename":
      return blocks.map((block) =>
        block.label === operation.label ? { ...block, label: operation.new_label } : block,
      );
    case "describe":
      return blocks;
  }
}

function describe(operation: MemoryOperation): string {
  switch (operation.type) {
    case "create":
      return `added block '${operation.label}'`;
    case "update":
      return `updated block '${operation.label}'`;
    case "delete":
      return `deleted block '${operation.label}'`;
    case "rename":
      return `renamed block '${operation.label}' to '${operation.new_label}'`;
    case "describe":
      return `described block '${operation.label}'`;
  }
}
