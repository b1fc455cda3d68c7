import { describe, expect, test } from "vitest";
import type { EditableBlock } from "./blocks";
import { planMemoryEdit } from "./plan-memory-edit";

const blocks: EditableBlock[] = [
  { label: "human", value: "Name: Ada" },
  { label: "notes_daily", value: "a\nb" },
  { label: "policy", value: "be kind", read_only: true },
];
const memory = (args: Record<string, unknown>) => planMemoryEdit("memory", args, blocks);

describe("memory", () => {
  test("creates a block at a path", () => {
    expect(
      memory({ command: "create", path: "/memories/notes/new", description: "d", file_text: "x" }),
    ).toEqual({
      operations: [{ type: "create", label: "notes/new", value: "x", description: "d" }],
      result: "Created memory block 'notes/new'.",
    });
  });

  test("edits text like the single-purpose tools and returns the new value", () => {
    const path = "/memories/human";
    expect(memory({ command: "str_replace", path, old_string: "Ada", new_string: "Grace" }).result).toBe(
      "Name: Grace",
    );
    expect(memory({ command: "insert", path, insert_text: "x", insert_line: 0 }).result).toBe("x\nName: Ada");
    expect(memory({ command: "insert", path, insert_text: "x" }).result).toBe("Name: Ada\nx");
  });

  test("finds a block by its path, also one whose label was made with underscores", () => {
    expect(memory({ command: "delete", path: "/memories/notes/daily" }).operations).toEqual([
      { type: "delete", label: "notes_daily" },
    ]);
    expect(memory({ command: "delete", path: "human" }).operations).toEqual([
      { type: "delete", label: "human" },
    ]);
  });

  test("renames with two paths and describes with one", () => {
    const renamed = memory({ command: "rename", old_path: "/memories/human", new_path: "/memories/person" });
    expect(renamed.operations).toEqual([{ type: "rename", label: "human", new_label: "person" }]);
    const described = memory({ command: "rename", path: "/memories/human", description: "who" });
    expect(described.operations).toEqual([{ type: "describe", label: "human", description: "who" }]);
  });

  test.each([
    [{ command: "create", path: "x" }, "Error: description is required for create command"],
    [
      { command: "str_replace", path: "human", old_string: "a" },
      "Error: new_string is required for str_replace command",
    ],
    [{ command: "rename", old_path: "human" }, "Error: new_path is required for rename command"],
    [{ command: "toString" }, "The commands are: create, str_replace, insert, delete, rename"],
    [{ command: "delete", path: "nope" }, "Error performing delete: Memory block 'nope' does not exist"],
    [{ command: "delete", path: "policy" }, "Error This block is read-only"],
    [{ command: "create", path: "policy", description: "d" }, "Error This block is read-only"],
    [
      { command: "rename", old_path: "human", new_path: "policy" },
      "Error performing rename: Memory block 'policy' already",
    ],
    [{ command: "insert", path: "human", insert_text: "1→ x" }, "line number"],
  ])("refuses %j", (args, message) => {
    expect(() => memory(args)).toThrow(message);
  });
});
