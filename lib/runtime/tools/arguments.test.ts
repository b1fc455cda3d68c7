import { describe, expect, test } from "vitest";
import { parseToolArguments, withoutLoopArguments } from "./parse-arguments";
import { validateArguments } from "./validate-arguments";

describe("parseToolArguments", () => {
  test.each([
    ['{"a": 1}', { a: 1 }],
    ['{"text": "}{"}', { text: "}{" }],
    ['{"a": 1}{"b": 2}', { a: 1 }],
    ['{"a": 1}\n{"b": 2}', { a: 1 }],
    ['"{\\"a\\": 1}"', { a: 1 }],
    ["", {}],
    ["{", {}],
    ["[1]", {}],
    ["null", {}],
    ['"text"', {}],
  ])("reads %j as %j", (text, expected) => {
    expect(parseToolArguments(text)).toEqual(expected);
  });

  test("arguments for the loop do not reach the tool", () => {
    const args = { request_heartbeat: true, thinking: "hm", label: "human" };
    expect(withoutLoopArguments(args)).toEqual({ label: "human" });
  });
});

describe("validateArguments", () => {
  const schema = {
    type: "object",
    properties: {
      label: { type: "string" },
      count: { type: "integer" },
      mode: { type: "string", enum: ["any", "all"] },
      items: {
        type: "array",
        items: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
      },
      either: { anyOf: [{ type: "string" }, { type: "null" }] },
    },
    required: ["label"],
  };

  test("accepts what fits and drops nulls of optional arguments", () => {
    const args = { label: "x", count: 2, mode: "any", items: [{ n: 1 }], either: null };
    expect(validateArguments(args, schema)).toEqual({ label: "x", count: 2, mode: "any", items: [{ n: 1 }] });
  });

  test.each([
    [{}, "Missing required argument(s): label"],
    [{ label: null }, "Argument 'label' must be a string, not null"],
    [{ label: 1 }, "Argument 'label' must be a string, not a number"],
    [
      { label: "x", colour: 1 },
      "Unexpected argument 'colour'. Known arguments: label, count, mode, items, either",
    ],
    [{ label: "x", count: 1.5 }, "Argument 'count' must be an integer, not a number"],
    [{ label: "x", mode: "some" }, "Argument 'mode' must be one of ['any', 'all']"],
    [{ label: "x", items: [{ n: 1 }, {}] }, "Argument 'items'[1] lacks 'n'"],
    [
      { label: "x", either: 3 },
      "Argument 'either' must be a string, not a number or Argument 'either' must be null, not a number",
    ],
  ])("refuses %j and names the argument", (args, message) => {
    expect(() => validateArguments(args, schema)).toThrow(message);
  });

  test("accepts any argument where the schema is open", () => {
    expect(validateArguments({ x: 1 }, { type: "object" })).toEqual({ x: 1 });
    expect(validateArguments({ x: 1 }, { properties: {}, additionalProperties: true })).toEqual({ x: 1 });
  });
});
