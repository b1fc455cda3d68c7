import { z } from "zod";
import { datetime, orNull } from "../common";
import { MessageType } from "../messages/schemas";
import { StopReasonType } from "./stop-reason";

export const ComparisonOperator = z.enum(["eq", "gte", "lte"]).meta({ id: "ComparisonOperator" });
export type ComparisonOperator = z.output<typeof ComparisonOperator>;

export const LettaRequestConfig = z
  .object({
    use_assistant_message: z.boolean().default(true),
    assistant_message_tool_name: z.string().default("send_message"),
    assistant_message_tool_kwarg: z.string().default("message"),
    include_return_message_types: orNull(z.array(MessageType)),
  })
  .meta({ id: "LettaRequestConfig" });
export type LettaRequestConfig = z.output<typeof LettaRequestConfig>;

export const RunStatus = z
  .enum(["created", "running", "completed", "failed", "cancelled"])
  .meta({ id: "RunStatus" });
export type RunStatus = z.output<typeof RunStatus>;

export const Run = z
  .object({
    id: z.string(),
    status: RunStatus.default("created"),
    created_at: datetime,
    completed_at: orNull(datetime),
    agent_id: z.string(),
    conversation_id: orNull(z.string()),
    base_template_id: orNull(z.string()),
    background: orNull(z.boolean()),
    metadata: orNull(z.record(z.string(), z.unknown())),
    request_config: orNull(LettaRequestConfig),
    stop_reason: orNull(StopReasonType),
    callback_url: orNull(z.string()),
    callback_sent_at: orNull(datetime),
    callback_status_code: orNull(z.int()),
    callback_error: orNull(z.string()),
    ttft_ns: orNull(z.int()),
    total_duration_ns: orNull(z.int()),
  })
  .meta({ id: "Run" });
export type Run = z.output<typeof Run>;

export const RunMetrics = z
  .object({
    id: z.string(),
    agent_id: orNull(z.string()),
    project_id: orNull(z.string()),
    run_start_ns: orNull(z.int()),
    run_ns: orNull(z.int()),
    num_steps: orNull(z.int()),
    tools_used: orNull(z.array(z.string())),
    template_id: orNull(z.string()),
    base_template_id: orNull(z.string()),
  })
  .meta({ id: "RunMetrics" });
export type RunMetrics = z.output<typeof RunMetrics>;

export const UsageStatisticsCompletionTokenDetails = z
  .object({
    reasoning_tokens: orNull(z.int()),
  })
  .meta({ id: "UsageStatisticsCompletionTokenDetails" });
export type UsageStatisticsCompletionTokenDetails = z.output<typeof UsageStatisticsCompletionTokenDetails>;

export const UsageStatisticsPromptTokenDetails = z
  .object({
    cached_tokens: orNull(z.int()),
    cache_read_tokens: orNull(z.int()),
    cache_creation_tokens: orNull(z.int()),
  })
  .meta({ id: "UsageStatisticsPromptTokenDetails" });
export type UsageStatisticsPromptTokenDetails = z.output<typeof UsageStatisticsPromptTokenDetails>;

export const UsageStatistics = z
  .object({
    completion_tokens: z.int().default(0),
    prompt_tokens: z.int().default(0),
    total_tokens: z.int().default(0),
    prompt_tokens_details: orNull(UsageStatisticsPromptTokenDetails),
    completion_tokens_details: orNull(UsageStatisticsCompletionTokenDetails),
  })
  .meta({ id: "UsageStatistics" });
export type UsageStatistics = z.output<typeof UsageStatistics>;
