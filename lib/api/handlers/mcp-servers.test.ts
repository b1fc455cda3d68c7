import { expect, test } from "vitest";
import { aWorld, refusal } from "@/lib/testing/harness";
import { aMcpServer, says } from "@/lib/testing/mcp/http-server";

const greet = {
  description: "Greets.",
  inputSchema: {
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
    additionalProperties: false,
  },
  run: ({ name }: Record<string, unknown>) => says(`Hello, ${name}.`),
};

const http = (server_url: string, more: object = {}) => ({
  mcp_server_type: "streamable_http" as const,
  server_url,
  ...more,
});

test("a server is registered with its tools, which carry its tag and run by hand", async () => {
  const { api } = await aWorld();
  const served = await aMcpServer({ tools: { greet } });
  const server = await api.mcpServers.createMcpServer({
    body: { server_name: "greeter", config: http(served.url) },
  });
  expect(server).toMatchObject({
    server_name: "greeter",
    mcp_server_type: "streamable_http",
    server_url: served.url,
  });
  const params = { mcp_server_id: server.id };
  expect(await api.mcpServers.listMcpServers()).toEqual([server]);
  expect(await api.mcpServers.retrieveMcpServer({ params })).toEqual(server);
  const [tool] = await api.mcpServers.listToolsForMcpServer({ params });
  expect(tool).toMatchObject({
    name: "greet",
    tool_type: "external_mcp",
    tags: ["mcp:greeter"],
    description: "Greets.",
    metadata_: { mcp: { server_name: "greeter", server_id: server.id } },
    json_schema: { name: "greet", parameters: greet.inputSchema, "mcp:SCHEMA_STATUS": "STRICT_COMPLIANT" },
  });
  const own = { mcp_server_id: server.id, tool_id: tool.id };
  expect(await api.mcpServers.retrieveMcpTool({ params: own })).toEqual(tool);
  expect(await api.mcpServers.runTool({ params: own, body: { args: { name: "Ada" } } })).toMatchObject({
    status: "success",
    func_return: "Hello, Ada.",
    agent_state: null,
  });
});

test("a tool that fails, and a call that its server refuses, are results; silence has words", async () => {
  const { api } = await aWorld();
  const tools = {
    fail: { run: () => says("No luck.", true) },
    mute: { run: () => ({ content: [] }) },
    parts: {
      run: () => ({
        content: [
          { type: "text" as const, text: "one" },
          { type: "image" as const, data: "AAAA", mimeType: "image/png" },
          { type: "text" as const, text: "two" },
        ],
      }),
    },
    greet,
  };
  const served = await aMcpServer({ tools });
  const { id } = await api.mcpServers.createMcpServer({
    body: { server_name: "moody", config: http(served.url) },
  });
  const all = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: id } });
  const run = (name: string, args = {}) => {
    const tool_id = all.find((tool) => tool.name === name)!.id;
    return api.mcpServers.runTool({ params: { mcp_server_id: id, tool_id }, body: { args } });
  };
  expect(await run("fail")).toMatchObject({ status: "error", func_return: "No luck." });
  expect(await run("greet", { name: 7 })).toMatchObject({ status: "error" });
  expect((await run("mute")).func_return).toContain("empty response");
  expect((await run("parts")).func_return).toBe("one\n[image image/png, not shown]\ntwo");
});

test("a server that does not answer is registered all the same; asked for more it is a 502", async () => {
  const { api, send } = await aWorld();
  const served = await aMcpServer({ tools: { greet } });
  const body = { server_name: "gone", config: http(served.url) };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const [tool] = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: id } });
  await served.close();
  const run = await send("POST", `/v1/mcp-servers/${id}/tools/${tool.id}/run`, { args: { name: "Ada" } });
  expect(run.status).toBe(502);
  expect(run.body.detail).toContain("MCP server 'gone': The server could not be reached: ");
  const refresh = await send("PATCH", `/v1/mcp-servers/${id}/refresh`);
  expect(refresh.status).toBe(502);
  const other = { server_name: "never there", config: http(served.url) };
  expect((await send("POST", "/v1/mcp-servers/", other)).status).toBe(200);
});

