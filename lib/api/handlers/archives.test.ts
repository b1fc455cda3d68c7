import { expect, test } from "vitest";
import { attachArchive, detachArchive } from "@/lib/domain/archives/attach-archive";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

const embedding = "local/hash-256";

test("an archive is created, found, renamed and deleted with its passages", async () => {
  const { api, ctx, send } = await aWorld();
  const archive = await api.archives.createArchive({ body: { name: "Library", embedding } });
  expect(archive).toMatchObject({
    name: "Library",
    description: null,
    vector_db_provider: "native",
    embedding_config: { embedding_dim: 256 },
  });
  const params = { archive_id: archive.id };
  expect(await api.archives.modifyArchive({ params, body: { description: "Books" } })).toMatchObject({
    name: "Library",
    description: "Books",
  });
  expect(await api.archives.retrieveArchive({ params })).toMatchObject({ description: "Books" });
  await api.archives.createArchive({ body: { name: "Other" } });
  expect((await api.archives.listArchives({ query: { name: "Library" } })).map(({ id }) => id)).toEqual([
    archive.id,
  ]);
  await api.archives.createPassageInArchive({ params, body: { text: "x" } });
  expect(await send("DELETE", `/v1/archives/${archive.id}`)).toEqual({ status: 204, body: undefined });
  expect((await send("DELETE", `/v1/archives/${archive.id}`)).status).toBe(404);
  expect(await ctx.db.passage.count({ where: { archive_id: archive.id } })).toBe(0);
});

test("a batch keeps its order, with or without embedding; one bad passage keeps out all", async () => {
  const { api, send, ctx } = await aWorld();
  for (const body of [{ name: "text" }, { name: "vectors", embedding }]) {
    const { id } = await api.archives.createArchive({ body });
    const texts = ["c", "a", "b"];
    const made = await api.archives.createPassagesInArchive({
      params: { archive_id: id },
      body: { passages: texts.map((text) => ({ text })) },
    });
    expect(made.map(({ text }) => text)).toEqual(texts);
    expect(made.map(({ created_at }) => created_at)).toEqual(made.map(({ created_at }) => created_at).sort());
    expect(
      await api.archives.createPassagesInArchive({ params: { archive_id: id }, body: { passages: [] } }),
    ).toEqual([]);
    const bad = await send("POST", `/v1/archives/${id}/passages/batch`, {
      passages: [{ text: "d" }, { text: "e", created_at: "soon" }],
    });
    expect(bad.status).toBe(400);
    expect(await ctx.db.passage.count({ where: { archive_id: id } })).toBe(3);
  }
});

test("a passage is deleted through its own archive only", async () => {
  const { api, send } = await aWorld();
  const [a, b] = [
    await api.archives.createArchive({ body: { name: "a" } }),
    await api.archives.createArchive({ body: { name: "b" } }),
  ];
  const { id } = await api.archives.createPassageInArchive({
    params: { archive_id: a.id },
    body: { text: "x", tags: ["t"], metadata: { k: 1 } },
  });
  expect((await send("DELETE", `/v1/archives/${b.id}/passages/${id}`)).status).toBe(400);
  expect((await send("DELETE", `/v1/archives/${a.id}/passages/${id}`)).status).toBe(204);
  expect((await send("DELETE", `/v1/archives/${a.id}/passages/${id}`)).status).toBe(404);
});

test("an agent has one archive, which may serve several agents", async () => {
  const { api, anAgent, ctx } = await aWorld();
  const [ada, bob] = [await anAgent(), await anAgent()];
  const [shared, other] = [
    await api.archives.createArchive({ body: { name: "s", embedding } }),
    await api.archives.createArchive({ body: { name: "o" } }),
  ];
  for (const { id } of [ada, bob, ada]) await attachArchive(ctx, { agentId: id, archiveId: shared.id });
  await expect(attachArchive(ctx, { agentId: ada.id, archiveId: other.id })).rejects.toMatchObject({
    code: "conflict",
  });
  await api.agents.createPassage({ params: { agent_id: ada.id }, body: { text: "seen by both" } });
  expect(await api.agents.listPassages({ params: { agent_id: bob.id } })).toMatchObject([
    { text: "seen by both", archive_id: shared.id },
  ]);
  const agents = await api.archives.listAgentsForArchive({ params: { archive_id: shared.id } });
  expect(agents.map(({ id }) => id).sort()).toEqual([ada.id, bob.id].sort());
  for (const _ of [1, 2]) await detachArchive(ctx, { agentId: bob.id, archiveId: shared.id });
  expect(await api.agents.listPassages({ params: { agent_id: bob.id } })).toEqual([]);
  await expect(attachArchive(ctx, { agentId: ada.id, archiveId: "x" })).rejects.toMatchObject({
    code: "invalid_argument",
  });
});

