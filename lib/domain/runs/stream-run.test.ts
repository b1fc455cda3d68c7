import { beforeAll, expect, test } from "vitest";
import { otidOf } from "@/lib/runtime/ids";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { callTool, finish, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import {
  aTurnWorld,
  chunksOf,
  openStream,
  outline,
  resumed,
  stream,
  type TurnWorld,
} from "@/lib/testing/turns";
import { ensureBaseTools } from "../tools/ensure-base-tools";

/** A turn of two steps: thinks, edits its memory, then answers. */
const twoSteps = () =>
  scriptedModel(
    [
      reasoning("They are "),
      reasoning("Ada."),
      callTool("memory_insert", { label: "human", new_string: "Ada" }),
    ],
    [text("Hello, "), text("Ada.")],
  );

async function anAgentThat(model: Model, options: Parameters<typeof aTurnWorld>[0] = {}) {
  const world = await aTurnWorld({ ...options, model });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "" }] });
  return { ...world, agent };
}

test("whole messages come after each step, in order, between the ping and the end", async () => {
  const { ctx, agent } = await anAgentThat(twoSteps());
  const items = await stream(ctx, agent.id, { input: "I am Ada" });
  expect(outline(items)).toEqual([
    "ping",
    "reasoning_message",
    "tool_call_message",
    "tool_return_message",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
  const chunks = chunksOf(items);
  expect(chunks[0]).toMatchObject({ reasoning: "They are Ada.", source: "reasoner_model", seq_id: null });
  expect(chunks[1]).toMatchObject({
    tool_calls: [{ name: "memory_insert" }],
    tool_call: { name: "memory_insert" },
  });
  expect(chunks[2]).toMatchObject({ status: "success", name: "memory_insert" });
  expect(chunks[3]).toMatchObject({ content: "Hello, Ada." });
  expect(chunks[4]).toEqual({ message_type: "stop_reason", stop_reason: "end_turn" });
  expect(chunks[5]).toMatchObject({ step_count: 2, run_ids: null });
});

test("the first frame is a ping with the run's id, so that a client can come back even if it hears nothing more", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel([text("ok")]));
  const [first, ...rest] = await stream(ctx, agent.id, { input: "hi" });
  const ping = (first as { data: { id: string; run_id: string } }).data;
  expect(ping).toMatchObject({
    message_type: "ping",
    id: expect.stringMatching(/^ping-/),
    run_id: expect.stringMatching(/^run-/),
  });
  for (const chunk of chunksOf(rest).filter((item) => "run_id" in item))
    expect(chunk.run_id).toBe(ping.run_id);
});

test("without pings the stream begins with the answer", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel([text("ok")]));
  expect(outline(await stream(ctx, agent.id, { input: "hi", include_pings: false }))[0]).toBe(
    "assistant_message",
  );
});

test("increments join to the stored messages under the same ids, and are not repeated as whole messages", async () => {
  const { ctx, agent, api } = await anAgentThat(twoSteps());
  const chunks = chunksOf(await stream(ctx, agent.id, { input: "I am Ada", stream_tokens: true }));
  const stored = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { limit: 10 } });
  const answer = stored.findLast((item) => item.message_type === "assistant_message");
  const spoken = chunks.filter((chunk) => chunk.message_type === "assistant_message");
  expect(spoken.map(({ content }) => content)).toEqual(["Hello, ", "Ada."]);
  expect(spoken.map(({ content }) => content).join("")).toBe(answer?.content);
  for (const chunk of spoken) expect([chunk.id, chunk.otid]).toEqual([answer?.id, answer?.otid]);
  const call = stored.findLast((item) => item.message_type === "tool_call_message");
  const calls = chunks.filter((chunk) => chunk.message_type === "tool_call_message");
  expect(calls.map(({ tool_calls }) => (tool_calls as { arguments?: string }).arguments ?? "").join("")).toBe(
    call?.tool_call.arguments,
  );
  for (const chunk of calls) expect([chunk.id, chunk.otid]).toEqual([call?.id, call?.otid]);
  const thought = stored.findLast((item) => item.message_type === "reasoning_message");
  expect(chunks[0]).toMatchObject({ id: thought?.id, otid: thought?.otid });
  expect(outline(chunks.map((data) => ({ data })))).toEqual([
    "reasoning_message",
    "tool_call_message",
    "tool_return_message",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
  ]);
});