test("a refresh adds, changes and removes tools, also from agents, and tells their names", async () => {
  const { api, anAgent, ctx } = await aWorld();
  const served = await aMcpServer({ tools: { greet, old: {} } });
  const body = { server_name: "changing", config: http(served.url) };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const params = { mcp_server_id: id };
  const before = await api.mcpServers.listToolsForMcpServer({ params });
  const agent = await anAgent({ tool_ids: before.map((tool) => tool.id), include_base_tools: false });
  const tool_id = before.find(({ name }) => name === "greet")!.id;
  await api.tools.modifyTool({ params: { tool_id }, body: { default_requires_approval: true } });
  served.tools = { greet: { ...greet, description: "Greets warmly." }, fresh: {} };
  expect(await api.mcpServers.refreshMcpServerTools({ params })).toEqual({
    deleted: ["old"],
    updated: ["greet"],
    added: ["fresh"],
  });
  expect(await api.mcpServers.refreshMcpServerTools({ params })).toEqual({
    deleted: [],
    updated: [],
    added: [],
  });
  expect(await api.tools.retrieveTool({ params: { tool_id } })).toMatchObject({
    description: "Greets warmly.",
    default_requires_approval: true,
  });
  const attached = await api.agents.listToolsForAgent({ params: { agent_id: agent.id } });
  expect(attached.map(({ name }) => name)).toEqual(["greet"]);
  const events = await ctx.db.stateEvent.findMany({ where: { entity_id: agent.id, action: "detached" } });
  expect(events.map(({ before }) => before)).toMatchObject([{ tool_name: "old" }]);
});

test("two servers with a tool of one name have two tools, and each call reaches its own", async () => {
  const { api } = await aWorld();
  const ids: string[] = [];
  for (const name of ["one", "two"]) {
    const served = await aMcpServer({ tools: { whoami: { run: () => says(name) }, send_message: {} } });
    const body = { server_name: name, config: http(served.url) };
    ids.push((await api.mcpServers.createMcpServer({ body })).id);
  }
  const names: string[] = [];
  for (const [index, mcp_server_id] of ids.entries()) {
    const tools = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id } });
    names.push(...tools.map((tool) => tool.name!));
    const { id } = tools.find((tool) => tool.name!.startsWith("whoami"))!;
    const result = await api.mcpServers.runTool({ params: { mcp_server_id, tool_id: id }, body: {} });
    expect(result.func_return).toBe(["one", "two"][index]);
  }
  expect(names.sort()).toEqual(["send_message_one", "send_message_two", "whoami", "whoami_two"]);
});

test("a schema that no model can use is not added, and a tool that gets one can be given to nobody else", async () => {
  const { api, anAgent, send } = await aWorld();
  const broken = { inputSchema: { type: "object", properties: { anything: {} } } };
  const served = await aMcpServer({ tools: { good: {}, broken } });
  const body = { server_name: "odd", config: http(served.url) };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const tools = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: id } });
  expect(tools.map(({ name }) => name)).toEqual(["good"]);
  const tool_id = tools[0].id;
  const holder = await anAgent({ tool_ids: [tool_id] });
  served.tools = { good: broken };
  await api.mcpServers.refreshMcpServerTools({ params: { mcp_server_id: id } });
  const other = await anAgent();
  for (const [method, path, json] of [
    ["PATCH", `/v1/agents/${other.id}/tools/attach/${tool_id}`, undefined],
    ["PATCH", `/v1/agents/${other.id}`, { tool_ids: [tool_id] }],
    ["POST", "/v1/agents/", { model: "openai/gpt-4o-mini", tool_ids: [tool_id] }],
  ] as const) {
    const answer = await send(method, path, json);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain("root.anything: neither a type nor a choice of types");
  }
  expect((await send("PATCH", `/v1/agents/${holder.id}`, { tool_ids: [tool_id] })).status).toBe(200);
});

