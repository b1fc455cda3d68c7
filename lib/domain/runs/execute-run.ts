import type { RunModel } from "@/lib/generated/prisma/models";
import type { LoopEvent, RunError, StepTiming } from "@/lib/runtime/events";
import { runTurn } from "@/lib/runtime/loop";
import { failureOf } from "@/lib/runtime/stop-reason";
import { emptyUsage } from "@/lib/runtime/turn";
import { AppError } from "@/lib/shared/errors";
import { recordCompaction } from "../compaction/record-compaction";
import type { Context } from "../context";
import { toLettaMessages } from "../messages/to-letta-messages";
import { finishRun } from "./finish-run";
import { INTERRUPTED } from "./interrupted";
import { LeaseLost, SHUTDOWN } from "./lease";
import { type PreparedTurn, prepareTurn } from "./prepare-turn";
import { completeStep, failStep, openStep } from "./record-step";

/**
 * Runs a stored run to its end. Every event is stored before the loop goes on, so at any line a crash leaves
 * a history that is whole up to the last step. Never throws: whatever goes wrong becomes the run's end.
 */
export async function executeRun(ctx: Context, runId: string, signal: AbortSignal): Promise<void> {
  const run = await claim(ctx, runId);
  if (!run) return endUnclaimed(ctx, runId);
  const acting: Context = { ...ctx, cause: { runId, stepId: null } };
  const recorder: Recorder = {
    ctx: acting,
    run,
    turn: null as PreparedTurn | null,
    firstPartNs: null,
    opening: Promise.resolve(),
  };
  try {
    recorder.turn = await prepareTurn(acting, run, signal);
    for await (const event of runTurn(recorder.turn.input, recorder.turn.ports))
      await record(recorder, event);
  } catch (error) {
    // Whoever took the run ends it.
    if (error instanceof LeaseLost) return ctx.log.warn({ run_id: runId }, error.message);
    const failure = runErrorOf(error);
    if (failure.error.error_type === "internal_error") ctx.log.error({ run_id: runId, error }, "run failed");
    await finishRun(acting, run, { ...failure, usage: emptyUsage() });
  }
}

/** Takes a run that waits; null when it was cancelled or taken before. */
async function claim(ctx: Context, id: string): Promise<RunModel | null> {
  const now = ctx.clock.now();
  const [run] = await ctx.db.run.updateManyAndReturn({
    where: { id, organization_id: ctx.actor.organizationId, status: "created" },
    data: {
      status: "running",
      lease_owner: ctx.executor.ownerId,
      started_at: now,
      run_start_ns: BigInt(now.getTime()) * 1_000_000n,
    },
  });
  if (run) ctx.activity.announce(run.organization_id);
  return run ?? null;
}

/** A run that was cancelled while it waited still owes its readers an end. */
async function endUnclaimed(ctx: Context, id: string): Promise<void> {
  const where = { id, organization_id: ctx.actor.organizationId, status: "cancelled" };
  const run = await ctx.db.run.findFirst({ where });
  if (run) await finishRun(ctx, run, { stop_reason: "cancelled", usage: emptyUsage(), error: null });
}

interface Recorder {
  ctx: Context;
  run: RunModel;
  turn: PreparedTurn | null;
  /** Nanoseconds since the epoch at which the model first said something. */
  firstPartNs: number | null;
  /** The pending step's row on its way to the database, beside the model call. */
  opening: Promise<unknown>;
}

async function record(recorder: Recorder, event: LoopEvent): Promise<void> {
  const { ctx, run } = recorder;
  const turn = recorder.turn as PreparedTurn;
  switch (event.type) {
    case "step_started":
      ctx.runLog.append(run.id, event);
      ctx.cause = { runId: run.id, stepId: event.step_id };
      recorder.opening = openStep(ctx, run, turn, event.step_id);
      // Its failure is met where the step completes; until then nobody listens.
      recorder.opening.catch(() => {});
      return;
    case "delta":
      ctx.runLog.append(run.id, event);
      return;
    case "tools_started":
    case "tool_returned":
      ctx.runLog.append(run.id, event);
      return ctx.runLog.flush(run.id);
    case "step_completed": {
      recorder.firstPartNs ??= firstPart(event.timing);
      await recorder.opening;
      await completeStep(ctx, run, turn, event);
      logMessages(recorder, turn, event);
      ctx.runLog.append(run.id, {
        type: "step_finished",
        step_id: event.step_id,
        status: "success",
        usage: event.usage,
      });
      return;
    }
    case "compaction_started":
    case "compacted":
      return recordCompaction(ctx, run, turn, event);
    case "step_failed":
      await recorder.opening;
      await failStep(ctx, run, event);
      ctx.runLog.append(run.id, {
        type: "step_finished",
        step_id: event.step_id,
        status: "failed",
        usage: null,
      });
      return;
    case "stopped":
      return finishRun(ctx, run, { ...endOf(event, turn.input.signal), firstPartNs: recorder.firstPartNs });
  }
}

/** A turn that the server cut off to stop was cancelled by nobody. */
function endOf(event: Extract<LoopEvent, { type: "stopped" }>, signal: AbortSignal) {
  if (event.stop_reason !== "cancelled" || signal.reason !== SHUTDOWN) return event;
  return { ...event, stop_reason: "error" as const, error: INTERRUPTED };
}

const firstPart = ({ llm_request_start_ns, ttft_ns }: StepTiming) =>
  llm_request_start_ns === null || ttft_ns === null ? null : llm_request_start_ns + ttft_ns;

/** Puts the public form of what the step made into the log; input is not shown to the one who sent it. */
function logMessages(
  { ctx, run }: Recorder,
  turn: PreparedTurn,
  { messages }: Extract<LoopEvent, { type: "step_completed" }>,
) {
  const input = new Set(turn.input.input.map(({ id }) => id));
  const view = {
    isTextSpoken: true,
    foldsSendMessage: turn.options.use_assistant_message && turn.agent.agent_type !== "letta_v1_agent",
  };
  for (const message of messages) {
    if (input.has(message.id)) continue;
    const streamed = message.role === "assistant" || message.role === "approval";
    for (const item of toLettaMessages(message, view))
      ctx.runLog.append(run.id, { type: "message", message: item, streamed });
  }
}

function runErrorOf(error: unknown) {
  if (!(error instanceof AppError)) return failureOf(error);
  const body = error.detail?.detail as
    | { code?: string; message?: string; pending_request_id?: string }
    | undefined;
  const isPending = body?.code === "PENDING_APPROVAL";
  const code =
    { invalid_argument: "INVALID_ARGUMENT: ", not_found: "NOT_FOUND: " }[error.code as string] ?? "";
  const failure: RunError = {
    error_type: isPending ? "pending_approval" : "invalid_argument",
    message: error.message,
    detail: isPending ? (body?.message ?? error.message) : code + error.message,
    ...(isPending && { pending_request_id: body?.pending_request_id }),
  };
  return { stop_reason: "error" as const, error: failure };
}
