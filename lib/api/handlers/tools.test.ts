import { expect, test } from "vitest";
import { builtInTools } from "@/lib/runtime/tools/built-in-tools";
import { aWorld } from "@/lib/testing/harness";

const schema = (name: string, description = "Rolls dice.") => ({
  name,
  description,
  parameters: {
    type: "object",
    properties: { sides: { type: "integer", description: "How many." } },
    required: ["sides"],
  },
});
const custom = (name: string) => ({
  source_code: `def ${name}(sides: int):\n    return 4`,
  json_schema: schema(name),
});

test("the first list makes every base tool; those that were deleted come back, the others keep their ids", async () => {
  const { api } = await aWorld();
  const first = await api.tools.listTools({ query: { limit: 0, order: "asc" } });
  expect(first.map(({ name }) => name)).toEqual(builtInTools.map(({ name }) => name));
  const gone = first.find(({ name }) => name === "send_message")!;
  expect(gone).toMatchObject({
    tool_type: "letta_core",
    tags: ["letta_core"],
    source_type: "python",
    source_code: null,
  });
  await api.tools.deleteTool({ params: { tool_id: gone.id } });
  const second = await api.tools.addBaseTools();
  expect(second).toHaveLength(first.length);
  expect(second.find(({ name }) => name === "send_message")!.id).not.toBe(gone.id);
  expect(second.find(({ name }) => name === "memory_insert")!.id).toBe(
    first.find(({ name }) => name === "memory_insert")!.id,
  );
});

test("a base tool that an older version wrote is brought up to date in place", async () => {
  const { api, ctx } = await aWorld();
  const [tool] = await api.tools.listTools({ query: { name: "memory_insert" } });
  await ctx.db.tool.update({
    where: { id: tool.id },
    data: { description: "old", metadata_: { tool_hash: "old" } },
  });
  const [updated] = await api.tools.listTools({ query: { name: "memory_insert" } });
  expect(updated.id).toBe(tool.id);
  expect(updated.description).toBe(tool.description);
});

test("creating a tool of a known name replaces it: the id stays, tags stay unless given, defaults come back", async () => {
  const { api } = await aWorld();
  const first = await api.tools.createTool({
    body: { ...custom("roll"), tags: ["fun"], return_char_limit: 100 },
  });
  expect(first).toMatchObject({ name: "roll", tool_type: "custom", tags: ["fun"], return_char_limit: 100 });
  expect(first.json_schema).toEqual(schema("roll"));
  const second = await api.tools.upsertTool({ body: { ...custom("roll"), description: "New" } });
  expect(second).toMatchObject({
    id: first.id,
    description: "New",
    tags: ["fun"],
    return_char_limit: 50_000,
  });
  expect(await api.tools.countTools({ query: { names: ["roll"] } })).toBe(1);
});

test("a tool keeps the packages that it needs", async () => {
  const { api } = await aWorld();
  const pip_requirements = [
    { name: "requests", version: ">=2.31,<3" },
    { name: "uvicorn[standard]", version: null },
    { name: "zope.interface", version: "7.0.post1" },
  ];
  const npm_requirements = [
    { name: "@scope/pkg-a", version: "^1.2.3" },
    { name: "lodash", version: "1.x || >=2.5.0" },
  ];
  const tool = await api.tools.createTool({
    body: { ...custom("roll"), pip_requirements, npm_requirements },
  });
  expect(tool).toMatchObject({ pip_requirements, npm_requirements });
});

