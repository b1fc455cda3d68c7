import { expect, test } from "vitest";
import { parametersOf } from "./tool-parameters";

test("arguments are told with type and duty, required ones first", () => {
  const schema = {
    name: "search",
    parameters: {
      type: "object",
      properties: {
        tags: { type: "array", items: { type: "string" }, description: "Only these" },
        mode: { anyOf: [{ enum: ["any", "all"] }, { type: "null" }] },
        query: { type: "string" },
      },
      required: ["query"],
    },
  };
  expect(parametersOf(schema)).toEqual([
    { name: "query", type: "string", description: null, isRequired: true },
    { name: "tags", type: "list of string", description: "Only these", isRequired: false },
    { name: "mode", type: '"any" or "all"', description: null, isRequired: false },
  ]);
});

test("a tool without a schema has no arguments", () => {
  expect(parametersOf(null)).toEqual([]);
});
