import { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import type { LoopEvent, RunError, StepTiming } from "@/lib/runtime/events";
import { runTurn } from "@/lib/runtime/loop";
import { failureOf } from "@/lib/runtime/stop-reason";
import type { TracedRun } from "@/lib/runtime/telemetry";
import { AppError } from "@/lib/shared/errors";
import { recordCompaction } from "../compaction/record-compaction";
import type { Context } from "../context";
import { turnView } from "../messages/turn-view";
import { EndsHere } from "./ends-here";
import { finishRun } from "./finish-run";
import { LeaseLost, SHUTDOWN } from "./lease";
import { logStep } from "./log-step";
import { type PreparedTurn, prepareTurn } from "./prepare-turn";
import { completeStep, failOpenSteps, failStep, openStep } from "./record-step";
import { sumSteps } from "./sum-steps";
import { takeUpRun } from "./take-up-run";

/**
 * Runs a stored run to its end, from its beginning or from where another process left it. Every event is stored before
 * the loop goes on, so at any line a crash leaves a history that is whole up to the last step. Whatever goes wrong
 * becomes the run's end; throws only when that cannot be stored.
 */
export async function executeRun(ctx: Context, runId: string, signal: AbortSignal): Promise<void> {
  const run = await claimInTurn(ctx, runId, signal);
  if (!run) return;
  const acting: Context = { ...ctx, cause: { runId, stepId: null } };
  try {
    await playOrFail(acting, run, signal);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    // Whoever took the run goes on with it.
    ctx.runLog.abandon(runId);
    ctx.log.warn({ run_id: runId }, error.message);
  }
}

const TURN_POLL_MS = 200;

/**
 * Waits while a turn of the same conversation runs in another process: the database lets one at a time be `running`.
 * Within a process the executor keeps them in line.
 */
async function claimInTurn(ctx: Context, id: string, signal: AbortSignal): Promise<ClaimedRun | null> {
  while (signal.reason !== SHUTDOWN) {
    try {
      return await claim(ctx, id);
    } catch (error) {
      if (!isOthersTurn(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, TURN_POLL_MS));
    }
  }
  return null;
}

const isOthersTurn = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";

/** Takes a run that waits, or one that was taken over for this process; null when it is another's by now, or over. */
async function claim(ctx: Context, id: string): Promise<ClaimedRun | null> {
  const now = ctx.clock.now();
  const mine = { id, organization_id: ctx.actor.organizationId, lease_owner: ctx.executor.ownerId };
  const [fresh] = await ctx.db.run.updateManyAndReturn({
    where: { ...mine, status: "created" },
    data: {
      status: "running",
      started_at: now,
      run_start_ns: BigInt(now.getTime()) * 1_000_000n,
    },
  });
  if (fresh) ctx.activity.announce(fresh.organization_id);
  if (fresh) return { ...fresh, isTakenOver: false };
  const run = await ctx.db.run.findFirst({ where: { ...mine, status: { in: ["running", "cancelled"] } } });
  return run && { ...run, isTakenOver: true };
}

type ClaimedRun = RunModel & { isTakenOver: boolean };

async function playOrFail(ctx: Context, run: ClaimedRun, signal: AbortSignal): Promise<void> {
  // A run that was cancelled while it waited still owes its readers an end.
  if (run.status === "cancelled")
    return finishRun(ctx, run, { stop_reason: "cancelled", error: null, ...(await sumSteps(ctx, run)) });
  try {
    await play(ctx, run, signal);
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (signal.reason === SHUTDOWN) return ctx.runLog.flush(run.id);
    if (error instanceof EndsHere)
      return finishRun(ctx, run, {
        stop_reason: error.stopReason,
        error: null,
        ...(await sumSteps(ctx, run)),
      });
    const failure = runErrorOf(error);
    if (failure.error.error_type === "internal_error") ctx.log.error({ run_id: run.id, error }, "run failed");
    await failOpenSteps(ctx, run, { ...failure.error, stop_reason: failure.stop_reason });
    await finishRun(ctx, run, { ...failure, ...(await sumSteps(ctx, run)) });
  }
}

async function play(ctx: Context, run: ClaimedRun, signal: AbortSignal): Promise<void> {
  const standing = run.isTakenOver ? await takeUpRun(ctx, run) : null;
  if (standing?.end) return finishRun(ctx, run, { ...standing, ...standing.end });
  const turn = await prepareTurn(ctx, run, signal, standing?.progress ?? null);
  const recorder = { ctx, run, turn, firstPartNs: standing?.firstPartNs ?? null, opening: Promise.resolve() };
  const spans = ctx.telemetry.openRun(tracedRun(ctx, run, turn));
  try {
    for await (const event of runTurn(turn.input, turn.ports)) {
      // Nobody cancelled the turn: the next start goes on from the last checkpoint.
      if (signal.reason === SHUTDOWN) return await ctx.runLog.flush(run.id);
      spans.event(event);
      await record(recorder, event);
    }
  } finally {
    spans.close();
  }
}

const tracedRun = (ctx: Context, run: RunModel, { agent, ports }: PreparedTurn): TracedRun => ({
  runId: run.id,
  traceId: ctx.traceId,
  agentId: agent.id,
  agentName: agent.name,
  conversationId: run.conversation_id,
  organizationId: run.organization_id,
  model: ports.model.config,
});

interface Recorder {
  ctx: Context;
  run: RunModel;
  turn: PreparedTurn;
  /** Nanoseconds since the epoch at which the model first said something. */
  firstPartNs: number | null;
  /** The pending step's row on its way to the database, beside the model call. */
  opening: Promise<unknown>;
}

async function record(recorder: Recorder, event: LoopEvent): Promise<void> {
  const { ctx, run, turn } = recorder;
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
      await recorder.opening;
      ctx.runLog.append(run.id, event);
      return ctx.runLog.flush(run.id);
    case "tool_returned":
      ctx.runLog.append(run.id, event);
      return ctx.runLog.flush(run.id);
    case "step_completed": {
      recorder.firstPartNs ??= firstPart(event.timing);
      // Whoever finds the step stored must find it in the log, too.
      await Promise.all([recorder.opening, ctx.runLog.flush(run.id)]);
      await completeStep(ctx, run, turn, event);
      logStep(ctx, run, {
        stepId: event.step_id,
        messages: event.messages,
        input: new Set([...turn.input.input, ...turn.asked].map(({ id }) => id)),
        usage: event.usage,
        view: turnView(turn.agent.agent_type, turn.options.use_assistant_message),
      });
      return;
    }
    case "compaction_started":
    case "compacted":
      return recordCompaction(ctx, run, turn, event);
    case "step_failed":
      await recorder.opening;
      await failStep(ctx, run, turn, event);
      ctx.runLog.append(run.id, {
        type: "step_finished",
        step_id: event.step_id,
        status: "failed",
        usage: event.usage,
      });
      return;
    case "stopped":
      return finishRun(ctx, run, { ...event, firstPartNs: recorder.firstPartNs });
  }
}

const firstPart = ({ llm_request_start_ns, ttft_ns }: StepTiming) =>
  llm_request_start_ns === null || ttft_ns === null ? null : llm_request_start_ns + ttft_ns;

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
