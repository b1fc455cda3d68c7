import { expect, test } from "vitest";
import { indexMessages, indexStart } from "@/lib/domain/messages/index-messages";
import { columnsOf } from "@/lib/domain/messages/message";
import {
  hasWords,
  nearestMessagesByIndex,
  nearestMessagesExact,
} from "@/lib/domain/messages/message-search.sql";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Message } from "@/lib/runtime/messages";
import { ModelError } from "@/lib/runtime/model-error";
import type { Embedder } from "@/lib/runtime/ports";
import { newId } from "@/lib/shared/ids";
import { aWorld, refusal } from "@/lib/testing/harness";

type Said = Partial<Message> & { text: string };

async function aHistory() {
  const world = await aWorld();
  const { ctx, api } = world;
  const say = async (agentId: string, ...messages: Said[]): Promise<string[]> => {
    const { organizationId, userId } = ctx.actor;
    const ids: string[] = [];
    for (const { text, ...fields } of messages) {
      const message: Message = {
        id: newId("message"),
        role: "user",
        content: [{ type: "text", text }],
        created_at: "2025-03-01T12:00:00Z",
        ...fields,
      };
      await ctx.db.message.create({ data: columnsOf(message, { organizationId, agentId, userId }) });
      ids.push(message.id);
    }
    return ids;
  };
  const asSystem = (organizationId: string) => ({ ...ctx, actor: { ...ctx.actor, organizationId } });
  /** What the background work does until it has nothing left to do. */
  const index = async (position = indexStart()) => {
    while (await indexMessages(ctx.db, asSystem, position));
    return position;
  };
  const find = async (body: object) =>
    (await api.agents.searchMessages({ body: body as never })).map(({ embedded_text }) => embedded_text);
  const vectors = () =>
    ctx.db.messageEmbedding.findMany({ where: { organization_id: ctx.actor.organizationId } });
  return { ...world, say, index, find, vectors };
}

test("words are found in all their forms, all of them together; a text as it stands comes first", async () => {
  const { anAgent, say, find } = await aHistory();
  const { id } = await anAgent();
  await say(
    id,
    { text: "We travelled to Lisbon" },
    { text: "Travelling by train, to Lisbon or elsewhere" },
    { text: "travel lisbon: a list", role: "assistant" },
    { text: "Lisbon alone" },
    { text: "100%_sure" },
  );
  const fts = (query: string) => find({ query, search_mode: "fts" });
  const [asItStands, ...others] = await fts("travel Lisbon");
  expect(asItStands).toBe("travel lisbon: a list");
  expect(others.sort()).toEqual(["Travelling by train, to Lisbon or elsewhere", "We travelled to Lisbon"]);
  expect(await fts("0%_s")).toEqual(["100%_sure"]);
  expect(await fts("isbo")).toHaveLength(4);
  expect(await fts("nowhere")).toEqual([]);
  expect(await fts("a Lisbon of elephants")).toHaveLength(4);
});

test("each result has its stored message, and a score by its rank in the list of words", async () => {
  const { anAgent, say, api } = await aHistory();
  const { id } = await anAgent();
  const [first, second] = await say(id, { text: "tea" }, { text: "tea" });
  const body = { query: "tea", search_mode: "fts" as const };
  expect(await api.agents.searchMessages({ body })).toMatchObject([
    {
      embedded_text: "tea",
      fts_rank: 1,
      vector_rank: null,
      rrf_score: 1,
      message: { id: second, role: "user" },
    },
    {
      fts_rank: 2,
      rrf_score: 0.5,
      message: { id: first, agent_id: id, content: [{ type: "text", text: "tea" }] },
    },
  ]);
});

