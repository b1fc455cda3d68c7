import { describe, expect, test } from "vitest";
import { lineNumberWarning } from "../../line-numbers";
import { ToolError, toolErrorLine } from "../tool-error";
import type { EditableBlock } from "./blocks";
import { planMemoryEdit } from "./plan-memory-edit";

const blocks: EditableBlock[] = [
  { label: "human", value: "Name: Ada\nLikes: tea\nLikes: maths" },
  { label: "empty", value: "" },
  { label: "policy", value: "be kind", read_only: true },
];

const edit = (name: string, args: Record<string, unknown>, on = blocks) => planMemoryEdit(name, args, on);
const valueAfter = (name: string, args: Record<string, unknown>, value: string) =>
  edit(name, { label: "b", ...args }, [{ label: "b", value }]).result;

describe("every memory edit", () => {
  test("returns the new value and plans one update of its block", () => {
    const plan = edit("memory_replace", { label: "human", old_string: "tea", new_string: "coffee" });
    const value = "Name: Ada\nLikes: coffee\nLikes: maths";
    expect(plan).toEqual({ operations: [{ type: "update", label: "human", value }], result: value });
  });

  test.each([
    ["memory_insert", { new_string: "x" }],
    ["memory_replace", { old_string: "be", new_string: "x" }],
    ["memory_rethink", { new_memory: "x" }],
    ["core_memory_append", { content: "x" }],
    ["core_memory_replace", { old_content: "be", new_content: "x" }],
    ["memory_apply_patch", { patch: "-be kind\n+x" }],
  ])("%s refuses a read-only block and an unknown one", (name, args) => {
    expect(() => edit(name, { label: "policy", ...args })).toThrow(
      "Error This block is read-only and cannot be edited.",
    );
    expect(() => edit(name, { label: "nope", ...args })).toThrow(/'nope'.*human, empty, policy/);
  });

  test.each([
    ["memory_insert", (text: string) => ({ new_string: text })],
    ["memory_replace", (text: string) => ({ old_string: text, new_string: "x" })],
    ["memory_replace", (text: string) => ({ old_string: "tea", new_string: text })],
    ["memory_rethink", (text: string) => ({ new_memory: text })],
    ["memory_apply_patch", (text: string) => ({ patch: `+${text.replaceAll("\n", "\n+")}` })],
  ])("%s refuses text copied with its line numbers or their note", (name, args) => {
    expect(() => edit(name, { label: "human", ...args("2→ Likes: tea") })).toThrow("line number");
    expect(() => edit(name, { label: "human", ...args("fine\n  12→more") })).toThrow("line number");
    expect(() => edit(name, { label: "human", ...args(lineNumberWarning) })).toThrow("line number");
  });

  test("removes NUL characters", () => {
    expect(valueAfter("core_memory_append", { content: "a\0b" }, "x")).toBe("x\nab");
    expect(valueAfter("memory_rethink", { new_memory: "a\0b" }, "x")).toBe("ab");
  });

  test("leaves a line for stderr", () => {
    const error = new ToolError("no such thing", "KeyError");
    expect(toolErrorLine("memory_insert", error)).toBe(
      "Error executing function memory_insert: KeyError: no such thing",
    );
  });
});

describe("memory_replace", () => {
  test("wants text that is there, word for word", () => {
    expect(() => valueAfter("memory_replace", { old_string: "ada", new_string: "x" }, "Ada")).toThrow(
      /`ada`.*memory block 'b'/,
    );
  });

  test("names the lines when the text is there more than once", () => {
    expect(() => edit("memory_replace", { label: "human", old_string: "Likes", new_string: "x" })).toThrow(
      /in lines 2, 3/,
    );
  });

  test("takes special replacement characters as they are", () => {
    expect(valueAfter("memory_replace", { old_string: "a", new_string: "$& $1" }, "xay")).toBe("x$& $1y");
  });

  test("matches tabs however they were written", () => {
    expect(valueAfter("memory_replace", { old_string: "k       v", new_string: "k\tw" }, "k\tv")).toBe(
      "k       w",
    );
    expect(valueAfter("memory_replace", { old_string: "ab\tc", new_string: "x" }, "ab      c")).toBe("x");
  });
});

describe("memory_insert", () => {
  test.each([
    [{}, "a\nb\nnew"],
    [{ insert_line: -1 }, "a\nb\nnew"],
    [{ insert_line: 0 }, "new\na\nb"],
    [{ insert_line: 1 }, "a\nnew\nb"],
    [{ insert_line: 2 }, "a\nb\nnew"],
  ])("with %j gives %j", (args, expected) => {
    expect(valueAfter("memory_insert", { new_string: "new", ...args }, "a\nb")).toBe(expected);
  });

  test.each([-2, 3, 0.5])("refuses line %d and states the range", (insert_line) => {
    expect(() => valueAfter("memory_insert", { new_string: "x", insert_line }, "a\nb")).toThrow("[0, 2]");
  });

  test("inserts several lines, and below the one empty line of an empty block", () => {
    expect(valueAfter("memory_insert", { new_string: "x\ny", insert_line: 1 }, "a\nb")).toBe("a\nx\ny\nb");
    expect(valueAfter("memory_insert", { new_string: "x" }, "")).toBe("\nx");
  });
});

describe("core_memory_*", () => {
  test("append adds a line", () => {
    expect(valueAfter("core_memory_append", { content: "b" }, "a")).toBe("a\nb");
  });

  test("replace changes every occurrence and refuses text that is not there", () => {
    expect(valueAfter("core_memory_replace", { old_content: "a", new_content: "$&b" }, "a-a")).toBe(
      "$&b-$&b",
    );
    expect(() => valueAfter("core_memory_replace", { old_content: "z", new_content: "" }, "a")).toThrow(
      "Old content 'z' not found in memory block 'b'",
    );
    expect(() => valueAfter("core_memory_replace", { old_content: "", new_content: "x" }, "a")).toThrow();
  });
});

test("memory_rethink overwrites, memory_finish_edits does nothing", () => {
  expect(valueAfter("memory_rethink", { new_memory: "new" }, "old")).toBe("new");
  expect(edit("memory_finish_edits", {})).toEqual({ operations: [], result: null });
});