test("an increment of a call is one object in both of its fields, with nulls left out", async () => {
  const { ctx, agent } = await anAgentThat(twoSteps());
  const chunks = chunksOf(await stream(ctx, agent.id, { input: "I am Ada", stream_tokens: true }));
  const [named, filled] = chunks.filter((chunk) => chunk.message_type === "tool_call_message");
  expect(named.tool_call).toEqual({ name: "memory_insert", tool_call_id: "call-memory_insert" });
  expect(named.tool_calls).toEqual(named.tool_call);
  expect(filled.tool_call).toEqual({ arguments: expect.any(String), tool_call_id: "call-memory_insert" });
});

test("a request for approval streams under its own id, and stops the turn", async () => {
  const model = scriptedModel([
    text("May I?"),
    callTool("memory_insert", { label: "human", new_string: "x" }),
  ]);
  const { ctx, agent, api } = await anAgentThat(model);
  await api.agents.modifyApprovalForTool({
    params: { agent_id: agent.id, tool_name: "memory_insert" },
    query: {},
    body: { requires_approval: true },
  });
  const chunks = chunksOf(await stream(ctx, agent.id, { input: "x", stream_tokens: true }));
  const requests = chunks.filter((chunk) => chunk.message_type === "approval_request_message");
  expect(requests[0]).toMatchObject({ otid: requests[0].id, tool_call: { name: "memory_insert" } });
  expect(chunks.at(-2)).toMatchObject({ stop_reason: "requires_approval" });
  const [pending] = (await api.agents.listMessages({ params: { agent_id: agent.id }, query: {} })).slice(-1);
  expect(pending).toMatchObject({ message_type: "approval_request_message", id: requests[0].id });
});

