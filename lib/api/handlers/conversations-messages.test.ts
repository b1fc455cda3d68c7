import { expect, test } from "vitest";
import { callTool, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, heardBy, saying, systemOf } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";
import { chunksOf, outline } from "@/lib/testing/turns";

test("a message streams unless a JSON answer is asked for", async () => {
  const { agent, aConversation, say, ask } = await anAgentThat(saying("streamed", "whole"));
  const { id } = await aConversation(agent.id);
  const frames = await say(id, "hi");
  expect(outline(frames)).toEqual(["ping", "assistant_message", "stop_reason", "usage_statistics", "[DONE]"]);
  expect(chunksOf(frames)[0]).toMatchObject({ content: "streamed", seq_id: null });
  const answer = await ask(id, "hi");
  expect(answer).toMatchObject({
    messages: [{ content: "whole" }],
    stop_reason: { stop_reason: "end_turn" },
  });
});

test("a run belongs to its conversation, and so do its messages", async () => {
  const { api, agent, aConversation, say } = await anAgentThat(saying("a", "b"));
  const { id } = await aConversation(agent.id);
  await say(id, "hi");
  await say(agent.id, "hi");
  const runs = await api.runs.listRuns({ query: { conversation_id: id } });
  expect(runs).toMatchObject([{ conversation_id: id, agent_id: agent.id, status: "completed" }]);
  const filtered = await api.agents.listMessages({
    params: { agent_id: agent.id },
    query: { conversation_id: id },
  });
  expect(filtered.map((item) => "content" in item && item.content)).toEqual([expect.anything(), "hi", "a"]);
  const others = await api.agents.listMessages({
    params: { agent_id: agent.id },
    query: { conversation_id: "default" },
  });
  expect(others.map((item) => "content" in item && item.content)).toEqual([expect.anything(), "hi", "b"]);
});

test("messages are listed newest first with cursors relative to the order, and unknown cursors are ignored", async () => {
  const { api, agent, aConversation, ask } = await anAgentThat(
    scriptedModel([reasoning("hm"), text("a")], [reasoning("hm"), text("b")]),
  );
  const { id: conversation_id } = await aConversation(agent.id);
  for (const said of ["one", "two"]) await ask(conversation_id, said);
  const params = { conversation_id };
  const list = async (query: object = {}) =>
    (await api.conversations.listConversationMessages({ params, query })).map((item) =>
      "reasoning" in item
        ? "thought"
        : item.message_type === "system_message"
          ? "system"
          : "content" in item && item.content,
    );
  expect(await list()).toEqual(["thought", "b", "two", "thought", "a", "one", "system"]);
  expect(await list({ order: "asc" })).toEqual(["system", "one", "thought", "a", "two", "thought", "b"]);
  const all = await api.conversations.listConversationMessages({ params, query: {} });
  const [two] = all.filter((item) => "content" in item && item.content === "two");
  expect(await list({ after: two.id, limit: 1 })).toEqual(["thought", "a"]);
  expect(await list({ before: two.id })).toEqual(["thought", "b"]);
  const unknown = "message-00000000-0000-4000-8000-00000000dead";
  expect(await list({ after: unknown })).toHaveLength(7);
  expect(await list({ include_return_message_types: ["assistant_message"] })).toEqual(["b", "a"]);
});

test("the default conversation lists its own messages only, and an unknown cursor there is not found", async () => {
  const { api, agent, aConversation, ask } = await anAgentThat(saying("a", "b"));
  await ask((await aConversation(agent.id)).id, "elsewhere");
  await ask(agent.id, "here");
  for (const [conversation_id, query] of [
    ["default", { agent_id: agent.id }],
    [agent.id, {}],
  ] as const) {
    const items = await api.conversations.listConversationMessages({ params: { conversation_id }, query });
    expect(items.map((item) => "content" in item && item.content)).toEqual(["b", "here", expect.anything()]);
  }
  const after = "message-00000000-0000-4000-8000-00000000dead";
  const list = api.conversations.listConversationMessages({
    params: { conversation_id: agent.id },
    query: { after },
  });
  expect(await refusal(list)).toMatchObject({ status: 404 });
});

test("lists of a conversation show text as said whatever the agent's type, the agent's own list as thought", async () => {
  const model = scriptedModel(
    [text("Hm."), callTool("send_message", { message: "Hello." })],
    [text("Hm."), callTool("send_message", { message: "Hello." })],
  );
  const { api, agent, aConversation, ask } = await anAgentThat(model, { agent_type: "memgpt_v2_agent" });
  const { id: conversation_id } = await aConversation(agent.id);
  await ask(conversation_id, "hi");
  await ask(agent.id, "hi");
  const shown = (items: { message_type: string; content?: unknown; reasoning?: unknown }[]) =>
    items.slice(-2).map((item) => [item.message_type, item.content ?? item.reasoning]);
  const query = { order: "asc" as const };
  const list = await api.conversations.listConversationMessages({ params: { conversation_id }, query });
  expect(shown(list)).toEqual([
    ["assistant_message", "Hm."],
    ["assistant_message", "Hello."],
  ]);
  const own = await api.agents.listMessages({ params: { agent_id: agent.id }, query });
  expect(shown(own)).toEqual([
    ["reasoning_message", "Hm."],
    ["assistant_message", "Hello."],
  ]);
});

