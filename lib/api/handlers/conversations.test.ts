import { expect, test } from "vitest";
import { callTool, finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, heardBy, saying, systemOf } from "@/lib/testing/conversations";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

const unknown = "conv-00000000-0000-4000-8000-00000000dead";

async function withConversation(body: object = {}) {
  const world = await aWorld();
  const agent = await world.anAgent({
    memory_blocks: [
      { label: "human", value: "Ada" },
      { label: "persona", value: "kind" },
    ],
  });
  const conversation = await world.api.conversations.createConversation({
    query: { agent_id: agent.id },
    body,
  });
  return { ...world, agent, conversation, params: { conversation_id: conversation.id } };
}

test("a new conversation has its own system message at once, compiled for it from what memory holds", async () => {
  const { api, ctx, agent, conversation, params } = await withConversation({ summary: "Trip" });
  expect(conversation).toMatchObject({
    agent_id: agent.id,
    summary: "Trip",
    isolated_block_ids: [],
    model: null,
  });
  expect(conversation.id).toMatch(/^conv-/);
  const [id] = conversation.in_context_message_ids;
  expect(conversation.in_context_message_ids).toHaveLength(1);
  expect(id).not.toBe((await systemMessageOf(ctx, agent.id)).id);
  const [message] = await api.messages.retrieveMessage({ params: { message_id: id } });
  expect(JSON.stringify(message)).toContain(`CONVERSATION_ID: ${conversation.id}`);
  expect(JSON.stringify(message)).toContain("Ada");
  expect(await api.conversations.retrieveConversation({ params })).toEqual(conversation);
});

test("a conversation cannot be made for an unknown agent, block label or model", async () => {
  const { api, agent } = await withConversation();
  const create = (agent_id: string, body: object = {}) =>
    refusal(api.conversations.createConversation({ query: { agent_id }, body }));
  expect(await create(unknown.replace("conv", "agent"))).toEqual({
    status: 404,
    body: { detail: "Agent not found" },
  });
  expect(await create(agent.id, { isolated_block_labels: ["nope"] })).toMatchObject({ status: 400 });
  expect(await create(agent.id, { model: "gpt-5" })).toMatchObject({ status: 400 });
  expect(await create(agent.id, { model: "openai/nothing" })).toMatchObject({ status: 404 });
  expect(await api.conversations.listConversations({ query: { agent_id: agent.id } })).toHaveLength(1);
});

test("settings of a conversation change, nulls leave them, and the change is in history", async () => {
  const { api, ctx, params } = await withConversation({ summary: "Old" });
  const model_settings = { provider_type: "openai" as const, temperature: 0.1 };
  const body = { summary: "New", model: "openai/gpt-5", model_settings };
  const changed = await api.conversations.updateConversation({ params, body });
  expect(changed).toMatchObject({ summary: "New", model: "openai/gpt-5", model_settings });
  const kept = await api.conversations.updateConversation({ params, body: { summary: null, model: null } });
  expect(kept).toMatchObject({ summary: "New", model: "openai/gpt-5" });
  const events = await eventsOf(ctx, params.conversation_id);
  expect(events.map(({ action }) => action)).toEqual(["created", "updated"]);
  expect(events[1]).toMatchObject({ before: { summary: "Old" }, after: { summary: "New" }, version: 2 });
});

test("conversations are listed newest first, searched by title and paged; windows are left out", async () => {
  const { api, agent } = await withConversation({ summary: "one Apple" });
  for (const summary of ["two pears", "three apples"])
    await api.conversations.createConversation({ query: { agent_id: agent.id }, body: { summary } });
  const list = async (query: object) =>
    (await api.conversations.listConversations({ query: { agent_id: agent.id, ...query } })).map(
      ({ summary }) => summary,
    );
  expect(await list({})).toEqual(["three apples", "two pears", "one Apple"]);
  expect(await list({ summary_search: "apple", order: "asc" })).toEqual(["one Apple", "three apples"]);
  const [first] = await api.conversations.listConversations({ query: { agent_id: agent.id, limit: 1 } });
  expect(first.in_context_message_ids).toEqual([]);
  expect(await list({ after: first.id, limit: 1 })).toEqual(["two pears"]);
  expect(await refusal(list({ after: unknown }))).toMatchObject({ status: 404 });
  expect(await list({ after: unknown, order_by: "last_run_completion" })).toHaveLength(3);
});

test("conversations can be ordered by when they were last spoken in", async () => {
  const { api, agent, aConversation, ask } = await anAgentThat(saying("a", "b"));
  const [first, second, silent] = [
    await aConversation(agent.id),
    await aConversation(agent.id),
    await aConversation(agent.id),
  ];
  await ask(second.id, "hi");
  await ask(first.id, "hi");
  for (const order_by of ["last_message_at", "last_run_completion"] as const) {
    const rows = await api.conversations.listConversations({ query: { agent_id: agent.id, order_by } });
    expect(rows.map(({ id }) => id)).toEqual([first.id, second.id, silent.id]);
  }
});

