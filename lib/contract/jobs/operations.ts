import { z } from "zod";
import { deprecated, id, page } from "../common";
import { operation } from "../operation";
import { Job } from "./schemas";

const jobParams = z.object({ job_id: id("job") });

export const listJobs = operation({
  method: "GET",
  path: "/v1/jobs/",
  operationId: "list_jobs",
  summary: "List jobs",
  query: z.object({
    ...page({ limit: 100 }),
    source_id: deprecated(z.string().optional()),
    active: z.boolean().default(false),
    ascending: deprecated(z.boolean().default(true)),
  }),
  response: z.array(Job),
});

export const listActiveJobs = operation({
  method: "GET",
  path: "/v1/jobs/active",
  operationId: "list_active_jobs",
  summary: "List active jobs",
  deprecated: true,
  query: z.object({
    source_id: deprecated(z.string().optional()),
    before: z.string().optional(),
    after: z.string().optional(),
    limit: z.int().min(0).default(50),
    ascending: z.boolean().default(true),
  }),
  response: z.array(Job),
});

export const retrieveJob = operation({
  method: "GET",
  path: "/v1/jobs/{job_id}",
  operationId: "retrieve_job",
  summary: "Retrieve job",
  params: jobParams,
  response: Job,
});

export const deleteJob = operation({
  method: "DELETE",
  path: "/v1/jobs/{job_id}",
  operationId: "delete_job",
  summary: "Delete job",
  params: jobParams,
  response: Job,
});

export const cancelJob = operation({
  method: "PATCH",
  path: "/v1/jobs/{job_id}/cancel",
  operationId: "cancel_job",
  summary: "Cancel job",
  params: jobParams,
  response: Job,
});