test("many creations of one name at once end as one tool", async () => {
  const { api } = await aWorld();
  const all = await Promise.all(
    Array.from({ length: 8 }, () => api.tools.createTool({ body: custom("roll") })),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
});

test.each([
  ["no schema and none to derive", { source_code: "def f(): pass" }, 400, "docstring"],
  ["TypeScript without a schema", { source_code: "", source_type: "typescript" }, 422, "json_schema"],
  ["an unknown language", { source_code: "", source_type: "cobol", json_schema: schema("x") }, 400, "cobol"],
  ["a schema without a name", { source_code: "", json_schema: { description: "x" } }, 400, "name"],
  ["a base tool's name", { source_code: "", json_schema: schema("send_message") }, 400, "base tool"],
  ["an unknown field", { ...custom("x"), name: "x" }, 422, "name"],
  [
    "a package that is a command",
    { ...custom("x"), pip_requirements: [{ name: "a; rm -rf /" }] },
    422,
    "pip",
  ],
  ["an option for a package", { ...custom("x"), npm_requirements: [{ name: "--registry=x" }] }, 422, "npm"],
  [
    "a version that is a path",
    { ...custom("x"), pip_requirements: [{ name: "a", version: "@ /x" }] },
    422,
    "pip",
  ],
  ["a limit of nothing", { ...custom("x"), return_char_limit: 0 }, 422, "return_char_limit"],
])("a tool with %s is refused", async (_, body, status, text) => {
  const { send } = await aWorld();
  const answer = await send("POST", "/v1/tools/", body);
  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain(text);
});

test("a new schema renames the tool; what is not given stays", async () => {
  const { api } = await aWorld();
  const tool = await api.tools.createTool({ body: { ...custom("roll"), enable_parallel_execution: true } });
  const source_code = "def throw_dice(sides: int):\n    return 6";
  const params = { tool_id: tool.id };
  const changed = await api.tools.modifyTool({
    params,
    body: { json_schema: schema("throw_dice"), source_code, description: null },
  });
  expect(changed).toMatchObject({
    id: tool.id,
    name: "throw_dice",
    source_code,
    enable_parallel_execution: true,
    description: "Rolls dice.",
  });
});

test.each([
  ["both schemas", { json_schema: schema("roll"), args_json_schema: {} }, "not both"],
  ["a source that defines another function", { source_code: "def rolls(sides): pass" }, "def roll"],
  ["a schema that does not fit the source", { json_schema: schema("other") }, "def other"],
  ["the name of another tool", { json_schema: schema("taken"), source_code: "def taken(): pass" }, "taken"],
])("a change with %s is refused", async (_, body, text) => {
  const { api, send } = await aWorld();
  await api.tools.createTool({ body: custom("taken") });
  const tool = await api.tools.createTool({ body: custom("roll") });
  const answer = await send("PATCH", `/v1/tools/${tool.id}`, body);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toMatch(/^INVALID_ARGUMENT: /);
  expect(answer.body.detail).toContain(text);
  expect(await api.tools.retrieveTool({ params: { tool_id: tool.id } })).toEqual(tool);
});

test("a base tool's schema belongs to the server", async () => {
  const { api, send } = await aWorld();
  const [tool] = await api.tools.listTools({ query: { name: "memory_insert" } });
  const answer = await send("PATCH", `/v1/tools/${tool.id}`, { json_schema: schema("mine") });
  expect(answer.status).toBe(400);
});

test("lists are filtered by names, types and text, repeated or with commas", async () => {
  const { api, send } = await aWorld();
  await api.tools.createTool({ body: custom("roll") });
  const names = async (query: string) =>
    (await send("GET", `/v1/tools/?limit=0&${query}`)).body.map(({ name }: { name: string }) => name).sort();
  expect(await names("names=roll,send_message")).toEqual(["roll", "send_message"]);
  expect(await names("names=roll&names=memory")).toEqual(["memory", "roll"]);
  expect(await names("tool_types=custom")).toEqual(["roll"]);
  expect(await names("search=ROLLS%20DICE")).toEqual(["roll"]);
  expect(await names("return_only_letta_tools=true")).not.toContain("roll");
  expect(await names("exclude_tool_types=custom,letta_core")).not.toContain("send_message");
  expect(await api.tools.countTools({ query: { exclude_letta_tools: true } })).toBe(1);
  const unknown = await send("GET", "/v1/tools/?tool_types=magic");
  expect(unknown.status).toBe(400);
  expect(unknown.body.detail).toContain("letta_core");
});

test("search ranks tools by how well they fit", async () => {
  const { api } = await aWorld();
  const weather = { ...custom("get_weather"), description: "Tells the weather of a city." };
  await api.tools.createTool({ body: { ...weather, json_schema: schema("get_weather"), tags: ["out"] } });
  await api.tools.createTool({ body: { ...custom("roll"), description: "Rolls dice, in any weather." } });
  const found = await api.tools.searchTools({ body: { query: "what weather is it?" } });
  expect(found.map(({ tool }) => tool.name)).toEqual(["get_weather", "roll"]);
  expect(found[0].combined_score).toBeGreaterThan(found[1].combined_score);
  const tagged = await api.tools.searchTools({ body: { query: "weather", tags: ["out"] } });
  expect(tagged).toHaveLength(1);
  const newest = await api.tools.searchTools({ body: { tool_types: ["custom"], limit: 1 } });
  expect(newest.map(({ tool }) => tool.name)).toEqual(["roll"]);
});

test("another organisation's tools do not exist", async () => {
  const { api, stranger } = await aWorld();
  const tool = await api.tools.createTool({ body: custom("roll") });
  const agent = await stranger.anAgent();
  const path = `/v1/tools/${tool.id}`;
  for (const [method, body] of [["GET"], ["PATCH", {}], ["DELETE"]] as [string, unknown?][])
    expect(await stranger.send(method, path, body)).toEqual({
      status: 404,
      body: { detail: `NOT_FOUND: Tool '${tool.id}' not found` },
    });
  expect((await stranger.send("PATCH", `/v1/agents/${agent.id}/tools/attach/${tool.id}`)).status).toBe(404);
  expect(await stranger.api.tools.countTools({ query: { name: "roll" } })).toBe(0);
  expect(await stranger.api.tools.searchTools({ body: { query: "roll" } })).toEqual([]);
  expect((await stranger.api.tools.createTool({ body: custom("roll") })).id).not.toBe(tool.id);
  expect(await api.tools.retrieveTool({ params: { tool_id: tool.id } })).toEqual(tool);
});
