import { expect, test } from "vitest";
import type { Context } from "@/lib/domain/context";
import { findAgent } from "@/lib/domain/agents/agent-row";
import { createBlock } from "@/lib/domain/blocks/create-block";
import { toolRunnerFor } from "@/lib/domain/tools/tool-runner";
import { columnsOf } from "@/lib/domain/messages/message";
import type { Message } from "@/lib/runtime/messages";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "./testing/world";

const legacy = { "user-agent": "curl/8" };
const run = (name: string, args: Record<string, unknown>) => ({ id: "call_1", name, arguments: args });
const options = () => ({ signal: new AbortController().signal, stepId: newId("step") });

async function blockValue(ctx: Context, id: string) {
  return (await ctx.db.block.findUniqueOrThrow({ where: { id } })).value;
}

test("attaching and detaching is idempotent; 1.0 clients get null, older ones the agent", async () => {
  const { api, agent, request } = await aWorld();
  const { id } = await agent();
  const [tool] = await api.tools.listTools({ query: { name: "archival_memory_search" } });
  const names = async () => (await api.agents.listToolsForAgent({ params: { agent_id: id } })).map(({ name }) => name);
  const before = await names();
  const params = { agent_id: id, tool_id: tool.id };
  expect(await api.agents.attachToolToAgent({ params })).toBeNull();
  expect(await api.agents.attachToolToAgent({ params })).toBeNull();
  expect((await names()).sort()).toEqual([...before, "archival_memory_search"].sort());
  const answer = await request("PATCH", `/v1/agents/${id}/tools/detach/${tool.id}`, { headers: legacy });
  expect(answer.body.tools.map(({ name }: { name: string }) => name).sort()).toEqual([...before].sort());
  expect(await api.agents.detachToolFromAgent({ params })).toBeNull();
});

test("attaching a tool that wants approval adds the rule, and the approval route takes it away and back", async () => {
  const { api, agent, ctx, request } = await aWorld();
  const { id } = await agent();
  const json_schema = { name: "pay", parameters: { type: "object", properties: {} } };
  const tool = await api.tools.createTool({ body: { source_code: "def pay(): pass", json_schema, default_requires_approval: true } });
  const rules = async () => ((await findAgent(ctx, id)).tool_rules as { type: string; tool_name: string }[]).filter(({ tool_name }) => tool_name === "pay");
  await api.agents.attachToolToAgent({ params: { agent_id: id, tool_id: tool.id } });
  expect(await rules()).toMatchObject([{ type: "requires_approval" }]);
  const params = { agent_id: id, tool_name: "pay" };
  await api.agents.modifyApprovalForTool({ params, body: { requires_approval: false } });
  expect(await rules()).toEqual([]);
  await api.agents.modifyApprovalForTool({ params, query: { requires_approval: true } });
  await api.agents.modifyApprovalForTool({ params, body: { requires_approval: true } });
  expect(await rules()).toHaveLength(1);
  expect((await request("PATCH", `/v1/agents/${id}/tools/approval/pay`)).status).toBe(422);
  const unattached = await request("PATCH", `/v1/agents/${id}/tools/approval/nope`, { body: { requires_approval: true } });
  expect(unattached.status).toBe(404);
});

test("changes of the tool set are in the history of state", async () => {
  const { api, agent, ctx } = await aWorld();
  const { id } = await agent();
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
  const { api, agent, ctx } = await aWorld();
  const { id, blocks } = await agent({ memory_blocks: [{ label: "human", value: "Name: Ada" }] });
  const params = { agent_id: id, tool_name: "memory_insert" };
  const result = await api.agents.runToolForAgent({ params, body: { args: { label: "human", new_string: "Likes: tea" } } });
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
  const { api, agent, request } = await aWorld();
  const { id } = await agent();
  const params = { agent_id: id, tool_name: "memory_insert" };
  const result = await api.agents.runToolForAgent({ params, body: { args: { label: "human" } } });
  expect(result).toMatchObject({ status: "error", func_return: null });
  expect(result.stderr?.[0]).toBe("Error executing function memory_insert: TypeError: Missing required argument(s): new_string");
  expect((await request("POST", `/v1/agents/${id}/tools/nope/run`, { body: { args: {} } })).status).toBe(404);
});

test("a custom tool says that it cannot run here", async () => {
  const { api, agent, ctx } = await aWorld();
  const json_schema = { name: "roll", parameters: { type: "object", properties: {} } };
  const tool = await api.tools.createTool({ body: { source_code: "def roll(): pass", json_schema } });
  const { id } = await agent({ tool_ids: [tool.id] });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const outcome = await runner.run(run("roll", {}), options());
  expect(outcome).toMatchObject({ status: "error", value: expect.stringContaining("cannot run custom code") });
});

test("the runner offers the agent's tools, the oldest first, with what the loop needs to know of them", async () => {
  const { agent, ctx } = await aWorld();
  const { id } = await agent();
  const { tools } = await toolRunnerFor(ctx, await findAgent(ctx, id));
  expect(tools.map(({ spec, canRunInParallel }) => [spec.name, canRunInParallel])).toEqual([
    ["conversation_search", true],
    ["memory_replace", false],
    ["memory_insert", false],
  ]);
  expect(tools[0].returnCharLimit).toBe(50_000);
  expect(tools[0].spec.parameters).toMatchObject({ type: "object", properties: { query: { type: "string" } } });
});

