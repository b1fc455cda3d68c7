import { z } from "zod";
import { datetime, orNull } from "../common";
import { StopReasonType } from "../runs/stop-reason";
import {
  ApprovalRequestMessage,
  ApprovalResponseMessage,
  AssistantMessage,
  HiddenReasoningMessage,
  LettaMessageUnion,
  ReasoningMessage,
  SystemMessage,
  ToolCallMessage,
  ToolReturnMessage,
  UserMessage,
} from "./schemas";

export const GenerateRequest = z
  .object({
    prompt: z.string().min(1),
    system_prompt: z.string().nullish(),
    override_model: z.string().nullish(),
    response_schema: z.record(z.string(), z.unknown()).nullish(),
  })
  .meta({ id: "GenerateRequest" });
export type GenerateRequest = z.output<typeof GenerateRequest>;

export const LettaUsageStatistics = z
  .object({
    message_type: z.literal("usage_statistics").default("usage_statistics"),
    completion_tokens: z.int().default(0),
    prompt_tokens: z.int().default(0),
    total_tokens: z.int().default(0),
    step_count: z.int().default(0),
    run_ids: orNull(z.array(z.string())),
    cached_input_tokens: orNull(z.int()),
    cache_write_tokens: orNull(z.int()),
    reasoning_tokens: orNull(z.int()),
    context_tokens: orNull(z.int()),
  })
  .meta({ id: "LettaUsageStatistics" });
export type LettaUsageStatistics = z.output<typeof LettaUsageStatistics>;

export const GenerateResponse = z
  .object({
    content: z.string(),
    model: z.string(),
    usage: LettaUsageStatistics,
  })
  .meta({ id: "GenerateResponse" });
export type GenerateResponse = z.output<typeof GenerateResponse>;

export const LettaErrorMessage = z
  .object({
    message_type: z.literal("error_message").default("error_message"),
    run_id: z.string(),
    error_type: z.string(),
    message: z.string(),
    detail: z.string().optional(),
    seq_id: z.int().optional(),
  })
  .meta({ id: "LettaErrorMessage" });
export type LettaErrorMessage = z.output<typeof LettaErrorMessage>;

export const LettaPing = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("ping").default("ping"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
  })
  .meta({ id: "LettaPing" });
export type LettaPing = z.output<typeof LettaPing>;

export const LettaStopReason = z
  .object({
    message_type: z.literal("stop_reason").default("stop_reason"),
    stop_reason: StopReasonType,
  })
  .meta({ id: "LettaStopReason" });
export type LettaStopReason = z.output<typeof LettaStopReason>;

export const TurnTopLogprob = z
  .object({
    token: z.string(),
    bytes: orNull(z.array(z.int())),
    logprob: z.number(),
  })
  .meta({ id: "letta__schemas__openai__chat_completion_response__TopLogprob" });
export type TurnTopLogprob = z.output<typeof TurnTopLogprob>;

export const TurnTokenLogprob = z
  .object({
    token: z.string(),
    bytes: orNull(z.array(z.int())),
    logprob: z.number(),
    top_logprobs: z.array(TurnTopLogprob),
  })
  .meta({ id: "letta__schemas__openai__chat_completion_response__ChatCompletionTokenLogprob" });
export type TurnTokenLogprob = z.output<typeof TurnTokenLogprob>;

export const TurnLogprobs = z
  .object({
    content: orNull(z.array(TurnTokenLogprob)),
    refusal: orNull(z.array(TurnTokenLogprob)),
  })
  .meta({ id: "letta__schemas__openai__chat_completion_response__ChoiceLogprobs" });
export type TurnLogprobs = z.output<typeof TurnLogprobs>;

export const TurnTokenData = z
  .object({
    role: z.enum(["assistant", "tool"]),
    output_ids: orNull(z.array(z.int())),
    output_token_logprobs: orNull(z.array(z.array(z.unknown()))),
    content: orNull(z.string()),
    tool_name: orNull(z.string()),
  })
  .meta({ id: "TurnTokenData" });
export type TurnTokenData = z.output<typeof TurnTokenData>;

export const LettaResponse = z
  .object({
    messages: z.array(LettaMessageUnion),
    stop_reason: LettaStopReason,
    usage: LettaUsageStatistics,
    logprobs: orNull(TurnLogprobs),
    turns: orNull(z.array(TurnTokenData)),
  })
  .meta({ id: "LettaResponse" });
export type LettaResponse = z.output<typeof LettaResponse>;

export const LettaStreamingResponse = z
  .discriminatedUnion("message_type", [
    SystemMessage,
    UserMessage,
    ReasoningMessage,
    HiddenReasoningMessage,
    ToolCallMessage,
    ToolReturnMessage,
    AssistantMessage,
    ApprovalRequestMessage,
    ApprovalResponseMessage,
    LettaPing,
    LettaErrorMessage,
    LettaStopReason,
    LettaUsageStatistics,
  ])
  .meta({ id: "LettaStreamingResponse" });
export type LettaStreamingResponse = z.output<typeof LettaStreamingResponse>;