test("a search spans an archive, an agent's, or all of the organisation, each by its own means", async () => {
  const { api, anAgent, stranger } = await aWorld();
  const vectors = await api.archives.createArchive({ body: { name: "v", embedding } });
  const texts = await api.archives.createArchive({ body: { name: "t" } });
  const { id } = await anAgent();
  await api.archives.createPassageInArchive({
    params: { archive_id: vectors.id },
    body: { text: "green tea from Japan", created_at: "2025-03-03T15:00:00Z", tags: ["a"] },
  });
  await api.archives.createPassageInArchive({
    params: { archive_id: vectors.id },
    body: { text: "a motor car", created_at: "2025-03-04T00:00:00Z", tags: ["a", "b"] },
  });
  await api.archives.createPassageInArchive({
    params: { archive_id: texts.id },
    body: { text: "we drink green tea", created_at: "2025-03-05T00:00:00Z" },
  });
  await api.agents.createPassage({ params: { agent_id: id }, body: { text: "my tea" } });
  const archive = await stranger.api.archives.createArchive({ body: { name: "stranger", embedding } });
  await stranger.api.archives.createPassageInArchive({
    params: { archive_id: archive.id },
    body: { text: "green tea" },
  });
  const find = async (body: Parameters<typeof api.passages.searchPassages>[0]["body"]) => {
    const found = await api.passages.searchPassages({ body });
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((x, y) => y - x));
    return found.map(({ passage }) => passage.text);
  };
  expect(await find({ query: "green tea", limit: 2 })).toEqual([
    "we drink green tea",
    "green tea from Japan",
  ]);
  expect(await find({ query: "green tea", archive_id: vectors.id, limit: 1 })).toEqual([
    "green tea from Japan",
  ]);
  expect(await find({ query: "tea", agent_id: id })).toEqual(["my tea"]);
  expect(await find({ archive_id: vectors.id })).toEqual(["green tea from Japan", "a motor car"]);
  expect(await find({ archive_id: vectors.id, tags: ["a", "b"], tag_match_mode: "all" })).toEqual([
    "a motor car",
  ]);
  expect(await find({ archive_id: vectors.id, end_date: "2025-03-03" })).toEqual(["green tea from Japan"]);
  expect(await find({ query: "x", agent_id: (await anAgent()).id })).toEqual([]);
});

test("another organisation's archives do not exist", async () => {
  const { api, stranger } = await aWorld();
  const archive = await api.archives.createArchive({ body: { name: "mine" } });
  const passage = await api.archives.createPassageInArchive({
    params: { archive_id: archive.id },
    body: { text: "x" },
  });
  const path = `/v1/archives/${archive.id}`;
  const calls: [string, string, unknown?][] = [
    ["GET", path],
    ["PATCH", path, { name: "x" }],
    ["GET", `${path}/agents`],
    ["POST", `${path}/passages`, { text: "x" }],
    ["POST", `${path}/passages/batch`, { passages: [] }],
    ["DELETE", `${path}/passages/${passage.id}`],
    ["DELETE", path],
    ["POST", "/v1/passages/search", { archive_id: archive.id }],
  ];
  for (const [method, url, body] of calls) expect((await stranger.send(method, url, body)).status).toBe(404);
  expect((await stranger.send("GET", `/v1/archives/?after=${newId("archive")}`)).status).toBe(404);
  expect(await stranger.api.archives.listArchives()).toEqual([]);
  expect(await api.archives.retrieveArchive({ params: { archive_id: archive.id } })).toEqual(archive);
});