test.each([true, false])("a reader sees only the types it asked for (tokens: %s)", async (stream_tokens) => {
  const { ctx, agent } = await anAgentThat(twoSteps());
  const body = {
    input: "I am Ada",
    stream_tokens,
    include_return_message_types: ["assistant_message" as const],
  };
  expect(outline(await stream(ctx, agent.id, body))).toEqual([
    "ping",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
});

test("a note that keeps the turn going is never streamed", async () => {
  const model = scriptedModel(
    [text("Done.")],
    [callTool("memory_insert", { label: "human", new_string: "x" })],
    [text("Now done.")],
  );
  const { ctx, agent, api } = await anAgentThat(model);
  const tool_rules = [{ type: "required_before_exit" as const, tool_name: "memory_insert" }];
  await api.agents.modifyAgent({ params: { agent_id: agent.id }, body: { tool_rules } });
  expect(outline(await stream(ctx, agent.id, { input: "x" }))).not.toContain("user_message");
});

const slow = (ms: number): Model => {
  const model = scriptedModel([]);
  model.stream = async function* () {
    await new Promise((resolve) => setTimeout(resolve, ms));
    yield text("at last");
    yield finish();
  };
  return model;
};

test("a silent stream sends pings until something comes", async () => {
  const { ctx, agent } = await anAgentThat(slow(120), { settings: { pingIntervalMs: 20 } });
  const items = await stream(ctx, agent.id, { input: "hi" });
  const pings = items.filter(
    (item) => "data" in item && (item.data as { message_type: string }).message_type === "ping",
  );
  expect(pings.length).toBeGreaterThanOrEqual(3);
  expect(chunksOf(items)[0]).toMatchObject({ content: "at last" });
});

test("without pings a silent stream stays silent", async () => {
  const { ctx, agent } = await anAgentThat(slow(60), { settings: { pingIntervalMs: 10 } });
  expect(outline(await stream(ctx, agent.id, { input: "hi", include_pings: false }))).not.toContain("ping");
});

test("a reader that leaves while the turn is silent is released at once, and the turn goes on", async () => {
  const { ctx, agent, api } = await anAgentThat(slow(150), { settings: { pingIntervalMs: 10 } });
  const abort = new AbortController();
  const items = await openStream(ctx, agent.id, { input: "hi" }, abort.signal);
  await items.next();
  await items.next();
  const left = performance.now();
  abort.abort();
  await items.return(undefined);
  expect(performance.now() - left).toBeLessThan(100);
  const history = () => api.agents.listMessages({ params: { agent_id: agent.id }, query: { limit: 1 } });
  await expect.poll(history).toMatchObject([{ message_type: "assistant_message", content: "at last" }]);
});

test.each([
  ["rate_limit", "llm_api_error", "llm_rate_limit"],
  ["timeout", "llm_api_error", "llm_timeout"],
  ["authentication", "llm_api_error", "llm_authentication"],
  ["bad_request", "llm_api_error", "llm_error"],
  ["overloaded", "llm_api_error", "llm_error"],
  ["empty_response", "invalid_llm_response", "llm_empty_response"],
  ["context_window_exceeded", "error", "internal_error"],
] as const)(
  "a provider failure of kind %s ends the stream with its stop reason, the error and the end mark",
  async (kind, reason, error_type) => {
    const { ctx, agent } = await anAgentThat(scriptedModel(new ModelError(kind, "the provider said no")));
    const items = await stream(ctx, agent.id, { input: "hi", include_pings: false });
    expect(outline(items)).toEqual(["stop_reason", "error", "[DONE]"]);
    const [stop, error] = chunksOf(items);
    expect(stop).toEqual({ message_type: "stop_reason", stop_reason: reason });
    expect(error).toMatchObject({
      message_type: "error_message",
      error_type,
      message: "the provider said no",
      run_id: expect.stringMatching(/^run-/),
    });
    expect(error.detail).toMatch(/^[A-Z_]+: the provider said no$/);
  },
);

test("a failure of our own tells the reader nothing of itself", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel(new TypeError("secret internals")));
  const items = await stream(ctx, agent.id, { input: "hi" });
  expect(outline(items)).toEqual(["ping", "stop_reason", "error", "[DONE]"]);
  expect(JSON.stringify(items)).not.toContain("secret internals");
});

test("a message to an agent that waits for approval ends its stream with the reason, in words clients know", async () => {
  const { ctx, agent, api } = await anAgentThat(
    scriptedModel([callTool("memory_insert", { label: "human", new_string: "x" })]),
  );
  await api.agents.modifyApprovalForTool({
    params: { agent_id: agent.id, tool_name: "memory_insert" },
    query: {},
    body: { requires_approval: true },
  });
  await stream(ctx, agent.id, { input: "x" });
  const items = await stream(ctx, agent.id, { input: "are you there?" });
  expect(outline(items)).toEqual(["ping", "stop_reason", "error", "[DONE]"]);
  const [stop, error] = chunksOf(items);
  expect(stop.stop_reason).toBe("error");
  expect(error).toMatchObject({
    error_type: "internal_error",
    detail: expect.stringContaining("waiting for approval"),
  });
});

