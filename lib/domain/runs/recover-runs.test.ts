import { expect, test } from "vitest";
import { postgresRunLog } from "@/lib/adapters/run-log/postgres";
import type { Model, RunLog } from "@/lib/runtime/ports";
import { returnText } from "@/lib/runtime/returns";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { testDatabase } from "@/lib/testing/database";
import { type Household, householdOf } from "@/lib/testing/harness";
import { aTurnWorld, chunksOf, openStream, outline, resumed } from "@/lib/testing/turns";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import { ensureBaseTools } from "../tools/ensure-base-tools";
import { recoverRuns } from "./recover-runs";

const never = () => new Promise<never>(() => {});
const remember = callTool("memory_insert", { label: "human", new_string: "Ada" });
const archive = callTool("archival_memory_insert", { content: "Ada likes tea" });

/** Says these parts of its first answer and then nothing more, for ever. */
function modelThatHangs(...parts: ReturnType<typeof text>[]): Model {
  const model = scriptedModel([]);
  model.stream = async function* () {
    yield* parts;
    await never();
  };
  return model;
}

interface Crashed {
  /** The process that comes after. */
  next: Household & { ctx: Context };
  agentId: string;
  runId: string;
  before: string[];
  recover: () => Promise<string[]>;
  window: () => Promise<Awaited<ReturnType<typeof loadMessages>>>;
}

async function openLog(): Promise<RunLog> {
  const { pool } = await testDatabase();
  return postgresRunLog({ pool, onError: () => {} });
}

/**
 * A turn whose process dies: at the named event it stops for good, with what its log had stored by then. `isEmbedderStuck`
 * makes archival_memory_insert hang.
 */
async function crash(
  model: Model,
  { at, isEmbedderStuck = false }: { at: string; isEmbedderStuck?: boolean },
): Promise<Crashed> {
  const dying = await aTurnWorld({ model, runLog: await openLog() });
  if (isEmbedderStuck) dying.ctx.models.openEmbedder = never;
  await ensureBaseTools(dying.ctx);
  const { ctx } = dying;
  const created = await dying.anAgent({
    memory_blocks: [{ label: "human", value: "" }],
    tools: ["archival_memory_insert"],
    embedding: "local/hash-256",
  });
  const { message_ids: before } = await ctx.db.agent.findFirstOrThrow({ where: { id: created.id } });
  const items = await openStream(ctx, created.id, {
    input: "I am Ada",
    background: true,
    stream_tokens: true,
  });
  const runId = ((await items.next()).value as { data: { run_id: string } }).data.run_id;
  for await (const { event } of ctx.runLog.read(runId, { after: 0, signal: new AbortController().signal }))
    if (event.type === at) break;
  await ctx.runLog.flush(runId);
  const nextCtx: Context = {
    ...ctx,
    runLog: await openLog(),
  };
  const next = { ...householdOf(nextCtx), ctx: nextCtx };
  nextCtx.executor = { ownerId: "next", start() {}, cancel: async () => false, holds: () => false };
  return {
    next,
    agentId: created.id,
    runId,
    before,
    recover: () =>
      recoverRuns(
        ctx.db,
        (organizationId) => ({ ...nextCtx, actor: { ...ctx.actor, type: "system", organizationId } }),
        {
          ownerId: "next",
          allOthers: true,
          now: ctx.clock.now(),
        },
      ),
    window: async () =>
      loadMessages(
        ctx,
        created.id,
        (await ctx.db.agent.findFirstOrThrow({ where: { id: created.id } })).message_ids,
      ),
  };
}

test("a run whose process died while the model spoke ends as failed, with a reason, and leaves nothing half said", async () => {
  const { recover, runId, next, window, before } = await crash(modelThatHangs(text("Hello A")), {
    at: "delta",
  });
  // The step's row is written beside the model call; the process that is gone had got it there.
  const opened = () => next.api.runs.listStepsForRun({ params: { run_id: runId }, query: {} });
  await expect.poll(async () => (await opened()).length).toBe(1);
  expect(await recover()).toContain(runId);
  const run = await next.api.runs.retrieveRun({ params: { run_id: runId } });
  expect(run).toMatchObject({
    status: "failed",
    stop_reason: "error",
    metadata: { error: { error_type: "run_interrupted" } },
  });
  expect(run.completed_at).not.toBeNull();
  expect((await window()).map(({ id }) => id)).toEqual(before);
  const steps = await next.api.runs.listStepsForRun({ params: { run_id: runId }, query: {} });
  expect(steps).toMatchObject([{ status: "failed", error_type: "run_interrupted" }]);
});

