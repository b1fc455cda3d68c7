import { expect, test } from "vitest";
import type { CreateAgentRequest } from "@/lib/contract/agents/schemas";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { callTool, finish, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld } from "@/lib/testing/turns";
import { ensureBaseTools } from "../tools/ensure-base-tools";

const remember = callTool("memory_insert", { label: "human", new_string: "Ada" });

async function anAgentThat(model: Model, fields: Partial<CreateAgentRequest> = {}) {
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({
    memory_blocks: [{ label: "human", value: "" }],
    ...(fields as object),
  });
  const params = { agent_id: agent.id };
  return {
    ...world,
    agent,
    say: (input: string, body: object = {}) =>
      world.api.agents.sendMessage({ params, body: { input, ...body } as never }),
    history: () => world.api.agents.listMessages({ params, query: { limit: 0 } }),
    window: async () => (await world.ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } })).message_ids,
  };
}

test("the answer of a turn is its messages without the input, its stop reason and its usage", async () => {
  const { say } = await anAgentThat(scriptedModel([reasoning("hm"), remember], [text("Hello Ada.")]));
  const answer = await say("I am Ada");
  expect(answer.messages.map(({ message_type }) => message_type)).toEqual([
    "reasoning_message",
    "tool_call_message",
    "tool_return_message",
    "assistant_message",
  ]);
  expect(answer.stop_reason).toEqual({ message_type: "stop_reason", stop_reason: "end_turn" });
  expect(answer.usage).toMatchObject({
    step_count: 2,
    prompt_tokens: 20,
    completion_tokens: 10,
    total_tokens: 30,
  });
});

test("history holds the turn as it was told, and the window names exactly its messages in order", async () => {
  const { say, history, window } = await anAgentThat(scriptedModel([remember], [text("Hello Ada.")]));
  const before = await window();
  const answer = await say("I am Ada");
  const listed = (await history()).slice(-4);
  expect(listed[0]).toMatchObject({
    message_type: "user_message",
    content: "I am Ada",
    run_id: answer.messages[0].run_id,
  });
  expect(listed.slice(1)).toEqual(answer.messages);
  const ids = await window();
  expect(ids.slice(0, before.length)).toEqual(before);
  expect(ids.slice(before.length)).toEqual([...new Set(listed.map(({ id }) => id))]);
});

// What a user is promised when a message fails: it can simply be sent again.
test("a turn whose first model call fails leaves nothing in the history", async () => {
  const model = scriptedModel(new ModelError("rate_limit", "slow down"), [text("Hello.")]);
  const { say, history, window } = await anAgentThat(model);
  const [before, ids] = [await history(), await window()];
  await refusal(say("hello"));
  expect(await history()).toEqual(before);
  expect(await window()).toEqual(ids);
  await say("hello");
  expect((await history()).slice(before.length).map(({ message_type }) => message_type)).toEqual([
    "user_message",
    "assistant_message",
  ]);
});

test.each([
  ["rate_limit", 429, "llm_rate_limit"],
  ["timeout", 504, "llm_timeout"],
  ["authentication", 401, "llm_authentication"],
  ["insufficient_credits", 402, "llm_insufficient_credits"],
  ["bad_request", 400, "llm_bad_request"],
  ["server", 500, "llm_error"],
  ["connection", 500, "llm_error"],
  ["empty_response", 500, "llm_error"],
] as const)(
  "a provider failure of kind %s answers a blocking request with %i %s",
  async (kind, status, type) => {
    const { say } = await anAgentThat(scriptedModel(new ModelError(kind, "the provider said no")));
    const { status: given, body } = await refusal(say("hello"));
    expect([given, body.error.type, body.error.message]).toEqual([status, type, "the provider said no"]);
  },
);

test.each([
  ["overloaded", 503],
  ["context_window_exceeded", 400],
] as const)("a provider failure of kind %s answers with %i and a detail", async (kind, status) => {
  const { say } = await anAgentThat(scriptedModel(new ModelError(kind, "too much")));
  expect(await refusal(say("hello"))).toEqual({
    status,
    body: { detail: expect.stringContaining("too much") },
  });
});

