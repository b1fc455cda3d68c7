import { expect, test } from "vitest";
import { memoryEdits } from "./memory-edit";
import type { ToolItem } from "./transcript-items";

const call = (name: string, given: object, change: Partial<ToolItem> = {}) =>
  ({
    kind: "tool",
    name,
    arguments: JSON.stringify(given),
    result: { status: "success" },
    changes: null,
    ...change,
  }) as ToolItem;

test.each([
  [
    "core_memory_append",
    { label: "human", content: "Name: Ada" },
    { label: "human", before: "", after: "Name: Ada" },
  ],
  [
    "core_memory_replace",
    { label: "human", old_content: "tea", new_content: "coffee" },
    { label: "human", before: "tea", after: "coffee" },
  ],
  [
    "memory_replace",
    { label: "human", old_string: "a", new_string: "" },
    { label: "human", before: "a", after: "" },
  ],
  [
    "memory_insert",
    { label: "plans", new_string: "Trip", insert_line: 0 },
    { label: "plans", before: "", after: "Trip" },
  ],
  [
    "memory_rethink",
    { label: "human", new_memory: "All new" },
    { label: "human", before: "", after: "All new" },
  ],
])("what %s changed can be read from its arguments", (name, given, edit) => {
  expect(memoryEdits(call(name, given))).toEqual([edit]);
});

test("the change that was seen in the blocks is preferred", () => {
  const seen = [{ label: "human", before: "Ada", after: "Ada\nLikes tea" }];
  expect(
    memoryEdits(call("core_memory_append", { label: "human", content: "Likes tea" }, { changes: seen })),
  ).toBe(seen);
});

// A failed edit must not be shown as if the agent now remembered it.
test("a call that failed, is unfinished or edits no memory shows no edit", () => {
  expect(
    memoryEdits(
      call("core_memory_append", { content: "x" }, { result: { status: "error" } as ToolItem["result"] }),
    ),
  ).toEqual([]);
  expect(memoryEdits(call("core_memory_append", { content: "x" }, { arguments: '{"content": "x' }))).toEqual(
    [],
  );
  expect(memoryEdits(call("archival_memory_insert", { content: "x" }))).toEqual([]);
});

test("where a person changed the arguments, the change is the one that was made", () => {
  const item = call(
    "memory_insert",
    { label: "human", new_string: "Likes tea" },
    { changedArguments: JSON.stringify({ label: "human", new_string: "Likes coffee" }) },
  );
  expect(memoryEdits(item)).toEqual([{ label: "human", before: "", after: "Likes coffee" }]);
});
