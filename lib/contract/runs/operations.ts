import { z } from "zod";
import { deprecated, page } from "../common";
import { RetrieveStreamRequest } from "../messages/requests";
import { LettaStreamingResponse } from "../messages/responses";
import { LettaMessageUnion } from "../messages/schemas";
import { operation } from "../operation";
import { Step } from "../steps/schemas";
import { Run, RunMetrics, UsageStatistics } from "./schemas";
import { StopReasonType } from "./stop-reason";

const runParams = z.object({ run_id: z.string() });

export const listRuns = operation({
  method: "GET",
  path: "/v1/runs/",
  operationId: "list_runs",
  summary: "List runs",
  query: z.object({
    agent_id: z.string().optional(),
    agent_ids: deprecated(z.array(z.string()).optional()),
    statuses: z.array(z.string()).optional(),
    background: z.boolean().optional(),
    stop_reason: StopReasonType.optional(),
    conversation_id: z.string().optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    limit: z.int().min(1).max(1000).default(100),
    order: z.enum(["asc", "desc"]).default("desc"),
    order_by: z.literal("created_at").default("created_at"),
    active: z.boolean().default(false),
    ascending: deprecated(z.boolean().default(false)),
  }),
  response: z.array(Run),
});

export const listActiveRuns = operation({
  method: "GET",
  path: "/v1/runs/active",
  operationId: "list_active_runs",
  summary: "List active runs",
  deprecated: true,
  query: z.object({
    agent_id: z.string().optional(),
    background: z.boolean().optional(),
  }),
  response: z.array(Run),
});

export const retrieveRun = operation({
  method: "GET",
  path: "/v1/runs/{run_id}",
  operationId: "retrieve_run",
  summary: "Retrieve run",
  params: runParams,
  response: Run,
});

export const deleteRun = operation({
  method: "DELETE",
  path: "/v1/runs/{run_id}",
  operationId: "delete_run",
  summary: "Delete run",
  params: runParams,
  response: z.unknown(),
});

export const listMessagesForRun = operation({
  method: "GET",
  path: "/v1/runs/{run_id}/messages",
  operationId: "list_messages_for_run",
  summary: "List messages for run",
  params: runParams,
  query: z.object({
    ...page({ limit: 100, order: "asc" }),
  }),
  response: z.array(LettaMessageUnion),
});

export const retrieveUsageForRun = operation({
  method: "GET",
  path: "/v1/runs/{run_id}/usage",
  operationId: "retrieve_usage_for_run",
  summary: "Retrieve usage for run",
  params: runParams,
  response: UsageStatistics,
});

export const retrieveMetricsForRun = operation({
  method: "GET",
  path: "/v1/runs/{run_id}/metrics",
  operationId: "retrieve_metrics_for_run",
  summary: "Retrieve metrics for run",
  params: runParams,
  response: RunMetrics,
});

export const listStepsForRun = operation({
  method: "GET",
  path: "/v1/runs/{run_id}/steps",
  operationId: "list_steps_for_run",
  summary: "List steps for run",
  params: runParams,
  query: z.object({
    ...page({ limit: 100 }),
  }),
  response: z.array(Step),
});

export const retrieveTraceForRun = operation({
  method: "GET",
  path: "/v1/runs/{run_id}/trace",
  operationId: "retrieve_trace_for_run",
  summary: "Retrieve trace for run",
  params: runParams,
  query: z.object({
    limit: z.int().min(1).max(5000).default(1000),
  }),
  response: z.array(z.record(z.string(), z.unknown())),
});

export const retrieveStreamForRun = operation({
  method: "POST",
  path: "/v1/runs/{run_id}/stream",
  operationId: "retrieve_stream_for_run",
  summary: "Retrieve stream for run",
  params: runParams,
  body: RetrieveStreamRequest.prefault({}),
  response: z.unknown(),
  event: LettaStreamingResponse,
});