test("messages are found by meaning once they are indexed, and both lists fuse by reciprocal ranks", async () => {
  const { anAgent, say, index, api, find } = await aHistory();
  const { id } = await anAgent();
  const [a, b] = await say(
    id,
    { text: "gardening in spring" },
    { text: "gardens" },
    { text: "unrelated words here" },
  );
  expect(await find({ query: "garden", search_mode: "vector" })).toEqual([]);
  await index();
  const vector = await api.agents.searchMessages({ body: { query: "gardens", search_mode: "vector" } });
  expect(vector.map(({ message }) => message.id).slice(0, 2)).toEqual([b, a]);
  expect(vector[0]).toMatchObject({ vector_rank: 1, fts_rank: null, rrf_score: 1 });
  const hybrid = await api.agents.searchMessages({ body: { query: "gardens" } });
  expect(hybrid[0]).toMatchObject({ vector_rank: 1, fts_rank: 1 });
  expect(hybrid[0].message.id).toBe(b);
  expect(hybrid[0].rrf_score).toBeCloseTo(0.5 / 61 + 0.5 / 61, 10);
  const last = hybrid.at(-1);
  expect(last).toMatchObject({ fts_rank: null, vector_rank: 3 });
  expect(last?.rrf_score).toBeCloseTo(0.5 / 63, 10);
});

test("role, agent, conversation, project, template and date each leave only their messages", async () => {
  const { anAgent, say, index, find, api, ctx } = await aHistory();
  const [one, other] = [await anAgent({ project_id: "project-1" }), await anAgent()];
  await ctx.db.agent.update({ where: { id: one.id }, data: { template_id: "template-1" } });
  const conversation = await api.conversations.createConversation({ query: { agent_id: one.id }, body: {} });
  await say(
    one.id,
    { text: "tea one" },
    { text: "tea said", role: "assistant" },
    {
      text: "tea tool",
      role: "tool",
      content: [],
      tool_returns: [{ tool_call_id: "1", status: "success", func_response: "tea returned" }],
    },
    { text: "tea talk", conversation_id: conversation.id },
    { text: "tea later", created_at: "2025-03-02T23:59:00Z" },
  );
  await say(other.id, { text: "tea other" });
  await index();
  for (const search_mode of ["fts", "vector", "hybrid"]) {
    const tea = async (filter: object) => (await find({ query: "tea", search_mode, ...filter })).sort();
    expect(await tea({ agent_id: other.id })).toEqual(["tea other"]);
    expect(await tea({ roles: ["assistant"] })).toEqual(["tea said"]);
    expect(await tea({ conversation_id: conversation.id })).toEqual(["tea talk"]);
    expect(await tea({ agent_id: one.id, conversation_id: "default" })).toEqual([
      "tea later",
      "tea one",
      "tea said",
    ]);
    expect(await tea({ project_id: "project-1" })).not.toContain("tea other");
    expect(await tea({ template_id: "template-1", roles: ["user"] })).toEqual([
      "tea later",
      "tea one",
      "tea talk",
    ]);
    expect(await tea({ start_date: "2025-03-02" })).toEqual(["tea later"]);
    // An end at midnight means the whole day.
    expect(await tea({ end_date: "2025-03-02" })).toContain("tea later");
    expect(await tea({ end_date: "2025-03-01" })).not.toContain("tea later");
    expect(await tea({ limit: 1 })).toHaveLength(1);
  }
  expect(await find({ query: "tea", search_mode: "fts", roles: ["tool"] })).toEqual(["tea returned"]);
});

test("a fork finds what was said before it was forked", async () => {
  const { anAgent, say, find, api, ctx } = await aHistory();
  const { id } = await anAgent();
  const from = await api.conversations.createConversation({ query: { agent_id: id }, body: {} });
  const [shared] = await say(id, { text: "tea", conversation_id: from.id });
  await ctx.db.conversation.update({
    where: { id: from.id },
    data: { in_context_message_ids: { push: [shared] } },
  });
  const fork = await api.conversations.forkConversation({
    params: { conversation_id: from.id },
    body: {},
  } as never);
  expect(await find({ query: "tea", conversation_id: fork.id })).toEqual(["tea"]);
});

test("without a query the newest come first", async () => {
  const { anAgent, say, find, api } = await aHistory();
  const { id } = await anAgent();
  await say(id, { text: "old" }, { text: "new" });
  expect((await find({ agent_id: id })).slice(0, 2)).toEqual(["new", "old"]);
  const all = await api.messages.searchAllMessages({ body: { query: "", limit: 1 } });
  expect(all).toMatchObject([{ message_type: "user_message", content: "new" }]);
});

