import { z } from "zod";
import { deprecated, orNull } from "../common";
import { Message } from "../messages/stored";
import { StopReasonType } from "../runs/stop-reason";

export const FeedbackType = z.enum(["positive", "negative"]).meta({ id: "FeedbackType" });
export type FeedbackType = z.output<typeof FeedbackType>;

export const ModifyFeedbackRequest = z
  .object({
    feedback: FeedbackType.nullish(),
    tags: z.array(z.string()).nullish(),
  })
  .meta({ id: "ModifyFeedbackRequest" });
export type ModifyFeedbackRequest = z.output<typeof ModifyFeedbackRequest>;

export const StepStatus = z.enum(["pending", "success", "failed", "cancelled"]).meta({ id: "StepStatus" });
export type StepStatus = z.output<typeof StepStatus>;

export const Step = z
  .object({
    id: z.string(),
    origin: orNull(z.string()),
    provider_id: orNull(z.string()),
    run_id: orNull(z.string()),
    agent_id: orNull(z.string()),
    provider_name: orNull(z.string()),
    provider_category: orNull(z.string()),
    model: orNull(z.string()),
    model_handle: orNull(z.string()),
    model_endpoint: orNull(z.string()),
    context_window_limit: orNull(z.int()),
    completion_tokens: orNull(z.int()),
    prompt_tokens: orNull(z.int()),
    total_tokens: orNull(z.int()),
    cached_input_tokens: orNull(z.int()),
    cache_write_tokens: orNull(z.int()),
    reasoning_tokens: orNull(z.int()),
    completion_tokens_details: orNull(z.record(z.string(), z.unknown())),
    prompt_tokens_details: orNull(z.record(z.string(), z.unknown())),
    stop_reason: orNull(StopReasonType),
    tags: z.array(z.string()).default([]),
    tid: orNull(z.string()),
    trace_id: orNull(z.string()),
    request_id: orNull(z.string()),
    messages: deprecated(z.array(Message).default([])),
    feedback: orNull(z.enum(["positive", "negative"])),
    project_id: orNull(z.string()),
    error_type: orNull(z.string()),
    error_data: orNull(z.record(z.string(), z.unknown())),
    status: StepStatus.nullable().default("pending"),
  })
  .meta({ id: "Step" });
export type Step = z.output<typeof Step>;

export const StepMetrics = z
  .object({
    id: z.string(),
    provider_id: orNull(z.string()),
    run_id: orNull(z.string()),
    agent_id: orNull(z.string()),
    step_start_ns: orNull(z.int()),
    llm_request_start_ns: orNull(z.int()),
    llm_request_ns: orNull(z.int()),
    tool_execution_ns: orNull(z.int()),
    step_ns: orNull(z.int()),
    base_template_id: orNull(z.string()),
    template_id: orNull(z.string()),
    project_id: orNull(z.string()),
  })
  .meta({ id: "StepMetrics" });
export type StepMetrics = z.output<typeof StepMetrics>;
