import { expect, test } from "vitest";
import { ModelError } from "@/lib/runtime/model-error";
import { callTool, text } from "@/lib/runtime/testing/scripted-model";
import { aTalkingAgent, overflow } from "@/lib/testing/compaction";
import { refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";
import { chunksOf, stream } from "@/lib/testing/turns";

const all = { compaction_settings: { mode: "all" } };
const full = 127_000;

test("summarize hides the older messages behind a summary and says how many are left", async () => {
  const { talk, summarize, window, messages, model } = await aTalkingAgent();
  await talk(5);
  const before = await window();
  const answer = await summarize();
  const after = await window();
  expect(answer).toEqual({
    summary: "Summary 1.",
    num_messages_before: before.length,
    num_messages_after: after.length,
  });
  expect(after.length).toBeLessThan(before.length);
  expect([after[0], ...after.slice(2)]).toEqual([
    before[0],
    ...before.slice(before.length - after.length + 2),
  ]);
  const [, summary] = await messages();
  expect(summary).toMatchObject({ role: "summary", run_id: null, step_id: null });
  expect(model.summaries).toHaveLength(1);
});

// What is hidden from the model must stay readable for people and searchable for the agent.
test("nothing leaves the history: it is listed whole, with the summary as clients find it in lists", async () => {
  const { talk, summarize, history, say, model } = await aTalkingAgent();
  await talk(5);
  const before = await history();
  await summarize(all);
  const after = await history();
  // The system message alone was written anew.
  expect(after.slice(1, before.length)).toEqual(before.slice(1));
  const added = after.slice(before.length);
  expect(added).toMatchObject([{ message_type: "user_message" }]);
  const envelope = JSON.parse((added[0] as { content: string }).content);
  expect(envelope).toMatchObject({
    type: "system_alert",
    compaction_stats: { trigger: "manual", messages_count_after: 2 },
  });
  model.next = [callTool("conversation_search", { query: "Question 2" })];
  const found = await say("What did I ask?");
  expect(JSON.stringify(found.messages)).toContain("Question 2");
});

test("the change of the window is part of the history of state, with the lists before and after", async () => {
  const { ctx, agent, talk, summarize, window } = await aTalkingAgent();
  await talk(3);
  const before = await window();
  await summarize(all);
  const event = (await eventsOf(ctx, agent.id)).findLast(({ action }) => action === "messages_replaced");
  expect(event).toMatchObject({ before: { message_ids: before }, after: { message_ids: await window() } });
});

test("the system message is compiled again, so that changes which waited for it are seen", async () => {
  const { ctx, agent, api, talk, summarize } = await aTalkingAgent();
  await talk(3);
  await api.agents.modifyAgent({ params: { agent_id: agent.id }, body: { system: "Be a pirate." } });
  await summarize(all);
  expect((await systemMessageOf(ctx, agent.id)).text).toContain("Be a pirate.");
});

test("settings of the request count once, field by field, over those of the agent", async () => {
  const { ctx, agent, talk, summarize, model, messages } = await aTalkingAgent({
    compaction_settings: { mode: "all", prompt: "Write a summary in rhymes.", clip_chars: 9 },
  });
  await talk(4);
  expect((await summarize({ compaction_settings: { clip_chars: 7 } })).summary).toBe(
    "Summary... [summary truncated to fit]",
  );
  expect((await messages()).map(({ role }) => role)).toEqual(["system", "summary"]);
  expect(JSON.stringify(model.summaries[0].messages[0])).toContain("in rhymes");
  const stored = await ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  expect(stored.compaction_settings).toMatchObject({ mode: "all", clip_chars: 9 });
});

test("with nothing to hide the present summary comes back with equal counts", async () => {
  const { talk, summarize, model } = await aTalkingAgent();
  expect(await summarize()).toEqual({ summary: "", num_messages_before: 1, num_messages_after: 1 });
  await talk(3);
  await summarize(all);
  expect(await summarize(all)).toEqual({
    summary: "Summary 1.",
    num_messages_before: 2,
    num_messages_after: 2,
  });
  expect(model.summaries).toHaveLength(1);
});

test("a conversation with nothing to hide says so instead", async () => {
  const { api, agent, model } = await aTalkingAgent();
  const { id } = await api.conversations.createConversation({ query: { agent_id: agent.id }, body: {} });
  const compact = () =>
    api.conversations.compactConversation({ params: { conversation_id: id }, body: all as never });
  const nothing = { status: 400, body: { detail: expect.stringMatching(/^Summarization failed to reduce/) } };
  expect(await refusal(compact())).toMatchObject(nothing);
  for (const input of ["one", "two", "three"])
    await api.conversations.sendConversationMessage({
      params: { conversation_id: id },
      body: { input, streaming: false },
    });
  expect(await compact()).toMatchObject({ num_messages_after: 2 });
  expect(await refusal(compact())).toMatchObject(nothing);
  expect(model.summaries).toHaveLength(1);
});

test("what would save no message is refused before a model is asked", async () => {
  const { ctx, agent, talk, summarize, window, model } = await aTalkingAgent();
  await talk(1);
  const ids = (await window()).slice(0, 2);
  await ctx.db.agent.update({ where: { id: agent.id }, data: { message_ids: ids } });
  const { status, body } = await refusal(summarize());
  expect(status).toBe(400);
  expect(body.detail).toMatch(/^Summarization failed to reduce the number of messages/);
  expect(model.summaries).toEqual([]);
});

test.each([
  ["rate_limit", 429],
  ["authentication", 401],
  ["overloaded", 503],
] as const)(
  "a summariser that fails with %s is answered with %d, and nothing changes",
  async (kind, status) => {
    const { talk, summarize, window, history, model } = await aTalkingAgent();
    await talk(3);
    const before = [await window(), await history()];
    model.failures = Array.from({ length: 9 }, () => new ModelError(kind, "no"));
    expect((await refusal(summarize())).status).toBe(status);
    expect([await window(), await history()]).toEqual(before);
  },
);

test("while a turn is under way, or begins meanwhile, summarize is refused and names the run", async () => {
  const { ctx, agent, talk, summarize, window, model } = await aTalkingAgent();
  await talk(4);
  const before = await window();
  const run = {
    id: ctx.ids.next("run"),
    organization_id: ctx.actor.organizationId,
    agent_id: agent.id,
    status: "running",
  };
  model.beforeSummary = async () => void (await ctx.db.run.create({ data: run }));
  const late = await refusal(summarize());
  const early = await refusal(summarize());
  for (const { status, body } of [late, early]) {
    expect(status).toBe(409);
    expect(body).toMatchObject({ run_id: run.id });
    expect(body.detail).toContain("is currently being processed");
  }
  expect(model.summaries).toHaveLength(1);
  expect(await window()).toEqual(before);
});

// The summary was written of messages that the user has just put out of sight.
test("a window that was reset while its summary was written stays reset", async () => {
  const { api, agent, talk, summarize, window, model } = await aTalkingAgent();
  await talk(4);
  const [systemId] = await window();
  model.beforeSummary = async () => {
    await api.agents.resetMessages({
      params: { agent_id: agent.id },
      body: { add_default_initial_messages: false },
    });
  };
  expect((await refusal(summarize())).status).toBe(409);
  expect(await window()).toEqual([systemId]);
});

test("an agent of another organisation is not found", async () => {
  const { agent, talk } = await aTalkingAgent();
  await talk(2);
  const other = await aTalkingAgent();
  const call = other.api.agents.summarizeMessages({
    params: { agent_id: agent.id },
    body: undefined as never,
  });
  expect((await refusal(call)).status).toBe(404);
});

test("a pending approval survives: it is still pending and can be answered", async () => {
  const { api, agent, talk, say, summarize, messages, model } = await aTalkingAgent({
    tool_rules: [{ type: "requires_approval", tool_name: "conversation_search" }],
  });
  await talk(3);
  model.next = [callTool("conversation_search", { query: "x" }, "c1")];
  expect((await say("search")).stop_reason.stop_reason).toBe("requires_approval");
  await summarize(all);
  expect((await messages()).map(({ role }) => role)).toEqual(["system", "summary", "approval"]);
  const approval = { type: "approval", approvals: [{ type: "approval", tool_call_id: "c1", approve: true }] };
  const answer = await api.agents.sendMessage({
    params: { agent_id: agent.id },
    body: { messages: [approval] } as never,
  });
  expect(answer.messages.map(({ message_type }) => message_type)).toEqual([
    "tool_return_message",
    "assistant_message",
  ]);
});

test("the summariser is the model that the settings name, without thinking; an unknown one gives way to the agent's own", async () => {
  const named = await aTalkingAgent({ compaction_settings: { model: "openai/gpt-4.1" } });
  await named.talk(3);
  await named.summarize(all);
  expect(named.opened.at(-2)).toMatchObject({
    handle: "openai/gpt-4.1",
    context_window: 1_047_576,
    enable_reasoner: false,
  });
  const lost = await aTalkingAgent({ compaction_settings: { model: "gone/model" } });
  await lost.talk(3);
  lost.opened.length = 0;
  expect((await lost.summarize(all)).summary).toBe("Summary 1.");
  expect(lost.opened.map(({ handle }) => handle)).toEqual(["openai/gpt-4o-mini", "openai/gpt-4o-mini"]);
});

test("a turn that fills the window compacts it: the rows belong to its run, and the summariser's tokens are not its usage", async () => {
  const { ctx, talk, say, messages, model } = await aTalkingAgent();
  await talk(4);
  model.usage = full;
  const answer = await say("One more");
  expect(answer.stop_reason.stop_reason).toBe("end_turn");
  expect(answer.messages.map(({ message_type }) => message_type)).toEqual(["assistant_message"]);
  const run_id = answer.messages[0].run_id;
  const rows = await messages();
  expect(rows[1]).toMatchObject({ role: "summary", run_id, step_id: answer.messages[0].step_id });
  expect(answer.usage).toMatchObject({ total_tokens: full, step_count: 1 });
  expect(answer.usage.context_tokens).toBeLessThan(full);
  const events = await ctx.db.stateEvent.findMany({ where: { run_id, action: "messages_replaced" } });
  expect(events).toHaveLength(1);
});

test("each call of a summariser is kept as a trace of its own kind", async () => {
  const { ctx, agent, talk, summarize, model } = await aTalkingAgent();
  await talk(3);
  const trace = { request: { prompt: "p" }, response: { text: "t" } };
  const stream = model.stream.bind(model);
  model.stream = async function* (request) {
    for await (const part of stream(request)) yield part.type === "finish" ? { ...part, trace } : part;
  };
  await summarize(all);
  const traces = await ctx.db.providerTrace.findMany({
    where: { agent_id: agent.id, call_type: "summarization" },
  });
  expect(traces).toMatchObject([{ run_id: null, step_id: null, compaction_settings: { mode: "all" } }]);
});

const typesOf = (items: { message_type: string }[]) => items.map(({ message_type }) => message_type);

test("readers who ask for it are told of a compaction, before and after; the others see nothing of it", async () => {
  const { ctx, agent, talk, say, model } = await aTalkingAgent();
  await talk(4);
  model.usage = full;
  const quiet = chunksOf(await stream(ctx, agent.id, { input: "One more" }));
  expect(typesOf(quiet)).toEqual(["assistant_message", "stop_reason", "usage_statistics"]);
  await talk(3);
  const asked = {
    include_compaction_messages: true,
    include_return_message_types: ["assistant_message"] as never,
  };
  const told = chunksOf(await stream(ctx, agent.id, { input: "And more", ...asked }));
  const expected = ["assistant_message", "event_message", "summary_message"];
  expect(typesOf(told)).toEqual([...expected, "stop_reason", "usage_statistics"]);
  expect(told[1]).toMatchObject({
    event_type: "compaction",
    event_data: { trigger: "post_step_context_check", context_token_estimate: full, context_window: 128_000 },
  });
  expect(told[2]).toMatchObject({
    summary: expect.stringMatching(/^Summary \d\.$/),
    compaction_stats: { context_tokens_before: full },
  });
  await talk(3);
  expect(typesOf((await say("Blocking", asked)).messages)).toEqual(expected);
});

test("an overflow of the provider is compacted away inside the turn, and the input is stored once", async () => {
  const { talk, say, messages, history, model } = await aTalkingAgent();
  await talk(6);
  model.next = [overflow(), overflow(), [text("Here I am.")]];
  const answer = await say("Are you there?");
  expect(answer.messages).toMatchObject([{ content: "Here I am." }]);
  expect((await messages()).map(({ role }) => role)).toEqual(["system", "summary", "user", "assistant"]);
  const asked = (await history()).filter((item) => JSON.stringify(item).includes("Are you there?"));
  expect(asked).toHaveLength(1);
});

test("a message that can never fit fails alone: the window is as before, and the next message is answered", async () => {
  const { talk, say, window, model } = await aTalkingAgent({ context_window_limit: 8_000 });
  await talk(6);
  const before = await window();
  model.next = [overflow()];
  const { status, body } = await refusal(say("long ".repeat(20_000)));
  expect(status).toBe(400);
  expect(body.detail).toMatch(/^CONTEXT_WINDOW_EXCEEDED: /);
  expect(await window()).toEqual(before);
  expect((await say("short")).stop_reason.stop_reason).toBe("end_turn");
});

test("memory that has outgrown the window is named as the reason, and shortening it lets the agent answer again", async () => {
  const { api, agent, say } = await aTalkingAgent({
    context_window_limit: 8_000,
    memory_blocks: [{ label: "human", value: "x".repeat(40_000) }],
  });
  const { body } = await refusal(say("hello"));
  expect(body.detail).toMatch(/^CONTEXT_WINDOW_EXCEEDED: The system prompt alone/);
  const params = { agent_id: agent.id, block_label: "human" };
  await api.agents.modifyCoreMemoryBlock({ params, body: { value: "short" } });
  expect((await say("hello")).stop_reason.stop_reason).toBe("end_turn");
});

test("an agent without a memory of its turns can compact within one, and its window stays its system message", async () => {
  const { say, window, model } = await aTalkingAgent({ message_buffer_autoclear: true });
  const before = await window();
  model.usage = full;
  model.next = [callTool("conversation_search", { query: "x" })];
  expect((await say("Search for x")).stop_reason.stop_reason).toBe("end_turn");
  expect(model.summaries.length).toBeGreaterThan(0);
  expect(await window()).toEqual(before);
});
