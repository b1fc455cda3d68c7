import { expect, test } from "vitest";
import { deriveSchema } from "./derive-schema";

const source = "def create(a, b=None, *c):\n    return a\n";
const argumentsOf = (schema: Record<string, unknown>) => deriveSchema(source, schema).parameters;
const property = (schema: unknown, $defs?: unknown) =>
  argumentsOf({ type: "object", properties: { x: schema }, ...(($defs as object) && { $defs }) }).properties
    .x;

test("the source says the name and, if it has a docstring, what it is for; its parameters need nothing", () => {
  expect(deriveSchema(source, {})).toEqual({
    name: "create",
    description: "Calls the tool 'create'.",
    parameters: { type: "object", properties: {}, required: [] },
  });
  const documented = "def create(a):\n    '''Creates.\n\n    Args:\n        a: A.\n    '''";
  expect(deriveSchema(documented, {}).description).toBe("Creates.");
});

test("a schema as pydantic writes it becomes one without references, titles and nulls", () => {
  const event = {
    title: "Event",
    type: "object",
    $defs: {
      Guest: {
        title: "Guest",
        type: "object",
        properties: {
          name: { title: "Name", type: "string", description: "Full name" },
          age: { anyOf: [{ type: "integer" }, { type: "null" }], default: null, title: "Age" },
        },
        required: ["name"],
      },
      Kind: { enum: ["party", "talk"], type: "string", title: "Kind" },
    },
    properties: {
      title: { title: "Title", type: "string", description: "What it is called", minLength: 1 },
      kind: { $ref: "#/$defs/Kind", description: "Which kind" },
      host: { allOf: [{ $ref: "#/$defs/Guest" }], description: "Who invites" },
      guests: { items: { $ref: "#/$defs/Guest" }, title: "Guests", type: "array" },
      room: { anyOf: [{ type: "string" }, { type: "null" }], default: null, description: "Where" },
      mode: { const: "live", title: "Mode" },
      extra: { additionalProperties: { type: "string" }, type: "object" },
    },
    required: ["title", "guests"],
  };
  const guest = {
    type: "object",
    properties: {
      name: { type: "string", description: "Full name" },
      age: { type: "integer", description: "" },
    },
    required: ["name"],
  };
  expect(argumentsOf(event)).toEqual({
    type: "object",
    properties: {
      title: { type: "string", description: "What it is called" },
      kind: { type: "string", enum: ["party", "talk"], description: "Which kind" },
      host: { ...guest, description: "Who invites" },
      guests: { type: "array", items: guest, description: "" },
      room: { type: "string", description: "Where" },
      mode: { type: "string", enum: ["live"], description: "" },
      extra: { type: "object", description: "" },
    },
    required: ["title", "guests"],
  });
});

test.each([
  ["several types", { anyOf: [{ type: "string" }, { type: "integer" }] }, "several types"],
  ["a closed object", { type: "object", additionalProperties: false }, "additional properties"],
  ["no type", { title: "X" }, "unsupported type 'undefined'"],
  ["an unknown type", { type: "file" }, "unsupported type 'file'"],
  ["a list of types", { type: ["string", "null"] }, "unsupported type"],
  ["a reference to nothing", { $ref: "#/$defs/Y" }, "refers to '#/$defs/Y'"],
  ["a reference elsewhere", { $ref: "https://example.com/x.json" }, "which is not in it"],
])("a property with %s is refused", (_, schema, text) => {
  expect(() => property(schema)).toThrow(text);
});

test("definitions that contain themselves, or would be written out without end, are refused", () => {
  const list = { type: "object", properties: { next: { $ref: "#/$defs/A" } } };
  expect(() => property({ $ref: "#/$defs/A" }, { A: list })).toThrow("contains itself");
  const twice = (name: string) => ({
    type: "object",
    properties: { x: { $ref: `#/$defs/${name}` }, y: { $ref: `#/$defs/${name}` } },
  });
  const chain = Array.from({ length: 40 }, (_, n) => [`A${n + 1}`, twice(`A${n}`)]);
  const definitions = { A0: { type: "string" }, ...Object.fromEntries(chain) };
  expect(() => property({ $ref: "#/$defs/A40" }, definitions)).toThrow("too large");
});
