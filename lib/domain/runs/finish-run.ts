import type { RunError, RunUsage, StopReason } from "@/lib/runtime/events";
import { runStatus } from "@/lib/runtime/stop-reason";
import { denyAnswered } from "../approvals/deny-pending";
import type { Context } from "../context";
import { companionResult } from "../groups/companion-result";
import { storeFollowUps } from "../groups/follow-ups";
import { transaction } from "../transaction";
import { holdRun, LeaseLost } from "./lease";
import { launchRun, type RunKind } from "./start-run";
import { tellEnd } from "./tell-end";

export interface RunEnd {
  stop_reason: StopReason;
  usage: RunUsage;
  error: RunError | null;
  /** Nanoseconds since the epoch at which the model first said something. */
  firstPartNs?: number | null;
}

interface EndingRun {
  id: string;
  agent_id: string;
  conversation_id: string | null;
  organization_id: string;
  metadata: unknown;
  callback_url: string | null;
  created_at: Date;
  started_at: Date | null;
}

/**
 * Ends a run: first its row and the agent's, then the log, so that whoever reads the end finds the run ended.
 * A run that was cancelled meanwhile stays cancelled. Runs that its end calls for are stored with it.
 * @throws LeaseLost when another process executes the run, or it is over
 */
export async function finishRun(ctx: Context, run: EndingRun, end: RunEnd): Promise<void> {
  const now = ctx.clock.now();
  const durationMs = now.getTime() - (run.started_at ?? run.created_at).getTime();
  const { final, followUps } = await transaction(ctx, async (tx) => {
    const where = { id: run.id, organization_id: run.organization_id };
    await holdRun(tx, run);
    const current = await tx.db.run.findFirst({ where, select: { status: true } });
    if (current?.status === "completed" || current?.status === "failed") throw new LeaseLost(run.id);
    const isCancelled = current?.status === "cancelled";
    const reason: StopReason = isCancelled ? "cancelled" : end.stop_reason;
    if (isCancelled)
      await denyAnswered(tx, { agentId: run.agent_id, conversationId: run.conversation_id }, run.id);
    const result = await companionResult(tx, run, { ...end, stop_reason: reason });
    await tx.db.run.updateMany({
      where,
      data: {
        status: runStatus(reason),
        stop_reason: reason,
        completed_at: now,
        total_duration_ns: BigInt(durationMs) * 1_000_000n,
        ...(end.firstPartNs && { ttft_ns: BigInt(end.firstPartNs - run.created_at.getTime() * 1_000_000) }),
        num_steps: end.usage.step_count,
        metadata: {
          ...(run.metadata as object | null),
          ...(end.error && !isCancelled && { error: { ...end.error } }),
          ...(runStatus(reason) === "completed" && result && { result }),
        },
      },
    });
    await tx.db.agent.updateMany({
      where: { id: run.agent_id, organization_id: run.organization_id },
      data: { last_stop_reason: reason, last_run_completion: now, last_run_duration_ms: durationMs },
    });
    if (run.conversation_id)
      await tx.db.conversation.updateMany({
        where: { id: run.conversation_id, organization_id: run.organization_id },
        data: { last_run_completion: now },
      });
    const followUps = await storeFollowUps(tx, run, reason);
    if (isOfBatch(run)) await tx.queue.enqueue(tx.db, "advance_batches", [{ key: run.id, payload: {} }]);
    const final = { stop_reason: reason, usage: end.usage, error: isCancelled ? null : end.error };
    return { final, followUps };
  });
  if (isOfBatch(run)) ctx.queue.wake("advance_batches");
  const { companions, next } = followUps;
  for (const run of [...companions, ...(next ? [next] : [])]) launchRun(ctx, run);
  const run_ids = companions.map(({ id }) => id);
  await tellEnd(ctx, run, { type: "stopped", ...final, ...(run_ids.length > 0 && { run_ids }) });
}

const isOfBatch = ({ metadata }: EndingRun) =>
  (metadata as { run_type?: string } | null)?.run_type === ("batch_messages" satisfies RunKind);
