import { expect, test } from "vitest";
import { aMcpServer, says } from "@/lib/testing/mcp/http-server";
import { failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();

const weather = {
  description: "Tells the weather.",
  inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  run: ({ city }: Record<string, unknown>) => says(`It rains in ${city}.`),
};

async function aServer(server_name: string) {
  const outside = await aMcpServer({ tools: { weather } });
  const config = { mcp_server_type: "streamable_http" as const, server_url: outside.url };
  const server = await served.client.mcpServers.create({ server_name, config });
  const id = server.id as string;
  const [tool] = await served.client.mcpServers.tools.list(id);
  return { outside, id, tool, config };
}

test("a server is registered, its tool is run by hand, and both are gone when it is deleted", async () => {
  const { mcpServers, tools } = served.client;
  const { id, tool, outside } = await aServer("hand");
  expect(tool).toMatchObject({ tool_type: "external_mcp", tags: ["mcp:hand"] });
  expect((await mcpServers.list()).map((server) => server.id)).toContain(id);
  const args = { city: "Oslo" };
  expect(await mcpServers.tools.run(tool.id, { mcp_server_id: id, args })).toMatchObject({
    status: "success",
    func_return: "It rains in Oslo.",
  });
  const renamed = await mcpServers.update(id, {
    server_name: "other hand",
    config: { mcp_server_type: "streamable_http", server_url: null },
  });
  expect(renamed).toMatchObject({ server_name: "other hand", server_url: outside.url });
  outside.tools = { ...outside.tools, fresh: {} };
  expect(await mcpServers.refresh(id)).toMatchObject({ added: ["fresh"] });
  await mcpServers.delete(id);
  expect((await failure(mcpServers.retrieve(id))).status).toBe(404);
  expect((await failure(tools.retrieve(tool.id))).status).toBe(404);
});

test("an agent calls the tool in its turn", async () => {
  const { client, model } = served;
  const { tool } = await aServer("turns");
  const agent = await newAgent(client, SCRIPTED, { tool_ids: [tool.id] });
  model.script(
    { toolCalls: [{ name: tool.name as string, arguments: { city: "Rome" } }] },
    { text: "Take a coat." },
  );
  const { messages } = await client.agents.messages.create(agent.id, { input: "How is it outside?" });
  expect(messages.find(({ message_type }) => message_type === "tool_return_message")).toMatchObject({
    status: "success",
    tool_return: "It rains in Rome.",
  });
});

test("programs are not started unless the operator allows them, and names are used once", async () => {
  const { mcpServers } = served.client;
  const { config } = await aServer("twice");
  expect((await failure(mcpServers.create({ server_name: "twice", config }))).status).toBe(409);
  const program = { mcp_server_type: "stdio" as const, command: "echo", args: [] };
  const refused = await failure(mcpServers.create({ server_name: "program", config: program }));
  expect(refused.status).toBe(400);
  expect(refused.message).toContain("MCP_STDIO");
});

test("older clients keep servers by name", async () => {
  const { client } = served;
  const { outside } = await aServer("elder");
  const send = (method: "get" | "post" | "put" | "patch" | "delete", path: string, body?: object) =>
    client[method](`/v1/tools/mcp/servers${path}`, body && { body }) as Promise<any>;
  const config = { server_name: "named", type: "streamable_http", server_url: outside.url };
  expect(await send("post", "/test", config)).toMatchObject({ status: "success" });
  await send("put", "", config);
  expect(Object.keys(await send("get", ""))).toContain("named");
  expect((await send("get", "/named/tools"))[0]).toMatchObject({ name: "weather" });
  expect(await send("post", "/named/weather")).toMatchObject({ tool_type: "external_mcp" });
  expect(await send("post", "/named/tools/weather/execute", { args: { city: "Bern" } })).toMatchObject({
    result: "It rains in Bern.",
  });
  expect(await send("post", "/named/resync")).toBeTruthy();
  expect(await send("patch", "/named", { custom_headers: { "X-Team": "one" } })).toMatchObject({
    server_name: "named",
  });
  await send("delete", "/named");
  expect(Object.keys(await send("get", ""))).not.toContain("named");
});