test("a run tells what became of its turn", async () => {
  const { say, api, agent } = await anAgentThat(
    scriptedModel([remember], [text("ok")], new ModelError("rate_limit", "slow down")),
  );
  const answer = await say("one");
  await refusal(say("two"));
  const runs = await api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(runs.map(({ status, stop_reason }) => [status, stop_reason])).toEqual([
    ["failed", "llm_api_error"],
    ["completed", "end_turn"],
  ]);
  expect(runs[0].metadata).toMatchObject({
    run_type: "send_message",
    error: { error_type: "llm_rate_limit" },
  });
  expect(runs[1].id).toBe(answer.messages[0].run_id);
  expect(runs.every(({ completed_at, total_duration_ns }) => completed_at && total_duration_ns)).toBe(true);
  const usage = await api.runs.retrieveUsageForRun({ params: { run_id: runs[1].id } });
  expect(usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 });
});

test("each model call is a step with its usage, its messages and its outcome", async () => {
  const { say, api } = await anAgentThat(
    scriptedModel([remember, finish("tool_calls", { cachedInput: 4 })], [text("ok")]),
  );
  const { messages } = await say("I am Ada");
  const run_id = messages[0].run_id as string;
  const steps = await api.runs.listStepsForRun({ params: { run_id }, query: { order: "asc" } });
  expect(
    steps.map(({ status, stop_reason, model, cached_input_tokens }) => [
      status,
      stop_reason,
      model,
      cached_input_tokens,
    ]),
  ).toEqual([
    ["success", null, "scripted", 4],
    ["success", "end_turn", "scripted", null],
  ]);
  const ofFirst = await api.steps.listMessagesForStep({ params: { step_id: steps[0].id }, query: {} });
  expect(ofFirst.map(({ message_type }) => message_type)).toEqual([
    "user_message",
    "tool_call_message",
    "tool_return_message",
  ]);
});

test("a step that failed keeps why", async () => {
  const { say, api, agent } = await anAgentThat(scriptedModel(new ModelError("overloaded", "busy")));
  await refusal(say("hello"));
  const [step] = await api.steps.listSteps({ query: { agent_id: agent.id } });
  expect(step).toMatchObject({
    status: "failed",
    stop_reason: "llm_api_error",
    error_type: "llm_overloaded",
  });
});

// The provider charges for an answer that was of no use.
test("an answer that cannot be used counts in the usage of its run and of its step", async () => {
  const { say, api, agent } = await anAgentThat(scriptedModel([text("no call")]), {
    agent_type: "memgpt_v2_agent",
  });
  await refusal(say("hello"));
  const [step] = await api.steps.listSteps({ query: { agent_id: agent.id } });
  expect(step).toMatchObject({ status: "failed", stop_reason: "no_tool_call", total_tokens: 15 });
  const run_id = step.run_id as string;
  expect(await api.runs.retrieveUsageForRun({ params: { run_id } })).toMatchObject({ total_tokens: 15 });
});

test("a step that failed shows what was asked and what was answered", async () => {
  const { say, api, agent } = await anAgentThat(scriptedModel(new ModelError("overloaded", "busy")));
  await refusal(say("hello"));
  const [step] = await api.steps.listSteps({ query: { agent_id: agent.id } });
  const trace = await api.steps.retrieveTraceForStep({ params: { step_id: step.id } });
  expect(trace).toMatchObject({
    call_type: "agent_step",
    response_json: { error: { kind: "overloaded", message: "busy" } },
  });
  expect(JSON.stringify(trace?.request_json)).toContain("hello");
});

test("turns of one agent go one after the other, in the order they were sent", async () => {
  let active = 0;
  let most = 0;
  const model = scriptedModel([]);
  let turn = 0;
  model.stream = async function* () {
    most = Math.max(most, ++active);
    await new Promise((resolve) => setTimeout(resolve, 10));
    yield text(`answer ${turn++}`);
    yield finish();
    active--;
  };
  const { say, history } = await anAgentThat(model);
  await Promise.all([0, 1, 2, 3].map((index) => say(`question ${index}`)));
  expect(most).toBe(1);
  const said = (await history()).slice(-8).map((item) => ("content" in item ? item.content : ""));
  const questions = said.filter((content) => String(content).startsWith("question"));
  expect(said).toEqual(questions.flatMap((question, index) => [question, `answer ${index}`]));
  expect(questions.toSorted()).toEqual(["question 0", "question 1", "question 2", "question 3"]);
});

