import { expect, test } from "vitest";
import { cutLine, findMatches, jsonLines } from "./json-lines";

test("without breaks the lines are the JSON itself", () => {
  const value = { a: "x\ny", list: [1] };
  expect(JSON.parse(jsonLines(value, false).join("\n"))).toEqual(value);
});

test("texts break where they say so, indented; an escaped backslash stays", () => {
  expect(jsonLines({ a: "x\ny\\n" }, true)).toEqual(["{", '  "a": "x', '    y\\\\n"', "}"]);
});

test("every occurrence is found whatever its case, without overlaps", () => {
  const lines = ["aaa", "bAAb"];
  expect(findMatches(lines, "AA")).toEqual([
    { line: 0, start: 0, end: 2 },
    { line: 1, start: 1, end: 3 },
  ]);
  expect(findMatches(lines, "")).toEqual([]);
});

test("a cut line is the same text, with its matches apart", () => {
  const [first, second] = findMatches(["one two one"], "one");
  const parts = cutLine("one two one", [
    { ...first, index: 0 },
    { ...second, index: 1 },
  ]);
  expect(parts).toEqual([
    { text: "one", index: 0 },
    { text: " two ", index: null },
    { text: "one", index: 1 },
  ]);
  expect(cutLine("", [])).toEqual([{ text: "", index: null }]);
});
