import type { Context } from "../context";
import { cancelJob } from "./cancel-job";
import { findJob, type JobBody, toJob } from "./job";

/** Forgets a job, after what it still does was stopped. The runs of a batch stay: they are history of their agents. */
export async function deleteJob(ctx: Context, id: string): Promise<JobBody> {
  const job = await findJob(ctx, id);
  await cancelJob(ctx, id);
  await ctx.db.job.deleteMany({ where: { id, organization_id: job.organization_id } });
  return toJob(job);
}
