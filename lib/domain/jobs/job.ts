import type { z } from "zod";
import type { Job } from "@/lib/contract/jobs/schemas";
import type { JobModel } from "@/lib/generated/prisma/models";
import { notFound } from "@/lib/shared/errors";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { toNumber } from "../runs/run";

export type JobBody = z.input<typeof Job>;

export const activeStatuses = ["created", "pending", "running"];

/** The wire's job. The casts hold because only our own verbs write these columns. */
export const toJob = (row: JobModel): JobBody => ({
  id: row.id,
  job_type: row.job_type as JobBody["job_type"],
  status: row.status as JobBody["status"],
  stop_reason: row.stop_reason as JobBody["stop_reason"],
  background: row.background,
  agent_id: row.agent_id,
  metadata: row.metadata as JobBody["metadata"],
  callback_url: row.callback_url,
  callback_sent_at: row.callback_sent_at,
  callback_status_code: row.callback_status_code,
  callback_error: row.callback_error,
  ttft_ns: toNumber(row.ttft_ns),
  total_duration_ns: toNumber(row.total_duration_ns),
  created_by_id: row.created_by_id,
  last_updated_by_id: row.last_updated_by_id,
  created_at: row.created_at,
  updated_at: row.updated_at,
  completed_at: row.completed_at,
});

/** Jobs belong to users: another user's is as good as none. */
export const ownJobs = (ctx: Context) => ({
  organization_id: ctx.actor.organizationId,
  user_id: ctx.actor.userId,
});

/** @throws AppError `invalid_argument` for an ill-formed id, `not_found` */
export async function findJob(ctx: Context, id: string, type?: "job" | "batch"): Promise<JobModel> {
  assertId("job", id);
  const row = await ctx.db.job.findFirst({ where: { ...ownJobs(ctx), id, ...(type && { job_type: type }) } });
  if (!row) throw notFound("Job", id);
  return row;
}