test("the search of all messages gives what clients show: thoughts and words apart, with where they were said", async () => {
  const { anAgent, say, api } = await aHistory();
  const { id } = await anAgent();
  const content: Message["content"] = [
    { type: "reasoning", is_native: true, reasoning: "hm" },
    { type: "text", text: "tea it is" },
  ];
  const [spoken] = await say(id, { text: "", role: "assistant", content });
  const found = await api.messages.searchAllMessages({ body: { query: "tea", agent_id: id } });
  const about = { message_id: spoken, agent_id: id, conversation_id: null, created_at: expect.any(String) };
  expect(found).toEqual([
    { ...about, message_type: "reasoning_message", reasoning: "hm" },
    { ...about, message_type: "assistant_message", content: "tea it is" },
  ]);
});

test("an organisation finds its own messages only, and an unknown agent is not found", async () => {
  const { anAgent, say, index, stranger } = await aHistory();
  const { id } = await anAgent();
  await say(id, { text: "secret tea" });
  await index();
  for (const search_mode of ["fts", "vector", "hybrid"] as const)
    expect(await stranger.api.agents.searchMessages({ body: { query: "secret tea", search_mode } })).toEqual(
      [],
    );
  const body = { query: "tea", agent_id: id };
  expect(await refusal(stranger.api.messages.searchAllMessages({ body }))).toMatchObject({ status: 404 });
});

test("deleted messages are found no more", async () => {
  const { anAgent, say, index, find, api, vectors } = await aHistory();
  const { id } = await anAgent();
  await say(id, { text: "tea" });
  await index();
  await api.agents.deleteAgent({ params: { agent_id: id } });
  expect(await find({ query: "tea" })).toEqual([]);
  expect((await vectors()).filter(({ agent_id }) => agent_id === id)).toEqual([]);
});

// Nothing is written down about how far the work is, so a killed process leaves nothing that could be wrong.
test("an indexer that begins anew, or twice at once, leaves no message out and embeds none again", async () => {
  const { anAgent, say, index, vectors, ctx } = await aHistory();
  const { id } = await anAgent();
  await say(id, ...Array.from({ length: 40 }, (_, i) => ({ text: `text ${i}` })));
  const asSystem = (organizationId: string) => ({ ...ctx, actor: { ...ctx.actor, organizationId } });
  await indexMessages(ctx.db, asSystem, indexStart());
  await Promise.all([index(), index()]);
  const mine = (await vectors()).filter(({ agent_id }) => agent_id === id);
  expect(mine.length).toBeGreaterThanOrEqual(40);
  let embedded = 0;
  const { openEmbedder } = ctx.models;
  ctx.models.openEmbedder = async (organizationId, config) => {
    const embedder = await openEmbedder(organizationId, config);
    return {
      ...embedder,
      embed: (texts, options) => {
        embedded += texts.length;
        return embedder.embed(texts, options);
      },
    };
  };
  await index();
  expect(embedded).toBe(0);
  await say(id, { text: "one more" });
  await index();
  expect(embedded).toBe(1);
});

test("messages that become visible late are indexed by the same process", async () => {
  const { anAgent, say, index, vectors, ctx } = await aHistory();
  const { id } = await anAgent();
  const [late, after] = await say(id, { text: "late" }, { text: "after" });
  // As if its transaction were still open: it is not there, though its number is taken.
  const row = await ctx.db.message.findUniqueOrThrow({ where: { id: late } });
  await ctx.db.message.delete({ where: { id: late } });
  const position = await index();
  await ctx.db.message.create({
    data: {
      ...row,
      tool_calls: undefined,
      tool_returns: undefined,
      approvals: undefined,
      content: row.content as never,
    },
  });
  await index(position);
  const ids = (await vectors()).map(({ message_id }) => message_id);
  expect(ids).toEqual(expect.arrayContaining([late, after]));
});

