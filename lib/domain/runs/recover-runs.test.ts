import { expect, test } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import type { ModelPart } from "@/lib/runtime/ports";
import { returnText } from "@/lib/runtime/returns";
import { callTool, finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { collect } from "@/lib/shared/collect";
import { crash, type Heir, modelThatHangs, modelThatHangsAt } from "@/lib/testing/crash";
import { chunksOf, outline, resumed, type TurnWorld } from "@/lib/testing/turns";
import { followRun } from "../activity/follow-run";
import type { Context } from "../context";
import { TAKEOVERS_MAX } from "./interrupted";
import { openRunStream } from "./open-run-stream";
import type { StreamItem } from "./stream-run";

/** A crowded machine may take its time. */
const waitFor = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });

const remember = callTool("memory_insert", { label: "human", new_string: "Ada" });
const archive = callTool("archival_memory_insert", { content: "Ada likes tea" });
const search = callTool("archival_memory_search", { query: "tea" });
const hello = [text("Hello Ada.")];

const roles = (rows: Message[]) => rows.map(({ role }) => role);
const returnsOf = (rows: Message[]) =>
  rows.flatMap(({ tool_returns }) =>
    (tool_returns ?? []).map((item) => [item.tool_call_id, item.status, returnText(item)]),
  );
const stepsOf = ({ api }: Heir, run_id: string) =>
  api.runs.listStepsForRun({ params: { run_id }, query: { order: "asc" } });
const memoryOf = async ({ api }: Heir, agent_id: string) =>
  (await api.agents.retrieveCoreMemoryBlock({ params: { agent_id, block_label: "human" } })).value;

/** Takes the end of a run back, with everything logged after the last event of this type. */
async function undoEnd({ ctx }: TurnWorld, run_id: string, type: string): Promise<void> {
  const last = await ctx.db.runEvent.findFirstOrThrow({
    where: { run_id, event: { path: ["type"], equals: type } },
    orderBy: { seq: "desc" },
  });
  await ctx.db.runEvent.deleteMany({ where: { run_id, seq: { gt: last.seq } } });
  const data = { status: "running", completed_at: null, lease_owner: "the dead one", metadata: {} };
  await ctx.db.run.updateMany({ where: { id: run_id }, data });
}

/** The first frames that a returning reader is given. */
async function firstItems(ctx: Context, runId: string, count: number): Promise<StreamItem[]> {
  const signal = new AbortController().signal;
  const items: StreamItem[] = [];
  for await (const item of await openRunStream(ctx, runId, { include_pings: false }, signal))
    if (items.push(item) === count) break;
  return items;
}

async function followedEvents({ ctx }: TurnWorld, runId: string): Promise<unknown[]> {
  const options = { startingAfter: 0, includePings: false, signal: new AbortController().signal };
  const items = await collect(await followRun(ctx, runId, options));
  return items.flatMap((item) => ("data" in item ? [item.data] : []));
}

const duringTools = () =>
  crash(scriptedModel([text("I note it. "), remember, archive]), {
    at: "tool_returned",
    isEmbedderStuck: true,
  });

test("a turn whose process died while the model spoke is made again from its last step, once", async () => {
  const { another, runId } = await crash(modelThatHangs(text("Hello A")), { at: "delta" });
  const next = await another(scriptedModel(hello));
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  const added = await next.added();
  expect(roles(added)).toEqual(["user", "assistant"]);
  expect(added[1]).toMatchObject({ content: [{ text: "Hello Ada." }], run_id: runId });
  expect(await stepsOf(next, runId)).toMatchObject([
    { status: "failed", error_type: "run_interrupted" },
    { status: "success", stop_reason: "end_turn" },
  ]);
});

