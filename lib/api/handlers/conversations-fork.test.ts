import { expect, test } from "vitest";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, heardBy, saying, systemOf } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";

async function forked(...texts: string[]) {
  const model = saying(...texts);
  const world = await anAgentThat(model);
  const source = await world.aConversation(world.agent.id, {
    summary: "Source",
    isolated_block_labels: ["human"],
    model: "openai/gpt-5",
  });
  await world.ask(source.id, "one");
  const fork = await world.api.conversations.forkConversation({ params: { conversation_id: source.id } });
  const read = async (conversation_id: string, query: object = {}) =>
    (await world.api.conversations.listConversationMessages({
      params: { conversation_id },
      query: { order: "asc", ...query },
    })) as {
      id: string;
      message_type: string;
      content: string;
    }[];
  const texts_ = async (id: string, query: object = {}) =>
    (await read(id, query)).map(({ message_type, content }) =>
      message_type === "system_message" ? "system" : content,
    );
  return { ...world, model, source, fork, read, texts: texts_ };
}

test("a fork goes on from the same messages behind a system message of its own", async () => {
  const { api, source, fork, model, ask } = await forked("a", "b", "c");
  const before = await api.conversations.retrieveConversation({ params: { conversation_id: source.id } });
  expect(fork.in_context_message_ids.slice(1)).toEqual(before.in_context_message_ids.slice(1));
  expect(fork.in_context_message_ids[0]).not.toBe(before.in_context_message_ids[0]);
  await ask(fork.id, "two");
  await ask(source.id, "three");
  expect(heardBy(model.requests[1])).toEqual(["user: one", "assistant: a", "user: two"]);
  expect(systemOf(model.requests[1])).toContain(`CONVERSATION_ID: ${fork.id}`);
  expect(heardBy(model.requests[2])).toEqual(["user: one", "assistant: a", "user: three"]);
});

test("a fork keeps the model, but neither the title nor the copies of blocks", async () => {
  const { fork } = await forked("a");
  expect(fork).toMatchObject({ model: "openai/gpt-5", summary: null, isolated_block_ids: [] });
});

test("the default conversation can be forked, which leaves it as it is", async () => {
  const { api, agent, ask, model } = await forked("a", "b", "c");
  await ask(agent.id, "default");
  const fork = await api.conversations.forkConversation({
    params: { conversation_id: "default" },
    query: { agent_id: agent.id },
  });
  const { message_ids } = await api.agents.retrieveAgent({ params: { agent_id: agent.id }, query: {} });
  expect(fork.in_context_message_ids.slice(1)).toEqual(message_ids?.slice(1));
  await ask(fork.id, "go on");
  expect(heardBy(model.requests[2])).toEqual(["user: default", "assistant: b", "user: go on"]);
  const after = await api.agents.retrieveAgent({ params: { agent_id: agent.id }, query: {} });
  expect(after.message_ids).toEqual(message_ids);
});

test("a fork lists what it shares in the order it was said, in both directions and page by page", async () => {
  const { fork, ask, read, texts } = await forked("a", "b");
  await ask(fork.id, "two");
  expect(await texts(fork.id)).toEqual(["system", "one", "a", "two", "b"]);
  expect(await texts(fork.id, { order: "desc" })).toEqual(["b", "two", "a", "one", "system"]);
  const ids = (await read(fork.id)).map(({ id }) => id);
  expect(await texts(fork.id, { limit: 2, after: ids[1] })).toEqual(["a", "two"]);
  expect(await texts(fork.id, { limit: 2, before: ids[4] })).toEqual(["a", "two"]);
  expect(await texts(fork.id, { limit: 2, order: "desc", after: ids[2] })).toEqual(["one", "system"]);
});

// A fork would lose its past, and its next turn would speak to a model without context.
test("a fork keeps what it shares when the conversation it came from is deleted", async () => {
  const { api, source, fork, model, ask, texts } = await forked("a", "b");
  await api.conversations.deleteConversation({ params: { conversation_id: source.id } });
  await ask(fork.id, "two");
  expect(heardBy(model.requests[1])).toEqual(["user: one", "assistant: a", "user: two"]);
  expect(await texts(fork.id)).toEqual(["system", "one", "a", "two", "b"]);
});

