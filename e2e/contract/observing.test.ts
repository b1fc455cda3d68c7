import type { AgentState } from "@letta-ai/letta-client/resources/agents/agents";
import { beforeAll, expect, test } from "vitest";
import { collect, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// What can be known of a turn afterwards, and looked for in everything that was said.
const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;
const post = (path: string, body: object) => served.client.post(path, { body }) as Promise<any>;
let agent: AgentState;
let runId: string;

beforeAll(async () => {
  agent = await newAgent(served.client, SCRIPTED, { name: "Observed" });
  const input = `[[tool memory_insert {"label":"human","new_string":"Likes lighthouses."}]]`;
  const { messages } = await served.client.agents.messages.create(agent.id, { input });
  runId = messages[0].run_id as string;
});

const steps = async () => await collect(served.client.runs.steps.list(runId, { order: "asc" }));

test("every step has its messages, its metrics and the request it sent", async () => {
  const { client } = served;
  const [first, second, ...others] = await steps();
  expect(others).toEqual([]);
  expect(await client.steps.retrieve(first.id)).toMatchObject({ id: first.id, run_id: runId });
  const messages = (await collect(client.steps.messages.list(first.id, { order: "asc" }))) as any[];
  expect(messages.map(({ message_type }) => message_type)).toContain("tool_call_message");
  expect(messages.every(({ step_id }) => step_id === first.id)).toBe(true);
  expect(await client.steps.metrics.retrieve(first.id)).toMatchObject({
    id: first.id,
    run_id: runId,
    llm_request_ns: expect.any(Number),
  });
  const trace = await get(`/v1/telemetry/${second.id}`);
  expect(trace).toMatchObject({ step_id: second.id });
  expect(JSON.stringify(trace.request_json)).toContain("Likes lighthouses.");
  expect(await client.steps.trace.retrieve(second.id)).toMatchObject({ id: trace.id });
});

test("the trace of a run tells its steps in order, what the model took in them and what the tools took", async () => {
  const trace = (await served.client.runs.trace.retrieve(runId)) as any[];
  const [first, second] = await steps();
  expect(trace.map(({ name }) => name)).toEqual([
    "invoke_agent Observed",
    ...["step", "chat scripted-large", "execute_tools"],
    ...["step", "chat scripted-large"],
  ]);
  expect(trace.flatMap(({ name, span_id }) => (name === "step" ? [span_id] : []))).toEqual([
    first.id,
    second.id,
  ]);
  expect(trace.find(({ name }) => name.startsWith("chat")).attributes).toMatchObject({
    "gen_ai.usage.input_tokens": first.prompt_tokens,
  });
  expect(await served.client.runs.trace.retrieve(runId, { limit: 1 })).toEqual(trace.slice(0, 1));
});

test("runs are found by what they did", async () => {
  const find = async (query: object) =>
    (await get("/v1/_internal_runs/", { agent_id: agent.id, ...query })).map(({ id }: { id: string }) => id);
  const idOf = async (name: string) => (await served.client.tools.list({ name })).items[0].id;
  expect(await find({ tools_used: [await idOf("memory_insert")] })).toEqual([runId]);
  expect(await find({ tools_used: [await idOf("archival_memory_search")] })).toEqual([]);
  expect(await find({ step_count: 2, step_count_operator: "eq" })).toEqual([runId]);
  expect(await find({ step_count: 3, step_count_operator: "gte" })).toEqual([]);
});

test("what fills the window is counted part by part", async () => {
  const context = await get(`/v1/agents/${agent.id}/context`);
  expect(context.core_memory).toContain("Likes lighthouses.");
  expect(context.num_messages).toBe(context.messages.length);
  const parts = Object.entries(context).flatMap(([name, value]) =>
    name.startsWith("num_tokens_") ? [value as number] : [],
  );
  expect(context.context_window_size_current).toBe(parts.reduce((sum, count) => sum + count, 0));
});

test("messages are found by their words, among those of all agents or as they are stored", async () => {
  const { client } = served;
  await client.agents.messages.create(agent.id, { input: "Where is my umbrella? [[text In the hall.]]" });
  const found = (await client.messages.search({ query: "umbrella", search_mode: "fts" })) as any[];
  expect(found).toMatchObject([{ agent_id: agent.id, message_type: "user_message" }]);
  const body = { query: "umbrella", search_mode: "fts", agent_id: agent.id };
  expect(await post("/v1/agents/messages/search", body)).toMatchObject([
    { message: { id: found[0].message_id, role: "user" }, fts_rank: 1 },
  ]);
  const nobody = await newAgent(client, SCRIPTED);
  expect(await post("/v1/agents/messages/search", { ...body, agent_id: nobody.id })).toEqual([]);
});

test("a model is asked without an agent's memory, and nothing of it is kept", async () => {
  const before = (await served.client.agents.messages.list(agent.id)).items.length;
  const answer = await post(`/v1/agents/${agent.id}/generate`, { prompt: "[[text four]]" });
  expect(answer).toMatchObject({ content: "four", usage: { total_tokens: expect.any(Number) } });
  expect((await served.client.agents.messages.list(agent.id)).items).toHaveLength(before);
});