test("a strict model is asked for every argument, and may leave the optional ones null", async () => {
  const { agent, ctx } = await aWorld();
  const { id } = await agent();
  const row = await findAgent(ctx, id);
  const { tools, run: runTool } = await toolRunnerFor(ctx, { ...row, llm_config: { ...(row.llm_config as object), strict: true } });
  const { spec } = tools[0];
  expect(spec.strict).toBe(true);
  expect(spec.parameters).toMatchObject({ additionalProperties: false, required: Object.keys(spec.parameters.properties as object) });
  expect(spec.parameters.properties).toMatchObject({ query: { type: ["string", "null"] } });
  const args = { query: null, roles: null, limit: null, start_date: null, end_date: null };
  expect(await runTool(run("conversation_search", args), options())).toMatchObject({ status: "success" });
});

// Agents that work at the same time on what they share must not undo each other.
test("twenty edits of one shared block by two agents at once lose nothing", async () => {
  const { agent, ctx } = await aWorld();
  const block = await createBlock(ctx, { label: "shared", value: "start" });
  const agents = [await agent({ block_ids: [block.id!] }), await agent({ block_ids: [block.id!] })];
  const runners = await Promise.all(agents.map(async ({ id }) => toolRunnerFor(ctx, await findAgent(ctx, id))));
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  const outcomes = await Promise.all(
    lines.map((line, i) => runners[i % 2].run(run("memory_insert", { label: "shared", new_string: line }), options())),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(lines.map(() => "success"));
  const value = await blockValue(ctx, block.id!);
  expect(value.split("\n").sort()).toEqual(["start", ...lines].sort());
});

test("an edit in a turn is the agent's own in the history of state, with its run and step", async () => {
  const { agent, ctx } = await aWorld();
  const { id, blocks } = await agent({ memory_blocks: [{ label: "human", value: "a" }] });
  const cause = { runId: newId("run"), stepId: null };
  const runner = await toolRunnerFor({ ...ctx, cause }, await findAgent(ctx, id));
  const { signal, stepId } = options();
  await runner.run(run("memory_replace", { label: "human", old_string: "a", new_string: "b" }), { signal, stepId });
  const event = await ctx.db.stateEvent.findFirstOrThrow({ where: { entity_id: blocks[0].id!, action: "updated" } });
  expect(event).toMatchObject({ actor_type: "agent", actor_id: id, run_id: cause.runId, step_id: stepId });
  expect([event.before, event.after]).toEqual([{ value: "a" }, { value: "b" }]);
});

test.each([
  ["an unknown block", "memory_insert", { label: "nope", new_string: "x" }, "available: human, rules"],
  ["a read-only block", "memory_replace", { label: "rules", old_string: "be", new_string: "x" }, "Error This block is read-only and cannot be edited."],
  ["text that is not there", "memory_replace", { label: "human", old_string: "zzz", new_string: "x" }, "zzz"],
  ["an argument of the wrong type", "memory_insert", { label: "human", new_string: 7 }, "'new_string' must be a string"],
])("an edit of %s fails with a text that helps, and changes nothing", async (_, name, args, text) => {
  const { agent, ctx } = await aWorld();
  const memory_blocks = [{ label: "human", value: "Ada" }, { label: "rules", value: "be kind", read_only: true }];
  const { id, blocks } = await agent({ memory_blocks });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const outcome = await runner.run(run(name, args), options());
  expect(outcome.status).toBe("error");
  expect(outcome.value).toContain(text);
  const values = await Promise.all(blocks.map((block) => blockValue(ctx, block.id!)));
  expect(values.sort()).toEqual(["Ada", "be kind"]);
});

test("the memory tool creates, renames and deletes blocks of the agent", async () => {
  const { agent, ctx } = await aWorld();
  const { id } = await agent({ tools: ["memory"], memory_blocks: [{ label: "human", value: "Ada" }] });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const labels = async () => (await ctx.db.agentBlock.findMany({ where: { agent_id: id } })).map(({ label }) => label).sort();
  const memory = async (args: Record<string, unknown>) => expect(await runner.run(run("memory", args), options())).toMatchObject({ status: "success" });
  await memory({ command: "create", path: "/memories/plans", description: "Plans", file_text: "one" });
  expect(await labels()).toEqual(["human", "plans"]);
  await memory({ command: "rename", old_path: "/memories/plans", new_path: "/memories/goals" });
  expect(await labels()).toEqual(["goals", "human"]);
  await memory({ command: "delete", path: "/memories/goals" });
  expect(await labels()).toEqual(["human"]);
});

test("a patch that fails at its end leaves nothing of its beginning", async () => {
  const { agent, ctx } = await aWorld();
  const { id, blocks } = await agent({ tools: ["memory_apply_patch"], memory_blocks: [{ label: "human", value: "Ada" }] });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const patch = "*** Add Block: new\n+x\n*** Update Block: human\n-Nobody\n+Somebody";
  expect(await runner.run(run("memory_apply_patch", { label: "human", patch }), options())).toMatchObject({ status: "error" });
  expect(await ctx.db.agentBlock.count({ where: { agent_id: id } })).toBe(1);
  expect(await blockValue(ctx, blocks[0].id!)).toBe("Ada");
});

async function say(ctx: Context, agentId: string, message: Pick<Message, "role"> & Partial<Message> & { text: string; at: string }) {
  const { text, at, ...fields } = message;
  const full: Message = { id: newId("message"), content: [{ type: "text", text }], created_at: at, ...fields };
  const { organizationId, userId } = ctx.actor;
  await ctx.db.message.create({ data: columnsOf(full, { organizationId, agentId, userId }) });
}

const search = (call: string) => ({ id: "c", type: "function" as const, function: { name: call, arguments: '{"query":"trip"}' } });

test("conversation_search finds what was said, newest first, and not its own traces", async () => {
  const { agent, ctx } = await aWorld();
  const { id } = await agent({ timezone: "Europe/Berlin" });
  await say(ctx, id, { role: "user", text: "The TRIP to Lisbon", at: "2025-03-01T23:30:00Z" });
  await say(ctx, id, { role: "assistant", text: "A trip! 100%_sure", at: "2025-03-02T10:00:00Z" });
  await say(ctx, id, { role: "assistant", text: "trip", tool_calls: [search("conversation_search")], at: "2025-03-03T10:00:00Z" });
  await say(ctx, id, { role: "tool", text: "trip", name: "conversation_search", at: "2025-03-03T10:00:01Z" });
  await say(ctx, id, { role: "user", text: '{\n  "type": "heartbeat",\n  "reason": "trip"\n}', at: "2025-03-04T10:00:00Z" });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const find = async (args: Record<string, unknown>) => {
    const { value } = await runner.run(run("conversation_search", args), options());
    return value as { message: string; results: { content: string }[] };
  };
  const all = await find({ query: "trip" });
  expect(all.message).toBe("Showing 2 results:");
  expect(all.results).toMatchObject([
    { role: "assistant", content: "A trip! 100%_sure", relevance: { search_mode: "sql" } },
    { role: "user", content: "The TRIP to Lisbon", timestamp: "2025-03-02T00:30:00+01:00", time_ago: expect.stringMatching(/^\d+d ago$/) },
  ]);
  const contents = async (args: Record<string, unknown>) => (await find(args)).results.map(({ content }) => content);
  expect(await contents({ query: "0%_s" })).toEqual(["A trip! 100%_sure"]);
  expect(await contents({ query: "0__s" })).toEqual([]);
  expect(await contents({ query: "trip", roles: ["user"] })).toEqual(["The TRIP to Lisbon"]);
  expect(await contents({ query: "trip", limit: 1 })).toEqual(["A trip! 100%_sure"]);
  // In Berlin the first message was said on the second of March, and a date as the end includes its whole day.
  expect(await contents({ query: "trip", end_date: "2025-03-01" })).toEqual([]);
  expect(await contents({ query: "trip", start_date: "2025-03-02", end_date: "2025-03-02" })).toHaveLength(2);
  expect(await find({ query: "nothing like it" })).toEqual({ message: "No results found.", results: [] });
  const wrong = await runner.run(run("conversation_search", { start_date: "soon" }), options());
  expect(wrong).toMatchObject({ status: "error", value: expect.stringContaining("start_date") });
});

test("an agent finds no messages of others", async () => {
  const { agent, ctx, theirs } = await aWorld();
  const [mine, other] = [await agent(), await agent()];
  await say(ctx, other.id, { role: "user", text: "secret", at: "2025-03-01T00:00:00Z" });
  const foreign = await theirs.agent();
  await say(theirs.ctx, foreign.id, { role: "user", text: "secret", at: "2025-03-01T00:00:00Z" });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, mine.id));
  const { value } = await runner.run(run("conversation_search", { query: "secret" }), options());
  expect(value).toMatchObject({ results: [] });
});

test("another organisation cannot reach an agent's tools", async () => {
  const { agent, api, theirs } = await aWorld();
  const { id } = await agent();
  const [tool] = await theirs.api.tools.listTools({ query: { name: "send_message" } });
  const paths: [string, string, unknown?][] = [
    ["GET", `/v1/agents/${id}/tools`],
    ["PATCH", `/v1/agents/${id}/tools/attach/${tool.id}`],
    ["PATCH", `/v1/agents/${id}/tools/detach/${tool.id}`],
    ["PATCH", `/v1/agents/${id}/tools/approval/memory_insert`, { requires_approval: true }],
    ["POST", `/v1/agents/${id}/tools/memory_insert/run`, { args: {} }],
  ];
  for (const [method, path, body] of paths)
    expect(await theirs.request(method, path, { body })).toEqual({ status: 404, body: { detail: "Agent not found" } });
  expect(await api.agents.listToolsForAgent({ params: { agent_id: id } })).toHaveLength(3);
});
