import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { guardedFetch } from "@/lib/adapters/http/guarded-fetch";
import { createMcpConnector } from "@/lib/adapters/mcp/connector";
import { aContext, aWorld, householdOf } from "@/lib/testing/harness";
import { aMcpServer } from "@/lib/testing/mcp/http-server";

const process_ = {
  mcp_server_type: "stdio" as const,
  command: process.execPath,
  args: [join(process.cwd(), "lib/testing/mcp/stdio-server.mjs")],
};

// A program that callers choose runs as the user of the server: that is the operator's decision.
test("a stdio server is refused where the operator did not allow any, also one that was registered before", async () => {
  const { ctx, api, send } = await aWorld({ settings: { mcpStdio: true } });
  const body = { server_name: "process", config: process_ };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const { send: strict } = householdOf({ ...ctx, settings: { ...ctx.settings, mcpStdio: false } });
  for (const answer of [
    await strict("POST", "/v1/mcp-servers/", { ...body, server_name: "another" }),
    await strict("PUT", "/v1/tools/mcp/servers", {
      server_name: "x",
      type: "stdio",
      command: "ls",
      args: [],
    }),
    await strict("PATCH", `/v1/mcp-servers/${id}/refresh`),
  ]) {
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain("MCP_STDIO=on");
  }
  expect((await send("PATCH", `/v1/mcp-servers/${id}/refresh`)).status).toBe(200);
  await ctx.mcp.forget(id);
});

test("a stdio server runs as one process with its own variables and none of ours, until it is changed", async () => {
  process.env.MCP_TEST_OURS = "ours";
  onTestFinished(() => void delete process.env.MCP_TEST_OURS);
  const { api, ctx } = await aWorld({ settings: { mcpStdio: true } });
  const config = { ...process_, env: { THEIRS: "theirs" } };
  const server = await api.mcpServers.createMcpServer({ body: { server_name: "process", config } });
  expect(server).toMatchObject({ mcp_server_type: "stdio", env: { THEIRS: "theirs" } });
  const row = await ctx.db.mcpServer.findFirst({ where: { id: server.id } });
  expect(JSON.stringify(row)).not.toContain("theirs");
  const tools = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: server.id } });
  const run = async (tool: string, args = {}) => {
    const tool_id = tools.find(({ name }) => name === tool)!.id;
    const params = { mcp_server_id: server.id, tool_id };
    return (await api.mcpServers.runTool({ params, body: { args } })).func_return;
  };
  expect(await run("environment", { name: "THEIRS" })).toBe("theirs");
  expect(await run("environment", { name: "MCP_TEST_OURS" })).toBe("unset");
  const pid = await run("pid");
  expect(await run("pid")).toBe(pid);
  const change = { mcp_server_type: "stdio" as const, command: null, args: null, env: { THEIRS: "new" } };
  await api.mcpServers.updateMcpServer({ params: { mcp_server_id: server.id }, body: { config: change } });
  expect(await run("environment", { name: "THEIRS" })).toBe("new");
  expect(await run("pid")).not.toBe(pid);
  expect(() => process.kill(Number(pid), 0)).toThrow();
  await ctx.mcp.forget(server.id);
});

test("a command that does not exist is named as the fault", async () => {
  const { send } = await aWorld({ settings: { mcpStdio: true } });
  const body = { server_name: "x", type: "stdio", command: "no-such-command-anywhere", args: [] };
  const answer = await send("POST", "/v1/tools/mcp/servers/test", body);
  expect(answer.status).toBe(502);
  expect(answer.body.detail).toContain("there is no such command");
});

test("a program that ends at once has its last words told, without what it was given", async () => {
  const { send } = await aWorld({ settings: { mcpStdio: true } });
  const script = "process.stderr.write('bad key ' + process.env.KEY); process.exit(1)";
  const body = { server_name: "x", type: "stdio", command: process.execPath, args: ["-e", script] };
  const answer = await send("POST", "/v1/tools/mcp/servers/test", { ...body, env: { KEY: "s3cret-key" } });
  expect(answer.status).toBe(502);
  expect(answer.body.detail).toContain("It said: bad key …");
});

test.each([
  "http://127.0.0.1:1/mcp",
  "http://localhost/mcp",
  "http://[::1]/mcp",
  "http://2130706433/mcp",
  "http://10.1.2.3/mcp",
  "http://169.254.169.254/latest",
  "http://printer.local/mcp",
  "http://metadata.google.internal/",
  "http://api.default.svc.cluster.local/",
  "ftp://example.com/mcp",
  "not an address",
])("without the operator's leave, %s is refused", async (server_url) => {
  const { send } = await aWorld({ settings: { mcpPrivateAddresses: false } });
  const config = { mcp_server_type: "streamable_http", server_url };
  expect((await send("POST", "/v1/mcp-servers/", { server_name: "x", config })).status).toBe(422);
  const legacy = { server_name: "x", type: "sse", server_url };
  expect((await send("POST", "/v1/tools/mcp/servers/test", legacy)).status).toBe(422);
});

// The name's check at the border is a courtesy; what is really dialled decides.
test("a private address that got into the database, or behind a name, is not dialled", async () => {
  const ctx = await aContext();
  const { api } = householdOf(ctx);
  const served = await aMcpServer();
  const body = {
    server_name: "inside",
    config: { mcp_server_type: "streamable_http" as const, server_url: served.url },
  };
  const { id } = await api.mcpServers.createMcpServer({ body });
  const before = served.requests.length;
  const settings = { ...ctx.settings, mcpPrivateAddresses: false };
  const guarded = createMcpConnector({ fetch: guardedFetch(), version: "test" });
  const byAddress = householdOf({ ...ctx, settings, mcp: guarded });
  expect((await byAddress.send("PATCH", `/v1/mcp-servers/${id}/refresh`)).status).toBe(422);
  const byGuard = householdOf({ ...ctx, mcp: guarded });
  const answer = await byGuard.send("PATCH", `/v1/mcp-servers/${id}/refresh`);
  expect(answer.status).toBe(502);
  expect(answer.body.detail).toContain("are not allowed");
  expect(served.requests.length).toBe(before);
});

test("headers that cannot be sent are refused by their names alone", async () => {
  const { send } = await aWorld();
  const config = {
    mcp_server_type: "streamable_http",
    server_url: "http://127.0.0.1:1/mcp",
    custom_headers: { "X-Key": "s3cret\nline" },
  };
  const answer = await send("POST", "/v1/mcp-servers/", { server_name: "x", config });
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toContain("X-Key");
  expect(answer.body.detail).not.toContain("s3cret");
});
