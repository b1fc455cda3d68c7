import { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import type { LoopEvent, StepTiming } from "@/lib/runtime/events";
import { runTurn } from "@/lib/runtime/loop";
import type { TracedRun } from "@/lib/runtime/telemetry";
import { recordCompaction } from "../compaction/record-compaction";
import type { Context } from "../context";
import { joinGroupTurn } from "../groups/join-group-turn";
import { turnView } from "../messages/turn-view";
import { EndsHere } from "./ends-here";
import { finishRun } from "./finish-run";
import { LeaseLost, SHUTDOWN } from "./lease";
import { giveUpStep, logStep } from "./log-step";
import { type PreparedTurn, prepareTurn } from "./prepare-turn";
import { completeStep, failOpenSteps, failStep, openStep, recordAnswer } from "./record-step";
import { runErrorOf } from "./run-error-of";
import { withOrigin } from "./run-origin";
import type { RunKind } from "./start-run";
import { sumSteps } from "./sum-steps";
import { takeUpRun } from "./take-up-run";

/**
 * Runs a stored run to its end, from its beginning or from where another process left it. Every event is stored before
 * the loop goes on, so at any line a crash leaves a history that is whole up to the last step. Whatever goes wrong
 * becomes the run's end; throws only when that cannot be stored.
 * @returns false when it is not this run's turn yet
 */
export async function executeRun(ctx: Context, runId: string, signal: AbortSignal): Promise<boolean> {
  const run = await claimInTurn(ctx, runId);
  if (run === "not_yet") return false;
  // Whoever reads it here goes on with what the other process writes.
  if (!run) ctx.runLog.abandon(runId);
  if (!run) return true;
  const acting: Context = { ...withOrigin(ctx, run), cause: { runId, stepId: null } };
  try {
    await playOrFail(acting, run, signal);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    // Whoever took the run goes on with it.
    ctx.runLog.abandon(runId);
    ctx.log.warn({ run_id: runId }, error.message);
  }
  return true;
}

/** Takes a run that waits, or one that was taken over for this process; null when it is another's by now, or over. */
async function claimInTurn(ctx: Context, id: string): Promise<ClaimedRun | "not_yet" | null> {
  try {
    const fresh = await claimFresh(ctx, id);
    if (fresh) ctx.activity.announce(fresh.organization_id);
    if (fresh) return { ...fresh, isTakenOver: false };
  } catch (error) {
    if (isOthersTurn(error)) return "not_yet";
    throw error;
  }
  const mine = { id, organization_id: ctx.actor.organizationId, lease_owner: ctx.executor.ownerId };
  const run = await ctx.db.run.findFirst({
    where: { ...mine, status: { in: ["created", "running", "cancelled"] } },
  });
  if (run?.status === "created") return "not_yet";
  return run && { ...run, isTakenOver: true };
}

/**
 * One turn of a conversation runs at a time, in the order in which they were accepted, whichever process they are in:
 * none begins before an earlier one that is not over, and a unique index lets one be `running`. What the server says in
 * place of a person holds up nobody. One that was cancelled is waited for until its process has let go of it: it may
 * still be storing what it had said.
 */
async function claimFresh({ db, clock, actor, executor }: Context, id: string): Promise<RunModel | null> {
  const now = clock.now();
  const [fresh] = await db.$queryRaw<RunModel[]>`
    update runs
    set status = 'running',
        started_at = ${now},
        run_start_ns = ${BigInt(now.getTime()) * 1_000_000n},
        updated_at = ${now}
    where id = ${id}
      and organization_id = ${actor.organizationId}
      and lease_owner = ${executor.ownerId}
      and status = 'created'
      and not exists (
        select 1
        from runs earlier
        where earlier.agent_id = runs.agent_id
          and coalesce(earlier.conversation_id, '') = coalesce(runs.conversation_id, '')
          and earlier.status in ('created', 'running')
          and earlier.accepted_no < runs.accepted_no
          and coalesce(earlier.metadata ->> 'run_type', '') <> ${"approval_expiry" satisfies RunKind}
      )
      and not exists (
        select 1
        from runs leaving
        where leaving.agent_id = runs.agent_id
          and coalesce(leaving.conversation_id, '') = coalesce(runs.conversation_id, '')
          and leaving.status = 'cancelled'
          and leaving.started_at is not null
          and leaving.lease_owner is not null
          and leaving.lease_expires_at > ${now}
      )
    returning *`;
  return fresh ?? null;
}

/** Raw statements report a violated index in words of their own. */
const isOthersTurn = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === "P2002" || /runs_one_running|23505/.test(`${error.message} ${JSON.stringify(error.meta)}`));

type ClaimedRun = RunModel & { isTakenOver: boolean };

async function playOrFail(ctx: Context, claimed: ClaimedRun, signal: AbortSignal): Promise<void> {
  const run = await joinGroupTurn(ctx, claimed);
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
    case "tools_started": {
      await recorder.opening;
      const { timing, trace, ...logged } = event;
      ctx.runLog.append(run.id, logged);
      await ctx.runLog.flush(run.id);
      return recordAnswer(ctx, run, turn, event);
    }
    case "tool_returned":
      ctx.runLog.append(run.id, event);
      return ctx.runLog.flush(run.id);
    case "step_completed": {
      recorder.firstPartNs ??= firstPart(event.timing);
      // Whoever finds the step stored must find it in the log, too.
      await Promise.all([recorder.opening, ctx.runLog.flush(run.id)]);
      const { isStored, isCancelled } = await completeStep(ctx, run, turn, event);
      if (!isStored) {
        giveUpStep(ctx, run, event);
        throw new EndsHere("cancelled");
      }
      logStep(ctx, run, {
        stepId: event.step_id,
        messages: event.messages,
        input: new Set([...turn.input.input, ...turn.asked].map(({ id }) => id)),
        usage: event.usage,
        view: turnView(turn.agent.agent_type, turn.options.use_assistant_message),
      });
      // In another process: of one in this process the turn would know.
      if (isCancelled && !turn.input.signal.aborted) throw new EndsHere("cancelled");
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