// Otherwise what was half said would be joined with what was said then.
test("a reader who comes back gets the same chunks behind those it has, and the repeated step under new ids", async () => {
  const { another, dead, runId } = await crash(modelThatHangs(text("Hel"), text("lo A")), { at: "delta" });
  const seen = chunksOf(await firstItems(dead.ctx, runId, 2));
  const next = await another(scriptedModel([remember], hello));
  await next.goOn();
  const all = chunksOf(await resumed(next.ctx, runId, { include_pings: false }));
  expect(all.slice(0, seen.length)).toEqual(seen);
  expect(all.map(({ seq_id }) => seq_id ?? null)).toEqual(
    all.map((_, i) => (i < all.length - 2 ? i + 1 : null)),
  );
  const after = await resumed(next.ctx, runId, { include_pings: false, starting_after: seen.length });
  expect(chunksOf(after)).toEqual(all.slice(seen.length));
  expect(outline(after)).toEqual([
    "tool_call_message",
    "tool_return_message",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
  for (const key of ["id", "otid", "step_id"]) {
    const before = new Set(seen.map((chunk) => chunk[key]));
    expect(all.slice(seen.length, -2).filter((chunk) => before.has(chunk[key]))).toEqual([]);
  }
});

test("who follows the run is told which step counts for nothing", async () => {
  const { another, runId } = await crash(modelThatHangs(text("Hello A")), { at: "delta" });
  const next = await another(scriptedModel(hello));
  await next.goOn();
  const [cut] = await stepsOf(next, runId);
  expect(await followedEvents(next, runId)).toContainEqual(
    expect.objectContaining({ event: "step_discarded", step_id: cut.id }),
  );
});

// A provider refuses a history with a call that has no return; the agent would be lost for good.
test("finished calls keep their returns and are not repeated, an interrupted one says so, and the model goes on", async () => {
  const { another, agentId } = await duringTools();
  const model = scriptedModel(hello);
  const next = await another(model);
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  const added = await next.added();
  expect(roles(added)).toEqual(["user", "assistant", "tool", "assistant"]);
  expect(returnsOf(added)).toEqual([
    ["call-memory_insert", "success", expect.any(String)],
    ["call-archival_memory_insert", "error", expect.stringMatching(/^Interrupted: .*may or may not/)],
  ]);
  expect(await memoryOf(next, agentId)).toBe("\nAda");
  expect(roles(model.requests[0].messages).slice(-3)).toEqual(["user", "assistant", "tool"]);
});

test("a call that only looks something up is made again", async () => {
  const { another } = await crash(scriptedModel([search]), { at: "tools_started", isEmbedderStuck: true });
  const next = await another(scriptedModel(hello));
  await next.goOn();
  expect(returnsOf(await next.added())).toMatchObject([
    ["call-archival_memory_search", "success", expect.any(String)],
  ]);
});

test("a tool whose owner says that it may be run twice is run again", async () => {
  const { another } = await crash(scriptedModel([archive]), {
    at: "tools_started",
    isEmbedderStuck: true,
    before: async ({ ctx }) =>
      ctx.db.tool.updateMany({
        where: { organization_id: ctx.actor.organizationId, name: "archival_memory_insert" },
        data: { metadata_: { idempotent: true } },
      }),
  });
  const next = await another(scriptedModel(hello));
  await next.goOn();
  expect(returnsOf(await next.added())).toMatchObject([
    ["call-archival_memory_insert", "success", expect.any(String)],
  ]);
});

test("the steps of both parts share one limit", async () => {
  const model = modelThatHangsAt(2, scriptedModel([remember]));
  const { another, runId } = await crash(model, { at: "step_finished", request: { max_steps: 2 } });
  const next = await another(scriptedModel([remember], [remember], hello));
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "max_steps" });
  const steps = await stepsOf(next, runId);
  expect(steps.filter(({ status }) => status === "success")).toHaveLength(2);
});

test("usage adds up over both parts, and the interrupted step counts with its model call", async () => {
  const { another, runId } = await duringTools();
  const next = await another(scriptedModel(hello));
  await next.goOn();
  const items = await resumed(next.ctx, runId, { include_pings: false });
  const usage = { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 };
  expect(chunksOf(items).at(-1)).toMatchObject({ ...usage, step_count: 2, context_tokens: 15 });
  expect(await next.api.runs.retrieveUsageForRun({ params: { run_id: runId } })).toMatchObject(usage);
});

const exchange = { request: { prompt: "p" }, response: { text: "t" } };

/** A turn whose process dies while its tools run, after a model call that has its price and its trace. */
async function duringDearTools() {
  const model = scriptedModel([
    remember,
    archive,
    { ...finish("tool_calls", { input: 1_000, output: 100, total: 1_100 }), trace: exchange } as ModelPart,
  ]);
  const before = ({ api }: TurnWorld) =>
    api.mneme.setPrice({ body: { handle: "scripted/scripted", input: 2, output: 10 } });
  return crash(model, { at: "tool_returned", isEmbedderStuck: true, before });
}

const costOf = async ({ api }: Heir, run_id: string) =>
  (await api.mneme.listRunOverviews({ query: { run_ids: [run_id] } }))[0].step_costs.map(
    ({ cost_usd }) => cost_usd,
  );

