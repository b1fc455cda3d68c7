import { expect, test } from "vitest";
import { findAgent } from "@/lib/domain/agents/agent-row";
import { toolRunnerFor } from "@/lib/domain/tools/tool-runner";
import { newId } from "@/lib/shared/ids";
import { aWorld, testEmbedding } from "@/lib/testing/harness";

type World = Awaited<ReturnType<typeof aWorld>>;

const { handle: embedding } = testEmbedding;
const anArchivist = ({ anAgent }: Pick<World, "anAgent">, fields: Parameters<World["anAgent"]>[0] = {}) =>
  anAgent({ embedding, ...fields });

async function remember(
  { api }: Pick<World, "api">,
  agentId: string,
  text: string,
  more: { tags?: string[]; created_at?: string } = {},
) {
  const [passage] = await api.agents.createPassage({
    params: { agent_id: agentId },
    body: { text, ...more },
  });
  return passage;
}

async function recall(
  { api }: Pick<World, "api">,
  agentId: string,
  query: Record<string, unknown> & { query: string },
) {
  const answer = await api.agents.searchArchivalMemory({ params: { agent_id: agentId }, query });
  expect(answer.count).toBe(answer.results.length);
  return answer.results.map(({ content }) => content);
}

test("the first passage makes the agent's archive; the answer is a list with the passage and its padded vector", async () => {
  const world = await aWorld();
  const { api, ctx } = world;
  const { id, name } = await anArchivist(world);
  expect(await api.agents.listPassages({ params: { agent_id: id } })).toEqual([]);
  const passage = await remember(world, id, "The sky is blue.", {
    tags: ["a", "b", "a"],
    created_at: "2025-01-02T03:04:05Z",
  });
  expect(passage).toMatchObject({
    text: "The sky is blue.",
    is_deleted: false,
    metadata: {},
    created_at: "2025-01-02T03:04:05.000Z",
  });
  expect(passage.tags?.sort()).toEqual(["a", "b"]);
  expect(passage.embedding).toHaveLength(4096);
  expect(passage.embedding!.slice(0, 256).some((x) => x !== 0)).toBe(true);
  expect(passage.embedding!.slice(256).every((x) => x === 0)).toBe(true);
  expect(passage.embedding_config).toMatchObject({ embedding_dim: 256 });
  const second = await remember(world, id, "Grass is green.");
  expect(second.archive_id).toBe(passage.archive_id);
  const archive = await ctx.db.archive.findUniqueOrThrow({ where: { id: passage.archive_id! } });
  expect(archive.name).toBe(`${name}'s Archive`);
});

test("first passages that come at once share one archive", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world);
  const passages = await Promise.all(["a", "b", "c", "d"].map((text) => remember(world, id, text)));
  expect(new Set(passages.map(({ archive_id }) => archive_id)).size).toBe(1);
});

test("search finds what is nearest in meaning, in its order, with local timestamps", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world, { timezone: "Asia/Kolkata" });
  await remember(world, id, "The dog is called Rex and loves tennis balls.");
  await remember(world, id, "Ada works as a nurse in Leeds.", {
    created_at: "2025-01-01T00:00:00Z",
    tags: ["work"],
  });
  await remember(world, id, "The car needs new tyres.");
  const { results } = await world.api.agents.searchArchivalMemory({
    params: { agent_id: id },
    query: { query: "works as a nurse", top_k: 2 },
  });
  expect(results).toHaveLength(2);
  expect(results[0]).toMatchObject({
    content: "Ada works as a nurse in Leeds.",
    timestamp: "2025-01-01T05:30:00+05:30",
    tags: ["work"],
  });
  expect(await recall(world, id, { query: "new tyres for the car", top_k: 1 })).toEqual([
    "The car needs new tyres.",
  ]);
  for (const blank of ["", " "]) expect(await recall(world, id, { query: blank })).toEqual([]);
});

