import { expect, test } from "vitest";
import { findAgent } from "@/lib/domain/agents/agent-row";
import type { Context } from "@/lib/domain/context";
import { toolRunnerFor } from "@/lib/domain/tools/tool-runner";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

const run = (name: string, args: Record<string, unknown>) => ({ id: "call_1", name, arguments: args });
const options = () => ({ signal: new AbortController().signal, stepId: newId("step") });

async function blockValue(ctx: Context, id: string) {
  return (await ctx.db.block.findUniqueOrThrow({ where: { id } })).value;
}

test("attaching and detaching is idempotent; 1.0 clients get null, older ones the agent", async () => {
  const { api, legacy, anAgent } = await aWorld();
  const { id } = await anAgent();
  const [tool] = await api.tools.listTools({ query: { name: "archival_memory_search" } });
  const names = async () =>
    (await api.agents.listToolsForAgent({ params: { agent_id: id } })).map(({ name }) => name);
  const before = await names();
  const params = { agent_id: id, tool_id: tool.id };
  expect(await api.agents.attachToolToAgent({ params })).toBeNull();
  expect(await api.agents.attachToolToAgent({ params })).toBeNull();
  expect((await names()).sort()).toEqual([...before, "archival_memory_search"].sort());
  const answer = await legacy.agents.detachToolFromAgent({ params });
  expect(answer?.tools.map(({ name }) => name).sort()).toEqual([...before].sort());
  expect(await api.agents.detachToolFromAgent({ params })).toBeNull();
});

test("attaching a tool that wants approval adds the rule, and the approval route takes it away and back", async () => {
  const { api, anAgent, ctx, send } = await aWorld();
  const { id } = await anAgent();
  const json_schema = { name: "pay", parameters: { type: "object", properties: {} } };
  const tool = await api.tools.createTool({
    body: { source_code: "def pay(): pass", json_schema, default_requires_approval: true },
  });
  const rules = async () =>
    ((await findAgent(ctx, id)).tool_rules as { type: string; tool_name: string }[]).filter(
      ({ tool_name }) => tool_name === "pay",
    );
  await api.agents.attachToolToAgent({ params: { agent_id: id, tool_id: tool.id } });
  expect(await rules()).toMatchObject([{ type: "requires_approval" }]);
  const params = { agent_id: id, tool_name: "pay" };
  await api.agents.modifyApprovalForTool({ params, body: { requires_approval: false } });
  expect(await rules()).toEqual([]);
  await api.agents.modifyApprovalForTool({ params, query: { requires_approval: true } });
  await api.agents.modifyApprovalForTool({ params, body: { requires_approval: true } });
  expect(await rules()).toHaveLength(1);
  expect((await send("PATCH", `/v1/agents/${id}/tools/approval/pay`)).status).toBe(422);
  const unattached = await send("PATCH", `/v1/agents/${id}/tools/approval/nope`, { requires_approval: true });
  expect(unattached.status).toBe(404);
});

test("changes of the tool set are in the history of state", async () => {
  const { api, anAgent, ctx } = await aWorld();
  const { id } = await anAgent();
  const [tool] = await api.tools.listTools({ query: { name: "archival_memory_search" } });
  const params = { agent_id: id, tool_id: tool.id };
  await api.agents.attachToolToAgent({ params });
  await api.agents.detachToolFromAgent({ params });
  const events = await ctx.db.stateEvent.findMany({ where: { entity_id: id }, orderBy: { id: "asc" } });
  const named = { tool_id: tool.id, tool_name: tool.name };
  expect(events.slice(-2)).toMatchObject([
    { action: "attached", after: named, actor_type: "user" },
    { action: "detached", before: named },
  ]);
  expect(events.at(-1)!.version).toBe((await findAgent(ctx, id)).version);
});

