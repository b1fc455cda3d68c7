import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { countsOf, outcomeOf } from "./batch-counts";

const terminal = ["completed", "failed", "cancelled"];

/**
 * Brings a batch up to what its runs have become: items whose run is over end with it, and the batch ends with its
 * last item. Derived from what is stored, so it may be called by anyone at any time, also after a crash.
 * @returns how many items are running
 */
export async function recordProgress(ctx: Context, jobId: string): Promise<number> {
  const organization_id = ctx.actor.organizationId;
  return transaction(ctx, async (tx) => {
    await settleItems(tx, jobId);
    const items = await tx.db.batchItem.findMany({
      where: { job_id: jobId, organization_id },
      select: { status: true },
    });
    const counts = countsOf(items.map(({ status }) => status));
    const job = await tx.db.job.findFirst({ where: { id: jobId, organization_id } });
    if (!job) return 0;
    const outcome = job.status === "running" ? outcomeOf(counts) : null;
    const now = ctx.clock.now();
    await tx.db.job.updateMany({
      where: { id: jobId, organization_id },
      data: {
        metadata: { ...(job.metadata as object | null), request_counts: { ...counts } },
        ...(outcome && {
          status: outcome,
          completed_at: now,
          total_duration_ns: BigInt(now.getTime() - job.created_at.getTime()) * 1_000_000n,
        }),
      },
    });
    return counts.running;
  });
}

async function settleItems(tx: Context, job_id: string): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const open = await tx.db.batchItem.findMany({ where: { job_id, organization_id, status: "running" } });
  if (open.length === 0) return;
  const runs = await tx.db.run.findMany({
    where: { organization_id, id: { in: open.flatMap(({ run_id }) => run_id ?? []) } },
    select: { id: true, status: true, metadata: true },
  });
  const byId = new Map(runs.map((run) => [run.id, run]));
  for (const item of open) {
    // A run that was deleted meanwhile has no outcome any more.
    const run = byId.get(item.run_id ?? "") ?? { status: "failed", metadata: { error: runDeleted } };
    if (!terminal.includes(run.status)) continue;
    const { error } = (run.metadata ?? {}) as { error?: Prisma.InputJsonObject };
    await tx.db.batchItem.updateMany({
      where: { id: item.id, organization_id, status: "running" },
      data: { status: run.status, ...(error && { error }) },
    });
  }
}

const runDeleted = { error_type: "run_deleted", message: "The run was deleted before it ended" };