// Otherwise tagged passages that are not among the nearest of all would never be found.
test("tags and dates filter before the best are cut off", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world);
  for (let i = 0; i < 8; i += 1)
    await remember(world, id, `tennis match ${i}`, { created_at: "2025-05-05T12:00:00Z" });
  await remember(world, id, "gardening with roses", {
    tags: ["hobby", "old"],
    created_at: "2024-01-31T22:00:00Z",
  });
  await remember(world, id, "stamps in an album", { tags: ["hobby"], created_at: "2024-06-01T00:00:00Z" });
  const query = "tennis match";
  expect((await recall(world, id, { query, tags: ["hobby"], top_k: 2 })).sort()).toEqual([
    "gardening with roses",
    "stamps in an album",
  ]);
  expect(await recall(world, id, { query, tags: ["old", "hobby"], tag_match_mode: "all" })).toEqual([
    "gardening with roses",
  ]);
  expect(await recall(world, id, { query, end_datetime: "2024-01-31", top_k: 1 })).toEqual([
    "gardening with roses",
  ]);
  expect(
    await recall(world, id, {
      query,
      start_datetime: "2024-06-01T00:00:00Z",
      end_datetime: "2024-06-01T00:00:00Z",
    }),
  ).toEqual(["stamps in an album"]);
  expect(await recall(world, id, { query })).toHaveLength(5);
});

test("a time without a zone is local time of the agent; what is no time is refused", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world, { timezone: "America/New_York" });
  await remember(world, id, "noon", { created_at: "2025-01-01T17:00:00Z" });
  expect(
    await recall(world, id, {
      query: "noon",
      start_datetime: "2025-01-01T12:00:00",
      end_datetime: "2025-01-01T12:00:00",
    }),
  ).toEqual(["noon"]);
  expect(await recall(world, id, { query: "noon", start_datetime: "2025-01-01T12:00:01" })).toEqual([]);
  const answer = await world.send(
    "GET",
    `/v1/agents/${id}/archival-memory/search?query=x&start_datetime=soon`,
  );
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toContain("start_datetime");
});

test("an agent without embedding remembers text, and finds it by its words", async () => {
  const world = await aWorld();
  const { id } = await world.anAgent();
  const passage = await remember(world, id, "The password of the printer is on its back.");
  expect([passage.embedding, passage.embedding_config]).toEqual([null, null]);
  await remember(world, id, "Something 50%_off.");
  expect(await recall(world, id, { query: "PASSWORD OF THE" })).toEqual([
    "The password of the printer is on its back.",
  ]);
  expect(await recall(world, id, { query: "printers" })).toEqual([
    "The password of the printer is on its back.",
  ]);
  expect(await recall(world, id, { query: "0%_o" })).toEqual(["Something 50%_off."]);
  expect(await recall(world, id, { query: "0__o" })).toEqual([]);
});

test("a text that embedding models would cut is refused", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world);
  const answer = await world.send("POST", `/v1/agents/${id}/archival-memory`, { text: "word ".repeat(8193) });
  expect(answer.status).toBe(400);
  expect(await world.api.agents.listPassages({ params: { agent_id: id } })).toEqual([]);
});

test("lists go by time, with chronological cursors in both directions; an unknown cursor finds nothing", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world);
  const made = [];
  for (const text of ["one", "two", "three", "four"]) made.push(await remember(world, id, text));
  const list = async (query: Record<string, unknown>) =>
    (await world.api.agents.listPassages({ params: { agent_id: id }, query })).map(({ text }) => text);
  expect(await list({})).toEqual(["one", "two", "three", "four"]);
  expect(await list({ ascending: false, limit: 2 })).toEqual(["four", "three"]);
  expect(await list({ after: made[1].id, limit: 1 })).toEqual(["three"]);
  expect(await list({ before: made[2].id, limit: 1 })).toEqual(["two"]);
  expect(await list({ after: made[1].id, ascending: false })).toEqual(["four", "three"]);
  expect(await list({ before: made[2].id, ascending: false })).toEqual(["two", "one"]);
  expect(await list({ search: "TWO" })).toEqual(["two"]);
  expect(await list({ after: newId("passage") })).toEqual([]);
});

