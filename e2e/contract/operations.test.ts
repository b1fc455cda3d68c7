import type { AgentState } from "@letta-ai/letta-client/resources/agents/agents";
import { beforeAll, expect, test } from "vitest";
import { collect, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// Operations that the client has no method for, or that other files have no reason to call, as its users call them.
const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;
let agent: AgentState;
let runId: string;

beforeAll(async () => {
  agent = await newAgent(served.client, SCRIPTED, { embedding: "openai/scripted-embedding" });
  const { messages } = await served.client.agents.messages.create(agent.id, { input: "[[text hello]]" });
  runId = messages[0].run_id as string;
});

test("agents, blocks and tools are counted", async () => {
  expect(await get("/v1/agents/count")).toBeGreaterThanOrEqual(1);
  expect(await get("/v1/blocks/count")).toBeGreaterThanOrEqual(2);
  expect(await get("/v1/tools/count")).toBeGreaterThanOrEqual(9);
});

test("the whole memory of an agent is read in one piece", async () => {
  const memory = await get(`/v1/agents/${agent.id}/core-memory`);
  expect(memory.blocks.map(({ label }: { label: string }) => label)).toEqual(["human", "persona"]);
});

test("the prompt can be looked at before it is sent, and nothing is stored by looking", async () => {
  const { client } = served;
  const before = (await client.agents.messages.list(agent.id)).items.length;
  const body = { messages: [{ role: "user", content: "what would you see?" }] };
  const payload = (await client.post(`/v1/agents/${agent.id}/messages/preview-raw-payload`, { body })) as any;
  expect(JSON.stringify(payload.messages[0].content)).toContain("I am a companion who remembers.");
  expect(JSON.stringify(payload.messages.at(-1))).toContain("what would you see?");
  expect((await client.agents.messages.list(agent.id)).items).toHaveLength(before);
});

test("the system prompt is compiled again on request, or only shown", async () => {
  const shown = await served.client.agents.recompile(agent.id, { dry_run: true });
  expect(shown).toContain("I am a companion who remembers.");
  expect(await served.client.agents.recompile(agent.id)).toContain("I am a companion who remembers.");
});

test("a message is found by its id, and among those of all agents", async () => {
  const [last] = (await served.client.agents.messages.list(agent.id, { limit: 1 })).items;
  expect(await served.client.messages.retrieve(last.id)).toMatchObject([{ id: last.id, content: "hello" }]);
  const all = (await served.client.messages.list({ limit: 50 })) as { id: string }[];
  expect(all.map(({ id }) => id)).toContain(last.id);
});

test("a stored message cannot be changed", async () => {
  const [last] = (await served.client.agents.messages.list(agent.id, { limit: 1 })).items;
  const body = { message_type: "assistant_message", content: "something else" };
  expect(
    (await failure(served.client.patch(`/v1/agents/${agent.id}/messages/${last.id}`, { body }))).status,
  ).toBe(405);
});

test("a run has metrics, a place in the lists, and can be forgotten without its messages", async () => {
  const { client } = served;
  expect(await get(`/v1/runs/${runId}/metrics`)).toMatchObject({ num_steps: 1, run_ns: expect.any(Number) });
  expect(await get("/v1/runs/active", { agent_id: agent.id })).toEqual([]);
  const other = await client.agents.messages.create(agent.id, { input: "[[text forget this run]]" });
  const id = other.messages[0].run_id as string;
  await client.delete(`/v1/runs/${id}`);
  expect((await failure(client.runs.retrieve(id))).status).toBe(404);
  expect(JSON.stringify((await client.agents.messages.list(agent.id)).items)).toContain("forget this run");
});

test("a step takes feedback", async () => {
  const [step] = (await served.client.steps.list({ agent_id: agent.id, limit: 1 })).items;
  expect(await served.client.steps.feedback.create(step.id, { feedback: "positive" })).toMatchObject({
    id: step.id,
    feedback: "positive",
  });
  expect((await served.client.steps.list({ feedback: "positive" })).items.map(({ id }) => id)).toEqual([
    step.id,
  ]);
});

test("whether a tool needs approval is switched on and off", async () => {
  const { client } = served;
  const [tool] = (await client.agents.tools.list(agent.id)).items;
  const rules = async () =>
    (await client.agents.retrieve(agent.id)).tool_rules?.filter(({ type }) => type === "requires_approval") ??
    [];
  const set = (requires_approval: boolean) =>
    client.patch(`/v1/agents/${agent.id}/tools/approval/${tool.name}`, { body: { requires_approval } });
  await set(true);
  expect(await rules()).toMatchObject([{ tool_name: tool.name }]);
  await set(false);
  expect(await rules()).toEqual([]);
});

test("an archive is created, filled, searched, shared with an agent and deleted", async () => {
  const { client } = served;
  const archive = await client.archives.create({ name: "library", embedding: "openai/scripted-embedding" });
  expect(await client.archives.update(archive.id as string, { description: "books" })).toMatchObject({
    name: "library",
    description: "books",
  });
  expect(await client.archives.retrieve(archive.id as string)).toMatchObject({ description: "books" });
  const passage = await client.archives.passages.create(archive.id as string, {
    text: "A whale named Moby.",
  });
  await client.archives.passages.createMany(archive.id as string, {
    passages: [{ text: "Two cities." }, { text: "A windmill." }],
  });
  const other = await newAgent(client, SCRIPTED, { embedding: "openai/scripted-embedding" });
  await client.agents.archives.attach(archive.id as string, { agent_id: other.id });
  const found = (await client.passages.search({
    archive_id: archive.id,
    query: "whale named Moby",
    limit: 1,
  })) as { passage: { id: string } }[];
  expect(found.map((item) => item.passage.id)).toEqual([passage.id]);
  expect((await get(`/v1/archives/${archive.id}/agents`)).map(({ id }: { id: string }) => id)).toEqual([
    other.id,
  ]);
  await client.agents.archives.detach(archive.id as string, { agent_id: other.id });
  await client.archives.passages.delete(passage.id as string, { archive_id: archive.id as string });
  expect((await collect(client.archives.list({ name: "library" }))).map(({ id }) => id)).toEqual([
    archive.id,
  ]);
  await client.archives.delete(archive.id as string);
  expect((await failure(client.archives.retrieve(archive.id as string))).status).toBe(404);
});

test("embedding models are listed under both names of the list", async () => {
  const handles = async (path: string) =>
    (await get(path)).map(({ handle }: { handle: string }) => handle).toSorted();
  const all = await handles("/v1/models/embeddings");
  expect(all).toContain("openai/scripted-embedding");
  expect(all).toEqual(await handles("/v1/models/embedding"));
});

test("readiness and storage answer", async () => {
  expect(await get("/v1/ready")).toBeDefined();
  expect(await get("/v1/embeddings/total_storage_size")).toEqual(expect.any(Number));
});