test("a conversation thinks with its own model and settings, in the agent's window; the request's model comes first", async () => {
  const { ctx, agent, aConversation, ask } = await anAgentThat(saying("a", "b", "c"), {
    context_window_limit: 9_000,
  });
  const opened: unknown[] = [];
  const { openModel } = ctx.models;
  ctx.models.openModel = (organization, config) => {
    opened.push([config.handle, config.temperature, config.context_window]);
    return openModel(organization, config);
  };
  const own = await aConversation(agent.id, {
    model: "openai/gpt-4.1",
    model_settings: { provider_type: "openai", temperature: 0.2 },
  });
  await ask(own.id, "hi");
  await ask(own.id, "hi", { override_model: "openai/gpt-5" });
  await ask((await aConversation(agent.id)).id, "hi");
  expect(opened).toMatchObject([
    ["openai/gpt-4.1", 0.2, 9_000],
    ["openai/gpt-5", 1, 128_000],
    ["openai/gpt-4o-mini", 1, 9_000],
  ]);
});

test("the caller's skills and system text reach the model for their request only, and are not stored", async () => {
  const model = saying("a", "b", "c");
  const { api, agent, aConversation, ask } = await anAgentThat(model);
  const conversation = await aConversation(agent.id);
  const client_skills = [
    { name: "commit", description: "Writes commits", location: "/skills/commit/SKILL.md" },
  ];
  await ask(conversation.id, "hi", { client_skills });
  await ask(conversation.id, "hi", { client_skills, override_system: "Be a pirate" });
  await ask(conversation.id, "hi");
  expect(systemOf(model.requests[0])).toContain(
    "└── commit\n    └── SKILL.md (Writes commits)\n</available_skills>",
  );
  expect(systemOf(model.requests[1])).toBe("Be a pirate");
  expect(systemOf(model.requests[2])).not.toContain("commit");
  const [message] = await api.messages.retrieveMessage({
    params: { message_id: conversation.in_context_message_ids[0] },
  });
  expect(JSON.stringify(message)).not.toMatch(/available_skills|pirate/);
});

test("a preview shows the request of a conversation and stores nothing", async () => {
  const { api, agent, aConversation, ask } = await anAgentThat(saying("a"));
  const conversation = await aConversation(agent.id);
  await ask(conversation.id, "one");
  const params = { conversation_id: conversation.id };
  const preview = await api.conversations.previewConversationModelRequest({ params, body: { input: "two" } });
  expect(heardBy(preview as never)).toEqual(["user: one", "assistant: a", "user: two"]);
  expect(systemOf(preview as never)).toContain(conversation.id);
  const items = await api.conversations.listConversationMessages({ params, query: {} });
  expect(JSON.stringify(items)).not.toContain("two");
  expect(await api.runs.listRuns({ query: { conversation_id: conversation.id } })).toHaveLength(1);
});

test("a blocking request cannot ask for what only streams have, and an empty one is refused", async () => {
  const { api, agent, aConversation } = await anAgentThat(saying());
  const { id: conversation_id } = await aConversation(agent.id);
  const send = (body: object) =>
    refusal(
      api.conversations.sendConversationMessage({
        params: { conversation_id },
        body: { input: "hi", ...body },
      }),
    );
  expect(await send({ streaming: false, background: true })).toMatchObject({ status: 422 });
  expect(await send({ input: null })).toMatchObject({
    status: 422,
    body: { detail: "Messages must not be empty" },
  });
  expect(await send({ override_model: "openai/nothing" })).toMatchObject({ status: 404 });
  expect(await send({ override_model: "nothing" })).toMatchObject({ status: 400 });
  expect(await api.runs.listRuns({ query: { conversation_id } })).toEqual([]);
});

test("conversation search finds what was said in every conversation of the agent", async () => {
  const search = callTool("conversation_search", { query: "needle" });
  const model = scriptedModel([text("noted")], search, [text("found")]);
  const { agent, aConversation, ask } = await anAgentThat(model);
  await ask((await aConversation(agent.id)).id, "the needle is here");
  const answer = await ask((await aConversation(agent.id)).id, "where is it?");
  expect(JSON.stringify(answer.messages)).toContain("the needle is here");
});
