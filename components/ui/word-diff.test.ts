import { expect, test } from "vitest";
import { shorten, wordDiff } from "./word-diff";

const sideOf = (parts: ReturnType<typeof wordDiff>, without: "added" | "removed") =>
  parts
    .filter((part) => part.kind !== without)
    .map((part) => part.text)
    .join("");

test("a diff marks the words that changed and nothing else", () => {
  expect(wordDiff("Name: Ada\nLikes tea", "Name: Grace\nLikes tea")).toEqual([
    { kind: "same", text: "Name: " },
    { kind: "removed", text: "Ada" },
    { kind: "added", text: "Grace" },
    { kind: "same", text: "\nLikes tea" },
  ]);
});

test("equal texts have no marks, and an empty side is all added or all removed", () => {
  expect(wordDiff("same", "same")).toEqual([{ kind: "same", text: "same" }]);
  expect(wordDiff("", "Name: Ada")).toEqual([{ kind: "added", text: "Name: Ada" }]);
  expect(wordDiff("gone", "")).toEqual([{ kind: "removed", text: "gone" }]);
});

// A diff that loses a character would show the reader a memory that the agent does not have.
test.each([
  ["a b a b c", "b a c b"],
  ["Grüße, Ada!\n\n  tab\tend", "Grüße,  Ada!\n tab end?"],
  ["日本語 テキスト", "日本 テキスト です"],
  ["x ".repeat(3_000), "y ".repeat(3_000)],
])("both texts can be read back from their diff", (before, after) => {
  const parts = wordDiff(before, after);
  expect(sideOf(parts, "added")).toBe(before);
  expect(sideOf(parts, "removed")).toBe(after);
});

test("long unchanged stretches shrink to the words around the change", () => {
  const parts = shorten(
    wordDiff(
      `${"far ".repeat(50)}old ${"near ".repeat(50)}`,
      `${"far ".repeat(50)}new ${"near ".repeat(50)}`,
    ),
    8,
  );
  expect(parts.map((part) => part.kind)).toEqual(["same", "removed", "added", "same"]);
  expect(parts[0].text).toBe("…far far ");
  expect(parts[3].text.length).toBeLessThan(20);
});
