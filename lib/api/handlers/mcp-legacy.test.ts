import { expect, test } from "vitest";
import { aWorld, refusal } from "@/lib/testing/harness";
import { aMcpServer, says } from "@/lib/testing/mcp/http-server";

const tools = {
  greet: {
    description: "Greets.",
    inputSchema: { type: "object", properties: { name: { type: "string" } } },
    run: ({ name }: Record<string, unknown>) => says(`Hello, ${name}.`),
  },
  fail: { run: () => says("No luck.", true) },
  odd: { inputSchema: { type: "object", properties: { list: { type: "array" } } } },
};

test("servers are kept by name: added, listed as an object, changed and removed", async () => {
  const { api } = await aWorld();
  const served = await aMcpServer({ tools });
  const config = { type: "streamable_http" as const, server_url: served.url };
  const added = await api.tools.addMcpServer({ body: { server_name: "a", ...config, auth_token: "t" } });
  expect(added).toMatchObject([
    { server_name: "a", ...config, auth_header: "Authorization", auth_token: "Bearer t" },
  ]);
  await api.tools.addMcpServer({ body: { server_name: "b", ...config } });
  expect(Object.keys(await api.tools.listMcpServers())).toEqual(["a", "b"]);
  expect((await refusal(api.tools.addMcpServer({ body: { server_name: "b", ...config } }))).status).toBe(409);
  const changed = await api.tools.updateMcpServer({
    params: { mcp_server_name: "a" },
    body: { custom_headers: { "X-Team": "one" } },
  });
  expect(changed).toMatchObject({ auth_token: "Bearer t", custom_headers: { "X-Team": "one" } });
  const left = await api.tools.deleteMcpServer({ params: { mcp_server_name: "a" } });
  expect(left.map(({ server_name }) => server_name)).toEqual(["b"]);
});

test("a server's own tools are listed with their health, registered one by one, and called by name", async () => {
  const { api } = await aWorld();
  const served = await aMcpServer({ tools });
  const body = { server_name: "a", type: "streamable_http" as const, server_url: served.url };
  await api.tools.addMcpServer({ body });
  const params = { mcp_server_name: "a" };
  const raw = await api.tools.listMcpToolsByServer({ params });
  expect(raw.map(({ name, health }) => [name, health?.status])).toEqual([
    ["greet", "NON_STRICT_ONLY"],
    ["fail", "NON_STRICT_ONLY"],
    ["odd", "INVALID"],
  ]);
  expect(raw[2].health?.reasons).toEqual(["root.list: an array without items"]);
  const tool = await api.tools.addMcpTool({ params: { ...params, mcp_tool_name: "greet" } });
  const known = await api.tools.listTools({ query: { tool_types: ["external_mcp"] } });
  expect(known.find(({ name }) => name === "greet")!.id).toBe(tool.id);
  await api.tools.deleteTool({ params: { tool_id: tool.id } });
  const again = await api.tools.addMcpTool({ params: { ...params, mcp_tool_name: "greet" } });
  expect(again).toMatchObject({ name: "greet", tags: ["mcp:a"] });
  const call = (tool_name: string) =>
    api.tools.executeMcpTool({ params: { ...params, tool_name }, body: { args: { name: "Ada" } } });
  expect(await call("greet")).toEqual({ result: "Hello, Ada.", success: true });
  expect((await refusal(call("fail"))).body.detail).toContain("No luck.");
  expect((await refusal(api.tools.addMcpTool({ params: { ...params, mcp_tool_name: "odd" } }))).status).toBe(
    400,
  );
  expect((await refusal(api.tools.addMcpTool({ params: { ...params, mcp_tool_name: "x" } }))).status).toBe(
    404,
  );
});

test("a server is tried out without being stored", async () => {
  const { api, send } = await aWorld();
  const served = await aMcpServer({ tools });
  const body = { server_name: "a", type: "streamable_http" as const, server_url: served.url };
  expect(await api.tools.testMcpServer({ body })).toMatchObject({
    status: "success",
    tools: [{ name: "greet" }, { name: "fail" }, { name: "odd" }],
  });
  expect(await api.tools.listMcpServers()).toEqual({});
  await served.close();
  expect((await send("POST", "/v1/tools/mcp/servers/test", body)).status).toBe(502);
});

test("unknown servers and those that are gone fail in the words that clients know", async () => {
  const { api, send } = await aWorld();
  const served = await aMcpServer({ tools });
  const path = "/v1/tools/mcp/servers/a";
  expect(await send("PATCH", path, {})).toMatchObject({
    status: 404,
    body: { detail: { code: "MCPServerNotFoundError", mcp_server_name: "a" } },
  });
  expect((await send("DELETE", path)).status).toBe(404);
  expect((await send("GET", `${path}/tools`)).status).toBe(404);
  expect((await send("POST", `${path}/resync`)).status).toBe(400);
  const body = { server_name: "a", type: "streamable_http" as const, server_url: served.url };
  await api.tools.addMcpServer({ body });
  const params = { mcp_server_name: "a" };
  expect(await api.tools.resyncMcpServerTools({ params })).toEqual({ deleted: [], updated: [], added: [] });
  await served.close();
  expect(await send("POST", `${path}/resync`)).toMatchObject({
    status: 404,
    body: { detail: { code: "MCPServerUnavailable" } },
  });
  expect((await send("GET", `${path}/tools`)).status).toBe(502);
});
