import type { Prisma } from "@/lib/generated/prisma/client";
import type { JobModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { activeStatuses, type JobBody, ownJobs, toJob } from "./job";

export interface JobFilter {
  type?: "job" | "batch";
  isActive?: boolean;
  sourceId?: string;
}

/**
 * The user's jobs.
 * @throws AppError `invalid_argument` for a cursor that names no job
 */
export async function listJobs(ctx: Context, filter: JobFilter, page: Page): Promise<JobBody[]> {
  const { type, isActive, sourceId } = filter;
  const where: Prisma.JobWhereInput = {
    ...ownJobs(ctx),
    ...(type && { job_type: type }),
    ...(isActive && { status: { in: activeStatuses } }),
    ...(sourceId && { metadata: { path: ["source_id"], equals: sourceId } }),
  };
  const rows = await listPage<JobModel>({
    where,
    organizationId: ctx.actor.organizationId,
    page,
    defaultLimit: 100,
    unknownCursor: 400,
    entity: "Job",
    find: (query) => ctx.db.job.findMany(query),
  });
  return rows.map(toJob);
}
