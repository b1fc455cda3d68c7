import { z } from "zod";

export const StopReasonType = z
  .enum([
    "end_turn",
    "error",
    "llm_api_error",
    "invalid_llm_response",
    "invalid_tool_call",
    "max_steps",
    "max_tokens_exceeded",
    "no_tool_call",
    "tool_rule",
    "cancelled",
    "insufficient_credits",
    "requires_approval",
    "context_window_overflow_in_system_prompt",
  ])
  .meta({ id: "StopReasonType" });
export type StopReasonType = z.output<typeof StopReasonType>;