test("turns of two agents overlap", async () => {
  let both = () => {};
  const met = new Promise<void>((resolve) => {
    both = resolve;
  });
  let waiting = 0;
  const model = scriptedModel([]);
  model.stream = async function* () {
    if (++waiting === 2) both();
    await met;
    yield text("met");
    yield finish();
  };
  const { say, api, anAgent } = await anAgentThat(model);
  const other = await anAgent();
  const answers = await Promise.all([
    say("hi"),
    api.agents.sendMessage({ params: { agent_id: other.id }, body: { input: "hi" } }),
  ]);
  for (const { messages } of answers) expect(messages).toMatchObject([{ content: "met" }]);
});

test("what a tool changes, the next step of the same turn is told", async () => {
  const model = scriptedModel([remember], [text("ok")], [text("ok")]);
  const { say, agent, api } = await anAgentThat(model);
  await say("I am Ada");
  const block = await api.agents.retrieveCoreMemoryBlock({
    params: { agent_id: agent.id, block_label: "human" },
  });
  expect(block.value).toContain("Ada");
  await say("who am I?");
  expect(JSON.stringify(model.requests[2].messages[0].content)).toContain("Ada");
});

test("an agent without a buffer is shown its system message and the new words alone, and its window does not grow", async () => {
  const model = scriptedModel([text("one")], [text("two")]);
  const { say, window } = await anAgentThat(model, { message_buffer_autoclear: true });
  const before = await window();
  await say("first");
  await say("second");
  expect(model.requests[1].messages.map(({ role }) => role)).toEqual(["system", "user"]);
  expect(await window()).toEqual(before);
});

test("an override of the system prompt holds for one request", async () => {
  const model = scriptedModel([text("a")], [text("b")]);
  const { say } = await anAgentThat(model);
  await say("x", { override_system: "You are a pirate." });
  await say("y");
  expect(model.requests[0].messages[0].content).toEqual([{ type: "text", text: "You are a pirate." }]);
  expect(JSON.stringify(model.requests[1].messages[0].content)).not.toContain("pirate");
});

test.each([
  [{}, 422],
  [{ messages: [] }, 422],
  [{ messages: [{ role: "user", content: "a" }], input: "b" }, 422],
  [{ input: "a", stream_tokens: true }, 422],
  [{ input: "a", background: true }, 422],
  [{ input: "a", include_pings: false }, 422],
  [{ input: "" }, 400],
  [{ input: "   " }, 400],
  [{ messages: [{ role: "user", content: [] }] }, 400],
  [{ messages: [{ role: "robot", content: "a" }] }, 422],
  [{ messages: [{ role: "user" }] }, 422],
  [{ input: "a", max_steps: 0 }, 400],
  [{ input: "a", override_model: "nobody/nothing" }, 404],
  [
    { messages: [{ type: "approval", approvals: [{ type: "approval", tool_call_id: "c", approve: true }] }] },
    400,
  ],
  [{ messages: [{ type: "approval" }] }, 400],
])("a request %j is refused with %i and changes nothing", async (body, status) => {
  const { history, send, agent } = await anAgentThat(scriptedModel([text("never")]));
  const before = await history();
  expect((await send("POST", `/v1/agents/${agent.id}/messages`, body)).status).toBe(status);
  expect(await history()).toEqual(before);
});

// Postgres holds neither in text; a message must not be lost, nor the turn, for a character nobody sees.
test.each([
  ["NUL", "a\u0000b", "ab"],
  ["half a surrogate pair", "a\ud83db", "a\ufffdb"],
])("%s in a message is left out, and the turn runs", async (_, said, stored) => {
  const { say, history } = await anAgentThat(scriptedModel([text("ok\u0000")]));
  await say(said);
  expect((await history()).slice(-2)).toMatchObject([{ content: stored }, { content: "ok" }]);
});

test("an agent of another organisation cannot be spoken to", async () => {
  const { agent } = await anAgentThat(scriptedModel([text("never")]));
  const stranger = await aTurnWorld();
  const call = stranger.api.agents.sendMessage({ params: { agent_id: agent.id }, body: { input: "hi" } });
  expect((await refusal(call)).status).toBe(404);
});
