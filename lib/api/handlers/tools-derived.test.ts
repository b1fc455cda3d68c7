import Letta from "@letta-ai/letta-client";
import { expect, test } from "vitest";
import { createDispatch } from "@/lib/api/dispatch";
import { contract } from "@/lib/contract/registry";
import { aWorld } from "@/lib/testing/harness";
import { handlers } from "./index";

const roll = (text = "Rolls dice.") => `
import random

def roll(sides: int, times: int = 1) -> str:
    """${text}

    Args:
        sides: How many sides the dice have.
        times: How many dice.
    """
    return " ".join(str(random.randint(1, sides)) for _ in range(times))
`;
const derived = (description = "Rolls dice.") => ({
  name: "roll",
  description,
  parameters: {
    type: "object",
    properties: {
      sides: { type: "integer", description: "How many sides the dice have." },
      times: { type: "integer", description: "How many dice." },
    },
    required: ["sides"],
  },
});
const argsSchema = {
  type: "object",
  properties: { sides: { type: "integer", title: "Sides" } },
  required: ["sides"],
};

async function aSdk() {
  const { ctx } = await aWorld();
  const dispatch = createDispatch({ contract, handlers, authenticate: async () => ctx });
  return new Letta({
    baseURL: "http://mneme.test",
    apiKey: "any",
    maxRetries: 0,
    fetch: async (url, init) => dispatch(new Request(url as string, init as RequestInit)),
  });
}

// What every program that was written for the reference does to give its agents tools.
test("the official SDK creates a tool from its source alone, changes it and gives it to an agent", async () => {
  const client = await aSdk();
  const tool = await client.tools.create({ source_code: roll(), tags: ["game"] });
  expect(tool).toMatchObject({
    name: "roll",
    description: "Rolls dice.",
    tool_type: "custom",
    source_type: "python",
    source_code: roll(),
    json_schema: derived(),
    args_json_schema: null,
    tags: ["game"],
  });
  const again = await client.tools.upsert({ source_code: roll("Throws dice.") });
  expect(again).toMatchObject({
    id: tool.id,
    description: "Throws dice.",
    json_schema: derived("Throws dice."),
  });
  const agent = await client.agents.create({ model: "openai/gpt-4o-mini", tools: ["roll"] });
  const attached = await client.agents.tools.list(agent.id, { limit: 50 });
  expect(attached.items.find(({ id }) => id === tool.id)?.json_schema).toEqual(derived("Throws dice."));
});

test("the request's description is the tool's, and the schema keeps what the source says", async () => {
  const { api } = await aWorld();
  const tool = await api.tools.createTool({ body: { source_code: roll(), description: "For games." } });
  expect(tool.description).toBe("For games.");
  expect(tool.json_schema).toEqual(derived());
});

test("a schema of the arguments stands in for annotations and descriptions", async () => {
  const { api } = await aWorld();
  const source_code = "def roll(sides, times=1):\n    return 4";
  const tool = await api.tools.createTool({ body: { source_code, args_json_schema: argsSchema } });
  expect(tool.args_json_schema).toEqual(argsSchema);
  expect(tool.json_schema).toEqual({
    name: "roll",
    description: "Calls the tool 'roll'.",
    parameters: {
      type: "object",
      properties: { sides: { type: "integer", description: "" } },
      required: ["sides"],
    },
  });
});

test("a schema that is given is kept to the letter, and the source is not even read", async () => {
  const { api } = await aWorld();
  const json_schema = { name: "odd", parameters: { type: "object", properties: {}, x: [null, 1.5] }, y: {} };
  const tool = await api.tools.createTool({ body: { source_code: "this is (not Python", json_schema } });
  expect(tool.json_schema).toEqual(json_schema);
});

test.each([
  ["a function without a docstring", { source_code: "def f(): pass" }, 400, "'f' needs a docstring"],
  ["no function", { source_code: "x = 1" }, 400, "defines no function"],
  ["a syntax error", { source_code: "def f(:" }, 400, "syntax error (line 1)"],
  ["the name of a base tool", { source_code: "def send_message():\n  '''Sends.'''" }, 400, "base tool"],
  [
    "several types",
    {
      source_code: roll(),
      args_json_schema: { properties: { x: { anyOf: [{ type: "string" }, { type: "integer" }] } } },
    },
    400,
    "several types",
  ],
  [
    "TypeScript",
    { source_code: "export function f() {}", source_type: "typescript" },
    422,
    "A TypeScript tool needs a json_schema",
  ],
  [
    "TypeScript and a schema of the arguments",
    { source_code: "", source_type: "typescript", args_json_schema: argsSchema },
    422,
    "A TypeScript tool needs a json_schema",
  ],
  ["no language at all", { source_code: "", source_type: "json" }, 422, "A json tool needs a json_schema"],
])("a tool of %s is refused with the reason, and not stored", async (_, body, status, text) => {
  const { api, send } = await aWorld();
  for (const method of ["POST", "PUT"]) {
    const answer = await send(method, "/v1/tools/", body);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toContain(text);
    const isDerivation = status === 400 && !text.includes("base tool");
    if (isDerivation) expect(answer.body.detail).toMatch(/^INVALID_ARGUMENT: Schema derivation failed: /);
  }
  expect(await api.tools.countTools({ query: { tool_types: ["custom"] } })).toBe(0);
});

test("a change with a schema of the arguments makes the schema anew, from the new source or the stored one", async () => {
  const { api } = await aWorld();
  const { id: tool_id } = await api.tools.createTool({ body: { source_code: roll() } });
  const change = (body: object) => api.tools.modifyTool({ params: { tool_id }, body });
  const first = await change({ args_json_schema: argsSchema });
  expect(first).toMatchObject({ name: "roll", args_json_schema: argsSchema, source_code: roll() });
  expect(first.json_schema).toEqual({
    ...derived(),
    parameters: {
      type: "object",
      properties: { sides: { type: "integer", description: "" } },
      required: ["sides"],
    },
  });
  const source_code = "def throw(x):\n    '''Throws.'''";
  const second = await change({ args_json_schema: { properties: {} }, source_code });
  expect(second).toMatchObject({ id: tool_id, name: "throw", source_code });
  expect(second.json_schema).toEqual({
    name: "throw",
    description: "Throws.",
    parameters: { type: "object", properties: {}, required: [] },
  });
});

test("new source alone leaves the schema as it is", async () => {
  const { api } = await aWorld();
  const { id: tool_id } = await api.tools.createTool({ body: { source_code: roll() } });
  const source_code = "def roll(other: str):\n    pass";
  const changed = await api.tools.modifyTool({ params: { tool_id }, body: { source_code } });
  expect(changed).toMatchObject({ source_code, json_schema: derived() });
});

test.each([
  ["a source that defines none", { args_json_schema: argsSchema, source_code: "x = 1" }, 400, "no function"],
  [
    "the name of another tool",
    { args_json_schema: argsSchema, source_code: "def taken(): pass" },
    400,
    "'taken'",
  ],
  ["TypeScript", { args_json_schema: argsSchema, source_type: "typescript" }, 422, "TypeScript"],
])("a change to a schema of %s is refused and leaves all as it was", async (_, body, status, text) => {
  const { api, send } = await aWorld();
  await api.tools.createTool({ body: { source_code: "def taken():\n  '''Taken.'''" } });
  const tool = await api.tools.createTool({ body: { source_code: roll() } });
  const answer = await send("PATCH", `/v1/tools/${tool.id}`, body);
  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain(text);
  expect(await api.tools.retrieveTool({ params: { tool_id: tool.id } })).toEqual(tool);
});
