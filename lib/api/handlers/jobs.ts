import type { jobs as contract } from "@/lib/contract/registry";
import { cancelJob } from "@/lib/domain/jobs/cancel-job";
import { deleteJob } from "@/lib/domain/jobs/delete-job";
import { findJob, toJob } from "@/lib/domain/jobs/job";
import { listJobs } from "@/lib/domain/jobs/list-jobs";
import type { Handlers } from "../handlers";

export const jobs: Handlers<typeof contract> = {
  listJobs: ({ ctx, url, query: { active, source_id, ascending, ...page } }) =>
    listJobs(
      ctx,
      { isActive: active, sourceId: source_id },
      // The older parameter counts unless the newer one is really there.
      { ...page, order: url.searchParams.get("order") || !ascending ? page.order : "asc" },
    ),
  listActiveJobs: ({ ctx, query: { source_id, ascending, ...page } }) =>
    listJobs(ctx, { isActive: true, sourceId: source_id }, { ...page, order: ascending ? "asc" : "desc" }),
  retrieveJob: async ({ ctx, params }) => toJob(await findJob(ctx, params.job_id)),
  deleteJob: ({ ctx, params }) => deleteJob(ctx, params.job_id),
  cancelJob: ({ ctx, params }) => cancelJob(ctx, params.job_id),
};