// A provider refuses a history with a call that has no return; the agent would be lost for good.
test("a step that was running tools is finished: known returns are kept, lost ones say so", async () => {
  const model = scriptedModel([text("I note it. "), remember, archive]);
  const { recover, window, before, next, agentId } = await crash(model, {
    at: "tool_returned",
    isEmbedderStuck: true,
  });
  await recover();
  const added = (await window()).slice(before.length);
  expect(added.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
  expect(added[1]).toMatchObject({ content: [{ text: "I note it. " }] });
  expect(added[2].tool_returns?.map(({ tool_call_id, status }) => [tool_call_id, status])).toEqual([
    ["call-memory_insert", "success"],
    ["call-archival_memory_insert", "error"],
  ]);
  expect(returnText(added[2].tool_returns?.[1] as never)).toContain("may or may not have taken effect");
  const block = await next.api.agents.retrieveCoreMemoryBlock({
    params: { agent_id: agentId, block_label: "human" },
  });
  expect(block.value).toContain("Ada");
});

test("the rows of a recovered step belong to its run and step, which are counted as failed", async () => {
  const { recover, window, before, runId, next } = await crash(scriptedModel([archive]), {
    at: "tools_started",
    isEmbedderStuck: true,
  });
  await recover();
  const [step] = await next.api.runs.listStepsForRun({ params: { run_id: runId }, query: {} });
  expect(step).toMatchObject({ status: "failed", stop_reason: "error", error_type: "run_interrupted" });
  for (const message of (await window()).slice(before.length))
    expect(message).toMatchObject({ run_id: runId, step_id: step.id });
});

test("steps that were complete before the crash are kept, and counted in the run's usage", async () => {
  const model = scriptedModel([remember]);
  const speak = model.stream.bind(model);
  let calls = 0;
  model.stream = async function* (request) {
    if (++calls === 1) yield* speak(request);
    else await never();
  };
  const { recover, window, before, runId, next } = await crash(model, { at: "step_finished" });
  await recover();
  expect((await window()).slice(before.length).map(({ role }) => role)).toEqual([
    "user",
    "assistant",
    "tool",
  ]);
  const usage = await next.api.runs.retrieveUsageForRun({ params: { run_id: runId } });
  expect(usage.total_tokens).toBe(15);
});

test("the reader who comes back after the crash is told how the turn ended", async () => {
  const { recover, runId, next } = await crash(modelThatHangs(text("Hello A")), { at: "delta" });
  await recover();
  const items = await resumed(next.ctx, runId, { include_pings: false });
  expect(outline(items)).toEqual(["assistant_message", "stop_reason", "error", "[DONE]"]);
  expect(chunksOf(items).map(({ seq_id }) => seq_id)).toEqual([1, undefined, 3]);
  expect(chunksOf(items).at(-1)).toMatchObject({ error_type: "stream_incomplete" });
});

test("a run that was waiting for its turn when the process died ends too, with nothing stored", async () => {
  const { next, agentId, recover, window, before } = await crash(modelThatHangs(), { at: "step_started" });
  const waiting = await next.api.agents.createAgentMessageAsync({
    params: { agent_id: agentId },
    body: { input: "and me?" },
  });
  // What `next` accepted is its own; only another process may end it.
  expect(await recover()).not.toContain(waiting.id);
  await next.ctx.db.run.updateMany({ where: { id: waiting.id }, data: { lease_owner: "the dead one" } });
  expect(await recover()).toContain(waiting.id);
  expect((await next.api.runs.retrieveRun({ params: { run_id: waiting.id } })).status).toBe("failed");
  expect((await window()).map(({ id }) => id)).toEqual(before);
});

test("recovering twice changes nothing more", async () => {
  const { recover, window, runId } = await crash(scriptedModel([archive]), {
    at: "tools_started",
    isEmbedderStuck: true,
  });
  await recover();
  const once = await window();
  expect(await recover()).not.toContain(runId);
  expect(await window()).toEqual(once);
});

// The log's last entries are written after the checkpoint; a crash between the two must not store the step twice.
test("a step whose checkpoint was written, but not logged, is not stored again", async () => {
  const { recover, window, runId, next } = await crash(scriptedModel([remember], [text("Hello Ada.")]), {
    at: "stopped",
  });
  const whole = await window();
  const { ctx } = next;
  const started = await ctx.db.runEvent.findFirstOrThrow({
    where: { run_id: runId, event: { path: ["type"], equals: "tool_returned" } },
  });
  await ctx.db.runEvent.deleteMany({ where: { run_id: runId, seq: { gt: started.seq } } });
  await ctx.db.run.updateMany({
    where: { id: runId },
    data: { status: "running", completed_at: null, lease_owner: "the dead one" },
  });
  expect(await recover()).toContain(runId);
  expect(await window()).toEqual(whole);
});

test("a run whose lease has not expired is left to its process", async () => {
  const { next, runId } = await crash(modelThatHangs(), { at: "step_started" });
  const contextFor = (organizationId: string): Context => ({
    ...next.ctx,
    actor: { ...next.ctx.actor, organizationId },
  });
  const { lease_expires_at } = await next.ctx.db.run.findFirstOrThrow({ where: { id: runId } });
  const expires = lease_expires_at?.getTime() as number;
  const at = (ms: number) =>
    recoverRuns(next.ctx.db, contextFor, { ownerId: "next", allOthers: false, now: new Date(expires + ms) });
  expect(await at(-1)).not.toContain(runId);
  expect(await at(1)).toContain(runId);
});

test("two processes that recover at once end a run once", async () => {
  const { recover, runId, next } = await crash(modelThatHangs(), { at: "step_started" });
  const found = await Promise.all([recover(), recover(), recover()]);
  expect(found.flat().filter((id) => id === runId)).toHaveLength(1);
  const events = await next.ctx.db.runEvent.findMany({ where: { run_id: runId } });
  expect(events.filter(({ event }) => (event as { type: string }).type === "stopped")).toHaveLength(1);
});

test("the agent answers again after the crash", async () => {
  const { recover, next, agentId } = await crash(scriptedModel([archive]), {
    at: "tools_started",
    isEmbedderStuck: true,
  });
  await recover();
  const { api } = await aTurnWorld({ model: scriptedModel([text("I am back.")]), actor: next.ctx.actor });
  const answer = await api.agents.sendMessage({
    params: { agent_id: agentId },
    body: { input: "are you there?" },
  });
  expect(answer.messages).toMatchObject([{ content: "I am back." }]);
});
