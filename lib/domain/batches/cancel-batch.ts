import type { Context } from "../context";
import { findJob } from "../jobs/job";
import { cancelEach } from "../runs/cancel-runs";
import { transaction } from "../transaction";
import { recordProgress } from "./record-progress";

/** Stops a batch: what waits is never begun, what runs is cut off. Answers that are there stay. */
export async function cancelBatch(ctx: Context, id: string): Promise<null> {
  const job = await findJob(ctx, id, "batch");
  const where = { job_id: id, organization_id: job.organization_id };
  const running = await transaction(ctx, async (tx) => {
    const { count } = await tx.db.job.updateMany({
      where: { id, organization_id: job.organization_id, status: "running" },
      data: { status: "cancelled", completed_at: ctx.clock.now(), last_updated_by_id: ctx.actor.userId },
    });
    if (count === 0) return [];
    await tx.db.batchItem.updateMany({
      where: { ...where, status: "created" },
      data: { status: "cancelled" },
    });
    return tx.db.batchItem.findMany({ where: { ...where, status: "running" }, select: { run_id: true } });
  });
  await cancelEach(
    ctx,
    running.flatMap(({ run_id }) => run_id ?? []),
  );
  await recordProgress(ctx, id);
  return null;
}
