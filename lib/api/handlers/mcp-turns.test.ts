import { expect, test, vi } from "vitest";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import type { Household } from "@/lib/testing/harness";
import { aMcpServer, says, type TestMcpServer } from "@/lib/testing/mcp/http-server";
import { aTurnWorld, chunksOf, stream } from "@/lib/testing/turns";

const input = "Go.";
const properties = { city: { type: "string" }, unit: { type: ["string", "null"] } };
const weather = {
  description: "Tells the weather.",
  inputSchema: { type: "object", properties, required: ["city"] },
  run: ({ city }: Record<string, unknown>) => says(`It rains in ${city}.`),
};

async function anAgentWithTools(
  { api, anAgent }: Household,
  served: TestMcpServer,
  { config = {}, ...fields }: { config?: object; secrets?: Record<string, string> } = {},
) {
  const server = await api.mcpServers.createMcpServer({
    body: {
      server_name: "outside",
      config: { mcp_server_type: "streamable_http", server_url: served.url, ...config },
    },
  });
  const tools = await api.mcpServers.listToolsForMcpServer({ params: { mcp_server_id: server.id } });
  const agent = await anAgent({ tool_ids: tools.map(({ id }) => id), include_base_tools: false, ...fields });
  return { agent, server };
}

const returns = (chunks: Record<string, unknown>[]) =>
  chunks.filter(({ message_type }) => message_type === "tool_return_message");

test("an agent calls a tool of an MCP server and reads what it answered", async () => {
  const model = scriptedModel([callTool("weather", { city: "Oslo", unit: null })], [text("Take a coat.")]);
  const world = await aTurnWorld({ model });
  const seen: unknown[] = [];
  const run = (args: Record<string, unknown>) => {
    seen.push(args);
    return weather.run(args);
  };
  const served = await aMcpServer({ tools: { weather: { ...weather, run } } });
  const { agent } = await anAgentWithTools(world, served);
  const chunks = chunksOf(await stream(world.ctx, agent.id, { input }));
  expect(returns(chunks)).toMatchObject([{ status: "success", tool_return: "It rains in Oslo." }]);
  expect(seen).toEqual([{ city: "Oslo" }]);
  expect(served.requests.at(-1)!.headers["x-agent-id"]).toBe(agent.id);
  expect(model.requests[0].tools).toMatchObject([
    { name: "weather", description: "Tells the weather.", parameters: { properties } },
  ]);
});

test("a tool that fails, and a server that is gone, are returns that tell the model why", async () => {
  const world = await aTurnWorld({
    model: scriptedModel(
      [callTool("weather", { city: "Oslo" })],
      [callTool("weather", { city: "Rome" })],
      [text("Sorry.")],
    ),
  });
  let calls = 0;
  const run = async () => {
    calls++;
    return says("No such city.", true);
  };
  const served = await aMcpServer({ tools: { weather: { ...weather, run } } });
  const { agent } = await anAgentWithTools(world, served);
  const close = vi.spyOn(world.ctx.mcp, "callTool");
  close.mockImplementationOnce(async (...given) => {
    const answer = await world.ctx.mcp.callTool(...given);
    await served.close();
    return answer;
  });
  const found = returns(chunksOf(await stream(world.ctx, agent.id, { input })));
  expect(calls).toBe(1);
  expect(found).toMatchObject([
    { status: "error", tool_return: expect.stringContaining("No such city.") },
    {
      status: "error",
      tool_return: expect.stringContaining("The server could not be reached: "),
    },
  ]);
});

test("templates in the address, the token and headers are filled from the agent's secrets", async () => {
  const model = scriptedModel([callTool("weather", { city: "Oslo" })], [text("Done.")]);
  const world = await aTurnWorld({ model });
  const served = await aMcpServer({ tools: { weather } });
  const { agent, server } = await anAgentWithTools(world, served, {
    secrets: { KEY: "agent-key", TENANT: "t-1" },
    config: {
      server_url: `${served.url}?tenant={{TENANT}}`,
      auth_token: "{{ KEY }}",
      custom_headers: { "X-Region": "{{ REGION | north }}", "X-Unknown": "{{ UNKNOWN }}" },
    },
  });
  expect(served.requests.at(-1)!.headers).toMatchObject({ authorization: "Bearer {{ KEY }}" });
  await stream(world.ctx, agent.id, { input });
  expect(served.requests.at(-1)).toMatchObject({
    query: "?tenant=t-1",
    headers: { authorization: "Bearer agent-key", "x-region": "north", "x-unknown": "{{ UNKNOWN }}" },
  });
  const params = { mcp_server_id: server.id };
  await world.api.mcpServers.refreshMcpServerTools({ params, query: { agent_id: agent.id } });
  expect(served.requests.at(-1)!.headers).toMatchObject({ authorization: "Bearer agent-key" });
});

test("cancelling the turn ends the call at its server", async () => {
  const world = await aTurnWorld({ model: scriptedModel([callTool("wait")]) });
  let started = () => {};
  const isWaiting = new Promise<void>((resolve) => {
    started = resolve;
  });
  let wasCancelled = false;
  const run = (_: Record<string, unknown>, signal: AbortSignal) =>
    new Promise<ReturnType<typeof says>>((resolve) => {
      signal.addEventListener("abort", () => {
        wasCancelled = true;
        resolve(says("late"));
      });
      started();
    });
  const served = await aMcpServer({ tools: { wait: { run } } });
  const { agent } = await anAgentWithTools(world, served);
  const turn = stream(world.ctx, agent.id, { input });
  await isWaiting;
  await world.api.agents.cancelMessage({ params: { agent_id: agent.id }, body: undefined });
  const end = chunksOf(await turn).find(({ message_type }) => message_type === "stop_reason");
  expect(end).toMatchObject({ stop_reason: "cancelled" });
  await vi.waitFor(() => expect(wasCancelled).toBe(true));
});