for (const stream_tokens of [true, false]) {
  const options = { input: "I am Ada", background: true, stream_tokens };

  test(`a background stream numbers its frames from 1 without gaps (tokens: ${stream_tokens})`, async () => {
    const { ctx, agent } = await anAgentThat(twoSteps());
    const chunks = chunksOf(await stream(ctx, agent.id, options));
    const numbered = chunks.filter(({ seq_id }) => typeof seq_id === "number");
    expect(numbered.map(({ seq_id }) => seq_id)).toEqual(numbered.map((_, index) => index + 1));
    expect(chunks.slice(-2).map(({ message_type }) => message_type)).toEqual([
      "stop_reason",
      "usage_statistics",
    ]);
    expect(numbered).toHaveLength(chunks.length - 2);
  });

  // The guarantee a client relies on when it reconnects: nothing twice, nothing missing, the same words.
  test(`coming back after any frame gives exactly what follows it (tokens: ${stream_tokens})`, async () => {
    const { ctx, agent } = await anAgentThat(twoSteps());
    const items = await stream(ctx, agent.id, options);
    const whole = chunksOf(items);
    const runId = (items[0] as { data: { run_id: string } }).data.run_id;
    const last = whole.length - 2;
    for (let after = 0; after <= last; after++) {
      const rest = await resumed(ctx, runId, { starting_after: after, include_pings: false });
      expect(chunksOf(rest)).toEqual(whole.slice(after));
      expect(outline(rest).at(-1)).toBe("[DONE]");
    }
  });

  test(`a reader that left in the middle comes back while the turn runs (tokens: ${stream_tokens})`, async () => {
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const model = twoSteps();
    const { stream: speak } = model;
    model.stream = async function* (request) {
      if (model.requests.length === 1) await gate;
      yield* speak(request);
    };
    const { ctx, agent } = await anAgentThat(model);
    const abort = new AbortController();
    const reader = await openStream(ctx, agent.id, options, abort.signal);
    const seen = [];
    for await (const item of reader) {
      seen.push(item);
      if (chunksOf([item])[0]?.message_type === "tool_return_message") break;
    }
    abort.abort();
    const runId = (seen[0] as { data: { run_id: string } }).data.run_id;
    const before = chunksOf(seen);
    const back = resumed(ctx, runId, { starting_after: before.at(-1)?.seq_id as number });
    goOn();
    const all = [...before, ...chunksOf(await back)];
    expect(all).toEqual(chunksOf(await resumed(ctx, runId)));
  });
}

test("a finished error can be read again, with its number", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel(new ModelError("rate_limit", "slow down")));
  const items = await stream(ctx, agent.id, { input: "hi", background: true });
  const runId = (items[0] as { data: { run_id: string } }).data.run_id;
  const again = await resumed(ctx, runId, { include_pings: false });
  expect(outline(again)).toEqual(["stop_reason", "error", "[DONE]"]);
  expect(chunksOf(again)[1]).toMatchObject({ error_type: "llm_rate_limit", seq_id: 2 });
});

let world: TurnWorld;
beforeAll(async () => {
  world = await aTurnWorld({ model: scriptedModel([text("ok")]) });
});

test("a run that was not started in the background, an unknown one and an ill-formed id cannot be returned to", async () => {
  const agent = await world.anAgent();
  const items = await stream(world.ctx, agent.id, { input: "hi" });
  const runId = (items[0] as { data: { run_id: string } }).data.run_id;
  await expect(resumed(world.ctx, runId)).rejects.toMatchObject({
    code: "invalid_argument",
    message: expect.stringContaining("background"),
  });
  await expect(resumed(world.ctx, world.ctx.ids.next("run"))).rejects.toMatchObject({ code: "not_found" });
  await expect(resumed(world.ctx, "nonsense")).rejects.toMatchObject({ code: "invalid_argument" });
});

test("a stream that is no longer kept is gone, in so many words", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel([text("ok")]), {
    settings: { runEventRetentionMs: 1 },
  });
  const items = await stream(ctx, agent.id, { input: "hi", background: true });
  await expect(resumed(ctx, (items[0] as { data: { run_id: string } }).data.run_id)).rejects.toMatchObject({
    code: "expired",
  });
});

test("another organisation's run does not exist", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel([text("ok")]));
  const items = await stream(ctx, agent.id, { input: "hi", background: true });
  const stranger = await aTurnWorld();
  const runId = (items[0] as { data: { run_id: string } }).data.run_id;
  await expect(resumed(stranger.ctx, runId)).rejects.toMatchObject({ code: "not_found" });
});

test("otids of increments are numbered within their message", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel([reasoning("hm"), text("ok")]));
  const chunks = chunksOf(await stream(ctx, agent.id, { input: "hi", stream_tokens: true }));
  expect(chunks.slice(0, 2).map(({ otid }) => otid)).toEqual(
    [0, 1].map((index) => otidOf(chunks[0].id as string, index)),
  );
});