test("a fork of a fork shares what both did, and deleting the one between loses nothing", async () => {
  const { api, fork, ask, texts } = await forked("a", "b", "c");
  await ask(fork.id, "two");
  const third = await api.conversations.forkConversation({ params: { conversation_id: fork.id } });
  await api.conversations.deleteConversation({ params: { conversation_id: fork.id } });
  await ask(third.id, "three");
  expect(await texts(third.id)).toEqual(["system", "one", "a", "two", "b", "three", "c"]);
});

test("deleting a fork leaves the conversation it came from whole", async () => {
  const { api, source, fork, texts } = await forked("a");
  await api.conversations.deleteConversation({ params: { conversation_id: fork.id } });
  expect(await texts(source.id)).toEqual(["system", "one", "a"]);
});

test("a fork may begin anywhere in its source, with a call never parted from its return", async () => {
  const look = callTool("conversation_search", { query: "x" });
  const model = scriptedModel([text("a")], [look], [text("b")], [text("c")]);
  const { api, agent, aConversation, ask } = await anAgentThat(model);
  const source = await aConversation(agent.id);
  await ask(source.id, "one");
  await ask(source.id, "two");
  const params = { conversation_id: source.id };
  const window = (await api.conversations.retrieveConversation({ params })).in_context_message_ids;
  const forkAt = async (message_id: string) =>
    (await api.conversations.forkConversation({ params, query: { message_id } })).in_context_message_ids;
  // system, one, a, two, call, return, b
  expect(window).toHaveLength(7);
  for (const [at, end] of [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 6],
    [5, 6],
    [6, 7],
  ])
    expect((await forkAt(window[at])).slice(1)).toEqual(window.slice(1, end));
  const [fork] = await api.conversations.listConversations({ query: { agent_id: agent.id } });
  await ask(fork.id, "go on");
  expect(heardBy(model.requests.at(-1)!).at(-1)).toBe("user: go on");
  expect(await refusal(forkAt(`message-${crypto.randomUUID()}`))).toMatchObject({ status: 404 });
});

test("a fork from before the question does not wait for the approval of its source", async () => {
  const model = scriptedModel([text("a")], [callTool("conversation_search", { query: "x" })], [text("free")]);
  const rules = { tool_rules: [{ type: "requires_approval" as const, tool_name: "conversation_search" }] };
  const { api, agent, aConversation, ask } = await anAgentThat(model, rules);
  const source = await aConversation(agent.id);
  await ask(source.id, "one");
  await ask(source.id, "two");
  const params = { conversation_id: source.id };
  const [, , answer, asked] = (await api.conversations.retrieveConversation({ params }))
    .in_context_message_ids;
  for (const message_id of [answer, asked]) {
    const fork = await api.conversations.forkConversation({ params, query: { message_id } });
    const pending = await api.conversations.listConversationMessages({
      params: { conversation_id: fork.id },
      query: { include_return_message_types: ["approval_request_message"] },
    });
    expect(pending).toEqual([]);
  }
  const fork = await api.conversations.forkConversation({ params, query: { message_id: answer } });
  expect((await ask(fork.id, "go on")) as object).toMatchObject({ messages: [{ content: "free" }] });
});

test("a hidden fork is not listed, and works as any other", async () => {
  const { api, source, agent, ask } = await forked("a", "b");
  const hidden = await api.conversations.forkConversation({
    params: { conversation_id: source.id },
    query: { hidden: true },
  });
  const listed = await api.conversations.listConversations({ query: { agent_id: agent.id } });
  expect(listed.map(({ id }) => id)).not.toContain(hidden.id);
  expect((await ask(hidden.id, "hi")) as object).toMatchObject({ messages: [{ content: "b" }] });
  const params = { conversation_id: hidden.id };
  expect(await api.conversations.retrieveConversation({ params })).toMatchObject({ id: hidden.id });
});
