import { z } from "zod";
import { datetime, deprecated, orNull } from "../common";
import {
  ApprovalDecision,
  LettaAssistantMessageContentUnion,
  LettaUserMessageContentUnion,
  ToolReturn,
} from "./content";

export const ToolCall = z
  .object({
    name: z.string(),
    arguments: z.string(),
    tool_call_id: z.string(),
  })
  .meta({ id: "ToolCall" });
export type ToolCall = z.output<typeof ToolCall>;

export const ToolCallDelta = z
  .object({
    name: orNull(z.string()),
    arguments: orNull(z.string()),
    tool_call_id: orNull(z.string()),
  })
  .meta({ id: "ToolCallDelta" });
export type ToolCallDelta = z.output<typeof ToolCallDelta>;

export const ApprovalRequestMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("approval_request_message").default("approval_request_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    tool_call: deprecated(z.union([ToolCall, ToolCallDelta])),
    tool_calls: orNull(z.union([z.array(ToolCall), ToolCallDelta])),
  })
  .meta({ id: "ApprovalRequestMessage" });
export type ApprovalRequestMessage = z.output<typeof ApprovalRequestMessage>;

export const ApprovalResponseMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("approval_response_message").default("approval_response_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    approvals: orNull(z.array(ApprovalDecision)),
    approve: deprecated(orNull(z.boolean())),
    approval_request_id: deprecated(orNull(z.string())),
    reason: deprecated(orNull(z.string())),
  })
  .meta({ id: "ApprovalResponseMessage" });
export type ApprovalResponseMessage = z.output<typeof ApprovalResponseMessage>;

export const AssistantMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("assistant_message").default("assistant_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    content: z.union([z.array(LettaAssistantMessageContentUnion), z.string()]),
  })
  .meta({ id: "AssistantMessage" });
export type AssistantMessage = z.output<typeof AssistantMessage>;

export const CompactionStats = z
  .object({
    trigger: z.string(),
    context_tokens_before: orNull(z.int()),
    context_tokens_after: orNull(z.int()),
    context_window: z.int(),
    messages_count_before: z.int(),
    messages_count_after: z.int(),
  })
  .meta({ id: "CompactionStats" });
export type CompactionStats = z.output<typeof CompactionStats>;

export const EventMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("event_message").default("event_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    event_type: z.literal("compaction"),
    event_data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "EventMessage" });
export type EventMessage = z.output<typeof EventMessage>;

export const HiddenReasoningMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("hidden_reasoning_message").default("hidden_reasoning_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    state: z.enum(["redacted", "omitted"]),
    hidden_reasoning: orNull(z.string()),
  })
  .meta({ id: "HiddenReasoningMessage" });
export type HiddenReasoningMessage = z.output<typeof HiddenReasoningMessage>;

export const MessageType = z
  .enum([
    "system_message",
    "user_message",
    "assistant_message",
    "reasoning_message",
    "hidden_reasoning_message",
    "tool_call_message",
    "tool_return_message",
    "approval_request_message",
    "approval_response_message",
    "summary_message",
    "event_message",
  ])
  .meta({ id: "MessageType" });
export type MessageType = z.output<typeof MessageType>;

export const ReasoningMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("reasoning_message").default("reasoning_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    source: z.enum(["reasoner_model", "non_reasoner_model"]).default("non_reasoner_model"),
    reasoning: z.string(),
    signature: orNull(z.string()),
  })
  .meta({ id: "ReasoningMessage" });
export type ReasoningMessage = z.output<typeof ReasoningMessage>;

export const SummaryMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("summary_message").default("summary_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    summary: z.string(),
    compaction_stats: orNull(CompactionStats),
  })
  .meta({ id: "SummaryMessage" });
export type SummaryMessage = z.output<typeof SummaryMessage>;

export const SystemMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("system_message").default("system_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    content: z.string(),
  })
  .meta({ id: "SystemMessage" });
export type SystemMessage = z.output<typeof SystemMessage>;

export const ToolCallMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("tool_call_message").default("tool_call_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    tool_call: deprecated(z.union([ToolCall, ToolCallDelta])),
    tool_calls: orNull(z.union([z.array(ToolCall), ToolCallDelta])),
  })
  .meta({ id: "ToolCallMessage" });
export type ToolCallMessage = z.output<typeof ToolCallMessage>;

export const ToolReturnMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("tool_return_message").default("tool_return_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    tool_return: deprecated(z.string()),
    status: deprecated(z.enum(["success", "error"])),
    tool_call_id: deprecated(z.string()),
    stdout: deprecated(orNull(z.array(z.string()))),
    stderr: deprecated(orNull(z.array(z.string()))),
    tool_returns: orNull(z.array(ToolReturn)),
  })
  .meta({ id: "ToolReturnMessage" });
export type ToolReturnMessage = z.output<typeof ToolReturnMessage>;

export const UserMessage = z
  .object({
    id: z.string(),
    date: datetime,
    name: orNull(z.string()),
    message_type: z.literal("user_message").default("user_message"),
    otid: orNull(z.string()),
    sender_id: orNull(z.string()),
    step_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    seq_id: orNull(z.int()),
    run_id: orNull(z.string()),
    content: z.union([z.array(LettaUserMessageContentUnion), z.string()]),
  })
  .meta({ id: "UserMessage" });
export type UserMessage = z.output<typeof UserMessage>;

export const LettaMessageUnion = z
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
    SummaryMessage,
    EventMessage,
  ])
  .meta({ id: "LettaMessageUnion" });
export type LettaMessageUnion = z.output<typeof LettaMessageUnion>;
