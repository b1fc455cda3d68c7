import { expect, test } from "vitest";
import { normaliseSchema } from "./normalise-schema";
import { schemaHealth } from "./schema-health";

const object = (properties: object, more: object = {}) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const text = { type: "string" };

test.each([
  ["everything said", object({ a: text, b: { type: "array", items: text } })],
  ["optional arguments", object({ a: text }, { required: [] })],
  ["a choice of types", object({ a: { anyOf: [text, { type: "null" }] }, b: { type: ["string", "null"] } })],
  ["values instead of a type", object({ a: { enum: ["x", "y"] } })],
])("a schema with %s is strict", (_, schema) => {
  expect(schemaHealth(schema)).toEqual({ status: "STRICT_COMPLIANT", reasons: [] });
});

test.each([
  [
    "nothing said of other arguments",
    { type: "object", properties: { a: text } },
    "root: additionalProperties is missing",
  ],
  [
    "room for others",
    object({ a: text }, { additionalProperties: true }),
    "root: additionalProperties is not false",
  ],
  ["a map inside", object({ a: { type: "object" } }), "root.a: additionalProperties is missing"],
])("a schema with %s is usable, but not strict", (_, schema, reason) => {
  expect(schemaHealth(schema)).toEqual({ status: "NON_STRICT_ONLY", reasons: [reason] });
});

test.each([
  ["another root", { type: "array", items: text }, "root: the root is not an object"],
  ["an argument without a type", object({ a: {} }), "root.a: neither a type nor a choice of types"],
  ["properties as a list", { ...object({}), properties: [] }, "root: properties is not a map"],
  ["required as a word", object({ a: text }, { required: "a" }), "root: required is not a list"],
  [
    "an unknown required argument",
    object({ a: text }, { required: ["b"] }),
    "root: 'b' is required, but not described",
  ],
  ["a list of nothing", object({ a: { type: "array" } }), "root.a: an array without items"],
  [
    "an argument that stays empty",
    object({ a: { ...object({}) } }),
    "root.a: is required, but can only ever be empty",
  ],
  ["a type that does not exist", object({ a: { type: ["string", "text"] } }), "root.a: 'text' is not a type"],
  ["a choice that is none", object({ a: { anyOf: text } }), "root.a: anyOf is not a list"],
  [
    "a fault deep inside",
    object({ a: { anyOf: [text, { type: "array" }] } }),
    "root.a.anyOf[1]: an array without items",
  ],
])("a schema with %s is invalid", (_, schema, reason) => {
  const { status, reasons } = schemaHealth(schema);
  expect(status).toBe("INVALID");
  expect(reasons).toContain(reason);
});

test("what is missing is filled in, references are resolved, equal choices are one, maps stay open", () => {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $defs: { City: { type: "object", properties: { name: text }, required: ["name"] } },
    properties: {
      city: { $ref: "#/$defs/City", description: "Where." },
      labels: { type: "object", additionalProperties: text },
      unit: { anyOf: [text, text, { type: "null" }] },
      mode: { const: "fast" },
    },
  };
  expect(normaliseSchema(schema)).toEqual({
    type: "object",
    properties: {
      city: {
        type: "object",
        properties: { name: text },
        required: ["name"],
        additionalProperties: false,
        description: "Where.",
      },
      labels: { type: "object", additionalProperties: text },
      unit: { anyOf: [text, { type: "null" }] },
      mode: { const: "fast", type: "string" },
    },
    required: [],
    additionalProperties: false,
  });
});

// A schema may unfold into more than there is memory; whoever wrote it is not ours.
test("a schema that contains itself ends, and one that doubles at every level stays small", () => {
  const node = { type: "object", properties: { left: { $ref: "#/$defs/n" }, right: { $ref: "#/$defs/n" } } };
  const wide = object({ tree: { $ref: "#/$defs/n" } }, { $defs: { n: node } });
  expect(JSON.stringify(normaliseSchema(wide)).length).toBeLessThan(2_000_000);
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, { $ref: "#/$defs/n" }]));
  const bomb = object({ a: { $ref: "#/$defs/n" } }, { $defs: { n: { type: "object", properties: many } } });
  expect(JSON.stringify(normaliseSchema(bomb)).length).toBeLessThan(5_000_000);
});

test("a long list that is referred to again and again is not copied again and again", () => {
  const choices = { type: "string", enum: Array.from({ length: 50_000 }, (_, i) => `choice ${i}`) };
  const all = Array.from({ length: 200 }, (_, i) => [`p${i}`, { $ref: "#/$defs/choices" }]);
  const schema = object(Object.fromEntries(all), { $defs: { choices } });
  expect(JSON.stringify(normaliseSchema(schema)).length).toBeLessThan(5_000_000);
});