test("a passage is deleted once", async () => {
  const world = await aWorld();
  const { id } = await anArchivist(world);
  const passage = await remember(world, id, "gone");
  const path = `/v1/agents/${id}/archival-memory/${passage.id}`;
  expect((await world.send("DELETE", path)).body).toEqual({
    message: `Memory id=${passage.id} successfully deleted`,
  });
  expect((await world.send("DELETE", path)).status).toBe(404);
  expect(await recall(world, id, { query: "gone" })).toEqual([]);
});

test("what an agent remembers is its own", async () => {
  const world = await aWorld();
  const [mine, other] = [await anArchivist(world), await anArchivist(world)];
  const foreign = await anArchivist(world.stranger);
  const passage = await remember(world, mine.id, "secret");
  await remember(world, other.id, "other");
  expect(await recall(world, other.id, { query: "secret" })).toEqual(["other"]);
  expect((await world.send("DELETE", `/v1/agents/${other.id}/archival-memory/${passage.id}`)).status).toBe(
    404,
  );
  expect(
    (await world.stranger.send("DELETE", `/v1/agents/${foreign.id}/archival-memory/${passage.id}`)).status,
  ).toBe(404);
  const paths: [string, string, unknown?][] = [
    ["GET", "archival-memory"],
    ["POST", "archival-memory", { text: "x" }],
    ["GET", "archival-memory/search?query=x"],
    ["DELETE", `archival-memory/${passage.id}`],
  ];
  for (const [method, path, body] of paths)
    expect((await world.stranger.send(method, `/v1/agents/${mine.id}/${path}`, body)).status).toBe(404);
  expect(await recall(world, mine.id, { query: "secret" })).toEqual(["secret"]);
});

test("the archival tools insert, find, and tell the agent's prompt how much there is", async () => {
  const world = await aWorld();
  const { ctx } = world;
  const { id } = await anArchivist(world, { tools: ["archival_memory_insert", "archival_memory_search"] });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const run = (name: string, args: Record<string, unknown>) =>
    runner.run(
      { id: "c", name, arguments: args },
      { signal: new AbortController().signal, stepId: newId("step") },
    );
  expect(await run("archival_memory_insert", { content: "Ada likes tea", tags: ["food"] })).toMatchObject({
    status: "success",
    value: "None",
  });
  const { status, value } = await run("archival_memory_search", { query: "tea", tags: ["food"] });
  expect(status).toBe("success");
  expect(value).toEqual([
    {
      id: expect.stringMatching(/^passage-/),
      timestamp: expect.stringMatching(/\+00:00$/),
      content: "Ada likes tea",
      tags: ["food"],
    },
  ]);
  expect(await run("archival_memory_search", { query: "" })).toMatchObject({ status: "success", value: [] });
  expect(await run("archival_memory_search", { query: "x", end_datetime: "later" })).toMatchObject({
    status: "error",
  });
  const { message_ids } = await findAgent(ctx, id);
  const system = await ctx.db.message.findUniqueOrThrow({ where: { id: message_ids[0] } });
  expect(JSON.stringify(system.content)).toMatch(/- 1 /);
});

test("an embedding model that does not answer is no internal error, and nothing is stored", async () => {
  const { ModelError } = await import("@/lib/runtime/model-error");
  const world = await aWorld();
  const { id } = await anArchivist(world);
  world.ctx.models.openEmbedder = async () =>
    Promise.reject(new ModelError("connection", "connection refused"));
  const answer = await world.send("POST", `/v1/agents/${id}/archival-memory`, { text: "x" });
  expect(answer.status).toBe(503);
  expect(answer.body.detail).toContain("connection refused");
  expect(
    await world.ctx.db.archive.count({ where: { organization_id: world.ctx.actor.organizationId } }),
  ).toBe(0);
});