test("deleting a conversation takes its messages and its copies of blocks with it, and nothing else", async () => {
  const { api, ctx, agent, aConversation, ask } = await anAgentThat(
    saying("in the conversation", "in the default one"),
  );
  const conversation = await aConversation(agent.id, { isolated_block_labels: ["human"] });
  await ask(conversation.id, "hello");
  await ask(agent.id, "hello default");
  const params = { conversation_id: conversation.id };
  expect(await api.conversations.deleteConversation({ params })).toBeNull();
  expect(await refusal(api.conversations.deleteConversation({ params }))).toMatchObject({ status: 404 });
  expect(await refusal(api.conversations.retrieveConversation({ params }))).toMatchObject({ status: 404 });
  expect(await ctx.db.message.count({ where: { conversation_id: conversation.id } })).toBe(0);
  const messages = JSON.stringify(
    await api.agents.listMessages({ params: { agent_id: agent.id }, query: {} }),
  );
  expect(messages).not.toContain("in the conversation");
  expect(messages).toContain("in the default one");
  const [copy] = conversation.isolated_block_ids;
  expect(await refusal(api.blocks.retrieveBlock({ params: { block_id: copy } }))).toMatchObject({
    status: 404,
  });
  expect(await api.agents.listCoreMemoryBlocks({ params: { agent_id: agent.id }, query: {} })).toMatchObject([
    { value: "Ada" },
  ]);
});

test("memory tools edit the conversation's copy of a block, which its next turn sees and no other conversation", async () => {
  const memo = { label: "human", old_string: "Ada", new_string: "Grace" };
  const model = scriptedModel(
    [callTool("memory_replace", memo), finish("tool_calls")],
    [text("done")],
    [text("next")],
    [text("other")],
  );
  const { api, ctx, agent, aConversation, ask } = await anAgentThat(model);
  const own = await aConversation(agent.id, { isolated_block_labels: ["human"] });
  const other = await aConversation(agent.id);
  await ask(own.id, "call me Grace");
  const [block_id] = own.isolated_block_ids;
  expect(await api.blocks.retrieveBlock({ params: { block_id } })).toMatchObject({
    label: "human",
    value: "Grace",
  });
  expect(await api.agents.listCoreMemoryBlocks({ params: { agent_id: agent.id }, query: {} })).toMatchObject([
    { value: "Ada" },
  ]);
  await ask(own.id, "who am I?");
  await ask(other.id, "who am I?");
  expect(systemOf(model.requests[2])).toContain("Grace");
  expect(systemOf(model.requests[3])).toContain("Ada");
  expect((await systemMessageOf(ctx, agent.id)).text).toContain("Ada");
});

test("each conversation hears only what was said in it", async () => {
  const model = saying("a", "b", "c", "d");
  const { agent, aConversation, ask } = await anAgentThat(model);
  const [one, two] = [await aConversation(agent.id), await aConversation(agent.id)];
  await ask(one.id, "first");
  await ask(two.id, "second");
  await ask(agent.id, "third");
  await ask(one.id, "fourth");
  expect(model.requests.map(heardBy)).toEqual([
    ["user: first"],
    ["user: second"],
    ["user: third"],
    ["user: first", "assistant: a", "user: fourth"],
  ]);
});

test("recompiling brings a conversation's system message up to date; a dry run only shows it", async () => {
  const { api, agent, conversation, params } = await withConversation();
  const [block] = await api.agents.listCoreMemoryBlocks({ params: { agent_id: agent.id }, query: {} });
  await api.blocks.modifyBlock({ params: { block_id: block.id as string }, body: { value: "Grace" } });
  const stored = async () =>
    JSON.stringify(
      await api.messages.retrieveMessage({ params: { message_id: conversation.in_context_message_ids[0] } }),
    );
  expect(await api.conversations.recompileConversation({ params, query: { dry_run: true } })).toContain(
    "Grace",
  );
  expect(await stored()).not.toContain("Grace");
  const text = await api.conversations.recompileConversation({ params });
  expect(text).toContain(`CONVERSATION_ID: ${conversation.id}`);
  expect(await stored()).toContain("Grace");
});

test("the default conversation is addressed by its agent, in the query or in the body", async () => {
  const { api, send, agent } = await withConversation();
  const path = "/v1/conversations/default/recompile?dry_run=true";
  const { body: text } = await send("POST", path, { agent_id: agent.id });
  expect(text).toContain("CONVERSATION_ID: default");
  expect((await send("POST", `${path}&agent_id=${agent.id}`)).body).toContain("CONVERSATION_ID: default");
  expect(await send("POST", path, {})).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("agent_id") },
  });
  expect(await send("POST", "/v1/conversations/nonsense/recompile", {})).toMatchObject({ status: 422 });
  expect(await api.conversations.recompileConversation({ params: { conversation_id: agent.id } })).toContain(
    "default",
  );
});

test("another organisation's conversation is not found, in every operation that takes its id", async () => {
  const { agent, conversation, stranger } = await withConversation();
  const base = `/v1/conversations/${conversation.id}`;
  const calls: [string, string, unknown?][] = [
    ["GET", base],
    ["PATCH", base, { summary: "mine" }],
    ["DELETE", base],
    ["GET", `${base}/messages`],
    ["POST", `${base}/messages`, { input: "hi" }],
    ["POST", `${base}/messages/preview-raw-payload`, { input: "hi" }],
    ["POST", `${base}/stream`, {}],
    ["POST", `${base}/cancel`],
    ["POST", `${base}/fork`],
    ["POST", `${base}/recompile`, {}],
    ["POST", "/v1/conversations/default/messages", { input: "hi", agent_id: agent.id }],
    ["POST", `/v1/conversations/?agent_id=${agent.id}`, {}],
  ];
  for (const [method, path, body] of calls)
    expect([method, path, (await stranger.send(method, path, body)).status]).toEqual([method, path, 404]);
  expect(await stranger.api.conversations.listConversations({ query: { agent_id: agent.id } })).toEqual([]);
});
