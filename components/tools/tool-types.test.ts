import { expect, test } from "vitest";
import { ToolType } from "@/lib/contract/tools/schemas";
import { filtersIn, firstSentence, hasFilters, toolTypes } from "./tool-types";

test("every type of tool has a name and says what it is for", () => {
  for (const type of ToolType.options) {
    expect(toolTypes[type].label).not.toBe("");
    expect(toolTypes[type].summary).toMatch(/\.$/);
  }
});

test("a link narrows by text and by type, and what is no type is left alone", () => {
  expect(filtersIn(new URLSearchParams("q= web &type=letta_builtin"))).toEqual({
    search: "web",
    type: "letta_builtin",
  });
  expect(hasFilters(filtersIn(new URLSearchParams("type=magic")))).toBe(false);
});

test("a list shows the first sentence of a description", () => {
  expect(firstSentence("Inserts text.\nMore of it.\n\nExamples: x")).toBe("Inserts text.");
  expect(firstSentence("  Finds v1.2 of\n it  ")).toBe("Finds v1.2 of it");
  expect(firstSentence(null)).toBe("");
});
