import { cancelBatch } from "../batches/cancel-batch";
import type { Context } from "../context";
import { activeStatuses, findJob, type JobBody, toJob } from "./job";

/** Cancels a job and what it still does. One that is over stays as it is. */
export async function cancelJob(ctx: Context, id: string): Promise<JobBody> {
  const job = await findJob(ctx, id);
  if (job.job_type === "batch") await cancelBatch(ctx, id);
  else
    await ctx.db.job.updateMany({
      where: { id, organization_id: job.organization_id, status: { in: activeStatuses } },
      data: { status: "cancelled", completed_at: ctx.clock.now(), last_updated_by_id: ctx.actor.userId },
    });
  return toJob(await findJob(ctx, id));
}