test("another embedding model makes all vectors anew, and old ones are not compared with its own", async () => {
  const { anAgent, say, index, vectors, find, ctx } = await aHistory();
  const { id } = await anAgent();
  await say(id, { text: "tea" });
  await index();
  const [known] = await ctx.models.listEmbeddingModels("");
  ctx.models.listEmbeddingModels = async () => [
    { ...known, handle: "other/hash", config: { ...known.config, embedding_model: "other" } },
  ];
  ctx.settings.messageEmbeddingHandle = "other/hash";
  expect(await find({ query: "tea", search_mode: "vector" })).toEqual([]);
  await index();
  expect(new Set((await vectors()).map(({ model }) => model))).toEqual(new Set(["other/hash other"]));
  expect(await find({ query: "tea", search_mode: "vector", agent_id: id, roles: ["user"] })).toContain("tea");
});

function failingOn(texts: string[], embedder: Embedder): Embedder {
  return {
    ...embedder,
    embed: async (given, options) => {
      if (given.some((text) => texts.includes(text))) throw new ModelError("bad_request", "refused");
      return embedder.embed(given, options);
    },
  };
}

test("a text that the model refuses does not hold up the others, and a model that is down loses nothing", async () => {
  const { anAgent, say, index, vectors, ctx, find } = await aHistory();
  const { id } = await anAgent();
  const [good, bad, fine] = await say(id, { text: "good" }, { text: "bad" }, { text: "fine" });
  const { openEmbedder } = ctx.models;
  const working = await openEmbedder("", (await ctx.models.listEmbeddingModels(""))[0].config);
  ctx.models.openEmbedder = async () => failingOn(["bad"], working);
  await index();
  const ids = async () => (await vectors()).map(({ message_id }) => message_id);
  expect(await ids()).toEqual(expect.arrayContaining([good, fine]));
  expect(await ids()).not.toContain(bad);
  const [later] = await say(id, { text: "later" });
  ctx.models.openEmbedder = async () => failingOn(["later", "tea"], working);
  const position = indexStart();
  position.refused.add(bad);
  await expect(index(position)).rejects.toThrow("failed");
  ctx.models.openEmbedder = async () => working;
  await index(position);
  expect(await ids()).toContain(later);
  // Words are still there when the model is not.
  ctx.models.openEmbedder = async () => failingOn(["later", "tea"], working);
  expect(await find({ query: "later", agent_id: id })).toEqual(["later"]);
});

// The planner takes an index only while the query repeats its expression and predicate to the letter.
test("searches by words and by meaning can use their indexes, and the approximate one agrees with the exact", async () => {
  const { anAgent, say, ctx } = await aHistory();
  const { id } = await anAgent();
  const scope = { organizationId: ctx.actor.organizationId, roles: ["user"] };
  const dims = 768;
  const vector = (x: number) =>
    `[${Array.from({ length: dims }, (_, i) => (i === 0 ? x : i === 1 ? 1 - x : 0)).join(",")}]`;
  for (const x of [0.2, 0.5, 0.9]) {
    const [message_id] = await say(id, { text: `text ${x}` });
    await ctx.db.$executeRaw`
      insert into message_embeddings (message_id, organization_id, agent_id, model, embedding_dim, embedding, updated_at)
      values (${message_id}, ${scope.organizationId}, ${id}, 'm', ${dims}, ${vector(x)}::vector, now())`;
  }
  const query = { model: "m", dims, vector: vector(0.6), limit: 3 };
  const plan = (sql: Prisma.Sql) =>
    ctx.db.$transaction(async (tx: Prisma.TransactionClient) => {
      await tx.$executeRaw`set local enable_seqscan = off`;
      await tx.$executeRaw`set local enable_sort = off`;
      return JSON.stringify(await tx.$queryRaw(Prisma.sql`explain ${sql}`));
    });
  const words = await plan(Prisma.sql`select m.id from messages m where ${hasWords("some text", "all")}`);
  expect(words).toContain("messages_search_words");
  expect(words).toContain("messages_search_text_trgm");
  expect(await plan(nearestMessagesByIndex(scope, query))).toContain("message_embeddings_768");
  const ids = async (sql: Prisma.Sql) => (await ctx.db.$queryRaw<{ id: string }[]>(sql)).map((row) => row.id);
  expect(await ids(nearestMessagesByIndex(scope, query))).toEqual(
    await ids(nearestMessagesExact(scope, query)),
  );
});
