import { expect, test } from "vitest";
import { anAgentThat, heardBy, saying, systemOf } from "@/lib/testing/conversations";

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
