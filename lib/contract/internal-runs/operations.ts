import { z } from "zod";
import { datetime, deprecated } from "../common";
import { operation } from "../operation";
import { ComparisonOperator, Run } from "../runs/schemas";
import { StopReasonType } from "../runs/stop-reason";

export const listInternalRuns = operation({
  method: "GET",
  path: "/v1/_internal_runs/",
  operationId: "list_internal_runs",
  summary: "List internal runs",
  query: z.object({
    run_id: z.string().optional(),
    agent_id: z.string().optional(),
    agent_ids: deprecated(z.array(z.string()).optional()),
    statuses: z.array(z.string()).optional(),
    background: z.boolean().optional(),
    stop_reason: StopReasonType.optional(),
    template_family: z.string().optional(),
    step_count: z.int().optional(),
    step_count_operator: ComparisonOperator.default("eq"),
    tools_used: z.array(z.string()).optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    limit: z.int().min(1).max(1000).default(100),
    order: z.enum(["asc", "desc"]).default("desc"),
    order_by: z.enum(["created_at", "duration"]).default("created_at"),
    active: z.boolean().default(false),
    ascending: deprecated(z.boolean().default(false)),
    project_id: z.string().optional(),
    conversation_id: z.string().optional(),
    duration_percentile: z.int().optional(),
    duration_value: z.int().optional(),
    duration_operator: z.enum(["gt", "lt", "eq"]).optional(),
    start_date: datetime.optional(),
    end_date: datetime.optional(),
  }),
  response: z.array(Run),
});
