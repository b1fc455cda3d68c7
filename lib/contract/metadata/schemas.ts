import { z } from "zod";
import { orNull } from "../common";

export const RetrieveCurrentBalancesResponse = z.object({
  total_balance: z.number(),
  monthly_credit_balance: z.number(),
  purchased_credit_balance: z.number(),
  billing_tier: z.string(),
});
export type RetrieveCurrentBalancesResponse = z.output<typeof RetrieveCurrentBalancesResponse>;

export const SendFeedbackBody = z.object({
  message: z.string().min(1).max(10000),
  feature: z.enum(["letta-code", "sdk"]).default("letta-code"),
  agent_id: z.string().optional(),
  session_id: z.string().optional(),
  version: z.string().optional(),
  platform: z.string().optional(),
  settings: z.string().optional(),
  local_time: z.string().optional(),
  device_type: z.string().optional(),
  cwd: z.string().optional(),
  total_api_ms: z.number().optional(),
  total_wall_ms: z.number().optional(),
  step_count: z.number().optional(),
  prompt_tokens: z.number().optional(),
  completion_tokens: z.number().optional(),
  total_tokens: z.number().optional(),
  cached_input_tokens: z.number().optional(),
  cache_write_tokens: z.number().optional(),
  reasoning_tokens: z.number().optional(),
  context_tokens: z.number().optional(),
  agent_name: z.string().optional(),
  agent_description: z.string().optional(),
  model: z.string().optional(),
  billing_tier: z.string().optional(),
  recent_chunks: z.array(z.record(z.string(), z.unknown())).optional(),
  debug_log_tail: z.string().optional(),
});
export type SendFeedbackBody = z.output<typeof SendFeedbackBody>;

export const SendFeedbackResponse = z.object({
  success: z.boolean(),
});
export type SendFeedbackResponse = z.output<typeof SendFeedbackResponse>;

export const SendTelemetryBody = z.object({
  service: z.literal("letta-code"),
  server_version: z.string().optional(),
  events: z
    .array(
      z.discriminatedUnion("type", [
        z.object({
          type: z.literal("session_start"),
          timestamp: z.string(),
          data: z.object({
            session_id: z.string(),
            agent_id: z.string().optional(),
            surface: z.string().optional(),
            startup_command: z.string(),
            version: z.string().optional(),
            platform: z.string().optional(),
            node_version: z.string().optional(),
          }),
        }),
        z.object({
          type: z.literal("session_end"),
          timestamp: z.string(),
          data: z.object({
            session_id: z.string(),
            agent_id: z.string().optional(),
            surface: z.string().optional(),
            duration: z.number(),
            message_count: z.number(),
            tool_call_count: z.number(),
            exit_reason: z.string().optional(),
            total_api_ms: z.number().optional(),
            total_wall_ms: z.number().optional(),
            prompt_tokens: z.number().optional(),
            completion_tokens: z.number().optional(),
            total_tokens: z.number().optional(),
            cached_tokens: z.number().optional(),
            reasoning_tokens: z.number().optional(),
            step_count: z.number().optional(),
          }),
        }),
        z.object({
          type: z.literal("tool_usage"),
          timestamp: z.string(),
          data: z.object({
            session_id: z.string(),
            agent_id: z.string().optional(),
            surface: z.string().optional(),
            tool_name: z.string(),
            success: z.boolean(),
            duration: z.number(),
            response_length: z.number().optional(),
            error_type: z.string().optional(),
            stderr: z.string().optional(),
          }),
        }),
        z.object({
          type: z.literal("error"),
          timestamp: z.string(),
          data: z.object({
            session_id: z.string(),
            agent_id: z.string().optional(),
            run_id: z.string().optional(),
            error_type: z.string(),
            error_message: z.string(),
            context: z.string().optional(),
            http_status: z.number().optional(),
            model_id: z.string().optional(),
            surface: z.string().optional(),
            recent_chunks: z.array(z.record(z.string(), z.unknown())).optional(),
            debug_log_tail: z.string().optional(),
          }),
        }),
        z.object({
          type: z.literal("user_input"),
          timestamp: z.string(),
          data: z.object({
            session_id: z.string(),
            agent_id: z.string().optional(),
            surface: z.string().optional(),
            input_length: z.number(),
            is_command: z.boolean(),
            command_name: z.string().optional(),
            message_type: z.string(),
            model_id: z.string(),
          }),
        }),
      ]),
    )
    .min(1),
});
export type SendTelemetryBody = z.output<typeof SendTelemetryBody>;

export const GetStatusResponse = z.object({
  current_project_id: orNull(z.string()),
});
export type GetStatusResponse = z.output<typeof GetStatusResponse>;

export const GetUserResponse = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  organization_name: z.string(),
  organization_id: z.string(),
  current_project_name: orNull(z.string()),
  current_project_id: orNull(z.string()),
  billing_tier: z.string(),
  remaining_credits: z.number(),
});
export type GetUserResponse = z.output<typeof GetUserResponse>;