test("secrets are sealed in the database, shown to their owner, and sent with what overrides them", async () => {
  const { api, ctx } = await aWorld();
  const served = await aMcpServer({ tools: { greet } });
  const config = http(served.url, {
    auth_token: "Bearer s3cret-token",
    custom_headers: { "X-Team": "s3cret-team" },
  });
  const server = await api.mcpServers.createMcpServer({ body: { server_name: "locked", config } });
  expect(server).toMatchObject({
    auth_header: "Authorization",
    auth_token: "Bearer s3cret-token",
    custom_headers: { "X-Team": "s3cret-team" },
  });
  const row = await ctx.db.mcpServer.findFirst({ where: { id: server.id } });
  expect(JSON.stringify(row)).not.toContain("s3cret");
  expect(served.requests.at(-1)!.headers).toMatchObject({
    authorization: "Bearer s3cret-token",
    "x-team": "s3cret-team",
  });
  const params = { mcp_server_id: server.id };
  const change = {
    mcp_server_type: "streamable_http" as const,
    server_url: null,
    custom_headers: { authorization: "Basic x" },
  };
  const changed = await api.mcpServers.updateMcpServer({ params, body: { config: change } });
  expect(changed).toMatchObject({ auth_token: "Bearer s3cret-token", server_url: served.url });
  await api.mcpServers.refreshMcpServerTools({ params });
  expect(served.requests.at(-1)!.headers).toMatchObject({ authorization: "Basic x" });
});

test("a new name is carried by the tools; one that is taken is refused, and so is another type", async () => {
  const { api, send } = await aWorld();
  const served = await aMcpServer({ tools: { greet } });
  const create = (server_name: string) =>
    api.mcpServers.createMcpServer({ body: { server_name, config: http(served.url) } });
  const first = await create("first");
  const second = await create("second");
  expect((await refusal(create("first"))).status).toBe(409);
  const path = `/v1/mcp-servers/${first.id}`;
  const keep = { mcp_server_type: "streamable_http", server_url: null };
  expect((await send("PATCH", path, { server_name: "second", config: keep })).status).toBe(409);
  expect((await send("PATCH", path, { config: { ...keep, mcp_server_type: "sse" } })).status).toBe(422);
  expect((await send("PATCH", path, { server_name: "renamed", config: keep })).status).toBe(200);
  const [tool] = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: first.id } });
  expect(tool).toMatchObject({ tags: ["mcp:renamed"], metadata_: { mcp: { server_name: "renamed" } } });
  expect(await api.mcpServers.retrieveMcpServer({ params: { mcp_server_id: second.id } })).toEqual(second);
});

test("a deleted server takes its tools along", async () => {
  const { api, anAgent, send } = await aWorld();
  const served = await aMcpServer({ tools: { greet } });
  const body = { server_name: "short-lived", config: http(served.url) };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const [tool] = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: id } });
  const agent = await anAgent({ tool_ids: [tool.id], include_base_tools: false });
  expect((await send("DELETE", `/v1/mcp-servers/${id}`)).status).toBe(204);
  expect((await send("DELETE", `/v1/mcp-servers/${id}`)).status).toBe(404);
  expect((await send("GET", `/v1/tools/${tool.id}`)).status).toBe(404);
  expect(await api.agents.listToolsForAgent({ params: { agent_id: agent.id } })).toEqual([]);
});

test("another organisation's server does not exist", async () => {
  const { api, stranger } = await aWorld();
  const served = await aMcpServer({ tools: { greet } });
  const body = { server_name: "private", config: http(served.url) };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const [tool] = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: id } });
  const path = `/v1/mcp-servers/${id}`;
  const config = { mcp_server_type: "streamable_http", server_url: null };
  for (const [method, suffix, json] of [
    ["GET", ""],
    ["PATCH", "", { config }],
    ["DELETE", ""],
    ["GET", "/tools"],
    ["GET", `/tools/${tool.id}`],
    ["POST", `/tools/${tool.id}/run`, { args: {} }],
    ["PATCH", "/refresh"],
  ] as [string, string, unknown?][])
    expect((await stranger.send(method, path + suffix, json)).status, `${method} ${suffix}`).toBe(404);
  expect((await stranger.send("GET", `/v1/mcp-servers/connect/${id}`)).status).toBe(404);
  expect(await stranger.api.mcpServers.listMcpServers()).toEqual([]);
  const mine = await stranger.api.mcpServers.createMcpServer({ body });
  const foreign = `/v1/mcp-servers/${mine.id}/tools/${tool.id}`;
  expect((await stranger.send("GET", foreign)).status).toBe(404);
});
