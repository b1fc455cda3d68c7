import { isDeepStrictEqual } from "node:util";
import { Prisma } from "@/lib/generated/prisma/client";
import type { JobModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { type BatchCounts, countsOf, outcomeOf } from "./batch-counts";

/**
 * Brings a batch up to what its runs have become: items whose run is over end with it, and the batch ends with its
 * last item. Derived from what is stored, so it may be called by anyone at any time, also after a crash; where nothing
 * is new it only reads.
 * @returns how many items are running
 */
export async function recordProgress(ctx: Context, jobId: string): Promise<number> {
  const where = { id: jobId, organization_id: ctx.actor.organizationId };
  const ended = await endedItems(ctx, jobId);
  const [counts, job] = await Promise.all([count(ctx, jobId), ctx.db.job.findFirst({ where })]);
  if (!job || (ended.length === 0 && isRecorded(job, counts))) return counts.running;
  return transaction(ctx, async (tx) => {
    for (const item of ended) await settle(tx, item);
    const settled = await count(tx, jobId);
    const outcome = job.status === "running" ? outcomeOf(settled) : null;
    const now = ctx.clock.now();
    await tx.db.job.updateMany({
      where: { ...where, status: job.status },
      data: {
        metadata: { ...(job.metadata as object | null), request_counts: { ...settled } },
        ...(outcome && {
          status: outcome,
          completed_at: now,
          total_duration_ns: BigInt(now.getTime() - job.created_at.getTime()) * 1_000_000n,
        }),
      },
    });
    return settled.running;
  });
}

async function count(ctx: Context, job_id: string): Promise<BatchCounts> {
  const groups = await ctx.db.batchItem.groupBy({
    by: ["status"],
    where: { job_id, organization_id: ctx.actor.organizationId },
    _count: { _all: true },
  });
  return countsOf(Object.fromEntries(groups.map(({ status, _count }) => [status, _count._all])));
}

function isRecorded({ status, metadata }: JobModel, counts: BatchCounts): boolean {
  const recorded = (metadata as { request_counts?: unknown } | null)?.request_counts;
  return isDeepStrictEqual(recorded, { ...counts }) && !(status === "running" && outcomeOf(counts));
}

interface EndedItem {
  id: string;
  status: string;
  error: Prisma.InputJsonObject | null;
}

const terminal = ["completed", "failed", "cancelled"];
const runDeleted = { error_type: "run_deleted", message: "The run was deleted before it ended" };

async function endedItems(ctx: Context, job_id: string): Promise<EndedItem[]> {
  const organization_id = ctx.actor.organizationId;
  const open = await ctx.db.batchItem.findMany({
    where: { job_id, organization_id, status: "running" },
    select: { id: true, run_id: true },
  });
  if (open.length === 0) return [];
  const runs = await ctx.db.run.findMany({
    where: { organization_id, id: { in: open.flatMap(({ run_id }) => run_id ?? []) } },
    select: { id: true, status: true, metadata: true },
  });
  const byId = new Map(runs.map((run) => [run.id, run]));
  return open.flatMap(({ id, run_id }) => {
    const run = byId.get(run_id ?? "") ?? { status: "failed", metadata: { error: runDeleted } };
    const { error = null } = (run.metadata ?? {}) as { error?: Prisma.InputJsonObject };
    return terminal.includes(run.status) ? [{ id, status: run.status, error }] : [];
  });
}

const settle = (tx: Context, { id, status, error }: EndedItem) =>
  tx.db.batchItem.updateMany({
    where: { id, organization_id: tx.actor.organizationId, status: "running" },
    data: { status, error: error ?? Prisma.DbNull },
  });