// The provider was paid, whatever became of the tools.
test("the model call of an interrupted step keeps its cost, its times and its exchange, once", async () => {
  const { another, runId } = await duringDearTools();
  const next = await another(scriptedModel([text("Hello Ada."), finish()]));
  await next.goOn();
  expect(await costOf(next, runId)).toEqual([0.003, 0.00007]);
  const [step] = await stepsOf(next, runId);
  const params = { step_id: step.id };
  expect(await next.api.steps.retrieveTraceForStep({ params })).toMatchObject({
    request_json: exchange.request,
  });
  expect(await next.ctx.db.providerTrace.count({ where: { step_id: step.id } })).toBe(1);
  expect((await next.api.steps.retrieveMetricsForStep({ params })).llm_request_ns).toBeGreaterThan(0);
});

test("so does that of a turn that was cancelled before anybody could take it over", async () => {
  const { another, runId, dead } = await duringDearTools();
  await dead.ctx.db.run.updateMany({ where: { id: runId }, data: { status: "cancelled" } });
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "cancelled" });
  expect(await costOf(next, runId)).toEqual([0.003]);
  const [{ id }] = await stepsOf(next, runId);
  expect(await next.ctx.db.providerTrace.count({ where: { step_id: id } })).toBe(1);
});

test("an approved call that was interrupted says so, and what followed the approval is heard", async () => {
  const asks = { tool_rules: [{ type: "requires_approval", tool_name: "archival_memory_insert" }] };
  const approval = {
    type: "approval",
    approvals: [{ type: "approval", tool_call_id: "call-archival_memory_insert", approve: true }],
  };
  const { another } = await crash(scriptedModel([archive]), {
    at: "tools_started",
    isEmbedderStuck: true,
    agent: asks as never,
    before: ({ api }, agent_id) =>
      api.agents.sendMessage({ params: { agent_id }, body: { input: "keep it" } as never }),
    request: { input: undefined, messages: [approval, { role: "user", content: "and then?" }] },
  });
  const model = scriptedModel(hello);
  const next = await another(model);
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  const added = await next.added();
  expect(roles(added)).toEqual(["approval", "tool", "user", "assistant"]);
  expect(returnsOf(added)).toEqual([
    ["call-archival_memory_insert", "error", expect.stringMatching(/^Interrupted/)],
  ]);
  expect(roles(model.requests[0].messages).slice(-3)).toEqual(["approval", "tool", "user"]);
});

test("the end of a turn that had been stored is only told, not made again", async () => {
  const { another, runId, dead } = await crash(scriptedModel([remember], hello), { at: "stopped" });
  await undoEnd(dead, runId, "step_finished");
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  expect(roles(await next.added())).toEqual(["user", "assistant", "tool", "assistant"]);
});

test("the end of a run that was stored, but told to nobody, is told with its figures", async () => {
  const { another, runId, dead } = await crash(scriptedModel([remember], hello), { at: "stopped" });
  const whole = chunksOf(await resumed(dead.ctx, runId, { include_pings: false }));
  await waitFor(() => dead.executor.holds(runId)).toBe(false);
  const { seq } = await dead.ctx.db.runEvent.findFirstOrThrow({
    where: { run_id: runId },
    orderBy: { seq: "desc" },
  });
  await dead.ctx.db.runEvent.deleteMany({ where: { run_id: runId, seq } });
  await dead.ctx.db.run.updateMany({
    where: { id: runId },
    data: { lease_owner: "the dead one", lease_expires_at: new Date() },
  });
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  expect(chunksOf(await resumed(next.ctx, runId, { include_pings: false }))).toEqual(whole);
  expect(await next.recover()).not.toContain(runId);
});

test("a run that ended before its last step was logged is told with that step", async () => {
  const { another, runId, dead } = await crash(scriptedModel([remember], hello), { at: "stopped" });
  const logOf = async ({ ctx }: TurnWorld) =>
    (await ctx.db.runEvent.findMany({ where: { run_id: runId }, orderBy: { seq: "asc" } })).map(
      ({ event }) => event,
    );
  await waitFor(() => dead.executor.holds(runId)).toBe(false);
  const whole = await logOf(dead);
  const spoken = whole.findLastIndex((event) => (event as { type: string }).type === "delta") + 1;
  expect(whole.length).toBeGreaterThan(spoken + 1);
  await dead.ctx.db.runEvent.deleteMany({ where: { run_id: runId, seq: { gt: spoken } } });
  await dead.ctx.db.run.updateMany({
    where: { id: runId },
    data: { lease_owner: "the dead one", lease_expires_at: new Date() },
  });
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  expect(await logOf(next)).toEqual(whole);
});

