import { describe, expect, test } from "vitest";
import type { EditableBlock } from "./blocks";
import { planMemoryEdit } from "./plan-memory-edit";

const patched = (value: string, patch: string) =>
  planMemoryEdit("memory_apply_patch", { label: "b", patch }, [{ label: "b", value }]).result;

describe("memory_apply_patch on one block", () => {
  test("replaces the lines of a hunk and returns the new value", () => {
    expect(patched("a\nb\nc", " a\n-b\n+B\n c\n")).toBe("a\nB\nc");
  });

  test("applies several hunks and ignores diff headers", () => {
    const patch = "*** Begin Patch\n--- a\n+++ b\n@@ -1 +1 @@\n-a\n+A\n@@\n c\n+d\n*** End Patch";
    expect(patched("a\nb\nc", patch)).toBe("A\nb\nc\nd");
  });

  test("treats an empty line as an empty line of context", () => {
    expect(patched("a\n\nc", "-a\n\n+b\n")).toBe("\nb\nc");
  });

  test("appends what a hunk only adds", () => {
    expect(patched("a", "+b\n+c")).toBe("a\nb\nc");
    expect(patched("", "+b")).toBe("b");
  });

  test.each([
    ["a\nb", "-x\n+y", "not in it"],
    ["a\na", "-a\n+y", "fits 2 places"],
    ["a", "some prose", "no changes"],
    ["a", "@@", "no changes"],
  ])("refuses to patch %j with %j", (value, patch, message) => {
    expect(() => patched(value, patch)).toThrow(message);
  });
});

describe("memory_apply_patch on several blocks", () => {
  const blocks: EditableBlock[] = [
    { label: "human", value: "Name: Ada" },
    { label: "old", value: "gone soon" },
    { label: "draft", value: "text" },
    { label: "policy", value: "be kind", read_only: true },
  ];
  const plan = (patch: string) => planMemoryEdit("memory_apply_patch", { label: "human", patch }, blocks);

  test("adds, updates, renames and deletes in order", () => {
    const { operations, result } = plan(
      [
        "*** Add Block: project",
        "Description: what we work on",
        "+Line one",
        "+Line two",
        "*** Update Block: human",
        "-Name: Ada",
        "+Name: Grace",
        "*** Update Block: draft",
        "*** Move to: final",
        "*** Delete Block: old",
        "",
      ].join("\n"),
    );
    expect(operations).toEqual([
      { type: "create", label: "project", value: "Line one\nLine two", description: "what we work on" },
      { type: "update", label: "human", value: "Name: Grace" },
      { type: "update", label: "draft", value: "text" },
      { type: "rename", label: "draft", new_label: "final" },
      { type: "delete", label: "old" },
    ]);
    expect(result).toContain("added block 'project'");
    expect(result).toContain("renamed block 'draft' to 'final'");
  });

  test("sees what the operations before have done", () => {
    const { operations } = plan(
      "*** Add Block: new\n+one\n*** Update Block: new\n-one\n+two\n*** Move to: newer",
    );
    expect(operations.slice(1)).toEqual([
      { type: "update", label: "new", value: "two" },
      { type: "rename", label: "new", new_label: "newer" },
    ]);
    expect(() => plan("*** Delete Block: old\n*** Update Block: old\n-x\n+y")).toThrow(
      "'old' does not exist",
    );
  });

  test("moves the tool's own block when no other was named", () => {
    expect(plan("*** Move to: person").operations).toEqual([
      { type: "rename", label: "human", new_label: "person" },
    ]);
  });

  test.each([
    ["*** Add Block: human\n+x", "already exists"],
    ["*** Delete Block: nope", "does not exist"],
    ["*** Delete Block: policy", "read-only"],
    ["*** Move to: draft", "already exists"],
    ["*** Add Block:\n+x", "without a label"],
    ["*** Add Block: fine\n+x\n*** Update Block: human\n-wrong\n+y", "not in it"],
  ])("refuses %j as a whole", (patch, message) => {
    expect(() => plan(patch)).toThrow(message);
  });
});