test("a memory tool run by hand changes the block, and tells its new value", async () => {
  const { api, anAgent, ctx } = await aWorld();
  const { id, blocks } = await anAgent({ memory_blocks: [{ label: "human", value: "Name: Ada" }] });
  const params = { agent_id: id, tool_name: "memory_insert" };
  const result = await api.agents.runToolForAgent({
    params,
    body: { args: { label: "human", new_string: "Likes: tea" } },
  });
  expect(result).toEqual({
    status: "success",
    func_return: "Name: Ada\nLikes: tea",
    agent_state: null,
    stdout: [],
    stderr: [],
    sandbox_config_fingerprint: null,
  });
  expect(await blockValue(ctx, blocks[0].id!)).toBe("Name: Ada\nLikes: tea");
});

test("a tool that fails is a result, not an error; one that is not attached does not exist", async () => {
  const { api, anAgent, send } = await aWorld();
  const { id } = await anAgent();
  const params = { agent_id: id, tool_name: "memory_insert" };
  const result = await api.agents.runToolForAgent({ params, body: { args: { label: "human" } } });
  expect(result).toMatchObject({ status: "error", func_return: null });
  expect(result.stderr?.[0]).toBe(
    "Error executing function memory_insert: TypeError: Missing required argument(s): new_string",
  );
  expect((await send("POST", `/v1/agents/${id}/tools/nope/run`, { args: {} })).status).toBe(404);
});

test("on a server without a sandbox a custom tool says that it cannot run", async () => {
  const { api, anAgent, ctx } = await aWorld();
  const json_schema = { name: "roll", parameters: { type: "object", properties: {} } };
  const tool = await api.tools.createTool({ body: { source_code: "def roll(): pass", json_schema } });
  const { id } = await anAgent({ tool_ids: [tool.id] });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const outcome = await runner.run(run("roll", {}), options());
  expect(outcome).toMatchObject({
    status: "error",
    value: "Error executing function roll: SandboxUnavailable: This server runs no custom tools.",
  });
});

test("the runner offers the agent's tools, the oldest first, with what the loop needs to know of them", async () => {
  const { anAgent, ctx } = await aWorld();
  const { id } = await anAgent();
  const { tools } = await toolRunnerFor(ctx, await findAgent(ctx, id));
  expect(tools.map(({ spec, canRunInParallel }) => [spec.name, canRunInParallel])).toEqual([
    ["conversation_search", true],
    ["memory_replace", false],
    ["memory_insert", false],
  ]);
  expect(tools[0].returnCharLimit).toBe(50_000);
  expect(tools[0].spec.parameters).toMatchObject({
    type: "object",
    properties: { query: { type: "string" } },
  });
});

test("a strict model is asked for every argument, and may leave the optional ones null", async () => {
  const { anAgent, ctx } = await aWorld();
  const { id } = await anAgent();
  const row = await findAgent(ctx, id);
  const { tools, run: runTool } = await toolRunnerFor(ctx, {
    ...row,
    llm_config: { ...(row.llm_config as object), strict: true },
  });
  const { spec } = tools[0];
  expect(spec.strict).toBe(true);
  expect(spec.parameters).toMatchObject({
    additionalProperties: false,
    required: Object.keys(spec.parameters.properties as object),
  });
  expect(spec.parameters.properties).toMatchObject({ query: { type: ["string", "null"] } });
  const args = { query: null, roles: null, limit: null, start_date: null, end_date: null };
  expect(await runTool(run("conversation_search", args), options())).toMatchObject({ status: "success" });
});

test("another organisation cannot reach an agent's tools", async () => {
  const { anAgent, api, stranger } = await aWorld();
  const { id } = await anAgent();
  const [tool] = await stranger.api.tools.listTools({ query: { name: "send_message" } });
  const paths: [string, string, unknown?][] = [
    ["GET", `/v1/agents/${id}/tools`],
    ["PATCH", `/v1/agents/${id}/tools/attach/${tool.id}`],
    ["PATCH", `/v1/agents/${id}/tools/detach/${tool.id}`],
    ["PATCH", `/v1/agents/${id}/tools/approval/memory_insert`, { requires_approval: true }],
    ["POST", `/v1/agents/${id}/tools/memory_insert/run`, { args: {} }],
  ];
  for (const [method, path, body] of paths)
    expect(await stranger.send(method, path, body)).toEqual({
      status: 404,
      body: { detail: "Agent not found" },
    });
  expect(await api.agents.listToolsForAgent({ params: { agent_id: id } })).toHaveLength(3);
});