// The log's last entries are written after the checkpoint; a crash between the two must not store the step twice.
test("a step whose checkpoint was written, but not logged, is neither stored nor told twice", async () => {
  const { another, runId, dead } = await crash(scriptedModel([remember], hello), { at: "stopped" });
  const whole = chunksOf(await resumed(dead.ctx, runId, { include_pings: false }));
  await undoEnd(dead, runId, "delta");
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "completed" });
  expect(roles(await next.added())).toEqual(["user", "assistant", "tool", "assistant"]);
  expect(chunksOf(await resumed(next.ctx, runId, { include_pings: false }))).toEqual(whole);
});

test("a turn whose model call had failed ends with that failure", async () => {
  const { another, runId, dead } = await crash(scriptedModel(new Error("the script is over")), {
    at: "stopped",
  });
  const before = await dead.ctx.db.run.findFirstOrThrow({ where: { id: runId } });
  await undoEnd(dead, runId, "step_started");
  const next = await another(scriptedModel(hello));
  expect(await next.goOn()).toMatchObject({ status: "failed", stop_reason: before.stop_reason });
  expect((await next.run()).metadata.error).toEqual((before.metadata as { error: unknown }).error);
});

test("a cancelled turn stays cancelled; calls that were running get their returns", async () => {
  const { another, runId, dead } = await duringTools();
  await dead.ctx.db.run.updateMany({
    where: { id: runId },
    data: { status: "cancelled", stop_reason: "cancelled" },
  });
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "cancelled", stop_reason: "cancelled" });
  const added = await next.added();
  expect(roles(added)).toEqual(["user", "assistant", "tool"]);
  expect(returnsOf(added)).toMatchObject([
    ["call-memory_insert", "success", expect.any(String)],
    ["call-archival_memory_insert", "error", expect.stringMatching(/^Interrupted/)],
  ]);
});

test("turns that waited when the process died are run, in the order in which they were accepted", async () => {
  const { another, dead, agentId } = await crash(modelThatHangs(), { at: "step_started" });
  const say = (input: string) =>
    dead.api.agents.createAgentMessageAsync({ params: { agent_id: agentId }, body: { input } });
  const waiting = [await say("first"), await say("second")];
  const next = await another(scriptedModel(hello, [text("one")], [text("two")]));
  await next.recover();
  for (const { id } of waiting)
    await expect
      .poll(async () => (await next.api.runs.retrieveRun({ params: { run_id: id } })).status, {
        timeout: 10_000,
      })
      .toBe("completed");
  const said = (await next.added()).map(({ content }) => (content[0] as { text: string }).text);
  expect(said).toEqual(["I am Ada", "Hello Ada.", "first", "one", "second", "two"]);
});

// A turn that kills its process must not do so for ever.
test("a turn is given up when its process has died too often, with its finished steps and a reason", async () => {
  const { another, runId } = await duringTools();
  for (let time = 0; time < TAKEOVERS_MAX; time++) {
    const dying = await another(modelThatHangs());
    await dying.recover();
    await waitFor(async () => (await dying.run()).takeovers).toBe(time + 1);
    await waitFor(async () => (await stepsOf(dying, runId)).length).toBeGreaterThan(time + 1);
  }
  const next = await another(scriptedModel());
  expect(await next.goOn()).toMatchObject({ status: "failed", stop_reason: "error" });
  expect((await next.run()).metadata.error).toMatchObject({
    error_type: "run_interrupted",
    message: expect.stringMatching(/4 times.*given up/),
  });
  expect(roles(await next.added())).toEqual(["user", "assistant", "tool"]);
  expect(await next.recover()).not.toContain(runId);
});

test("an agent that is shown nothing of the past still sees the turn it is in", async () => {
  const model = modelThatHangsAt(2, scriptedModel([remember]));
  const { another } = await crash(model, {
    at: "step_finished",
    agent: { message_buffer_autoclear: true } as never,
  });
  const heard = scriptedModel(hello);
  const next = await another(heard);
  await next.goOn();
  expect(roles(heard.requests[0].messages)).toEqual(["system", "user", "assistant", "tool"]);
});

test("the agent answers again after the crash", async () => {
  const { another, agentId } = await duringTools();
  const next = await another(scriptedModel(hello, [text("I am back.")]));
  await next.goOn();
  const answer = await next.api.agents.sendMessage({
    params: { agent_id: agentId },
    body: { input: "are you there?" } as never,
  });
  expect(answer.messages).toMatchObject([{ content: "I am back." }]);
});
