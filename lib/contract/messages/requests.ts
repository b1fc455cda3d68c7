import { z } from "zod";
import { callerId, deprecated } from "../common";
import {
  ApprovalDecision,
  LettaAssistantMessageContentUnion,
  LettaMessageContentUnion,
  LettaUserMessageContentUnion,
  MessageContent,
  ToolReturn,
} from "./content";
import { MessageType } from "./schemas";

export const ApprovalCreate = z
  .object({
    type: z.literal("approval").default("approval"),
    otid: callerId.nullish(),
    group_id: callerId.nullish(),
    approvals: z.array(ApprovalDecision).nullish(),
    approve: deprecated(z.boolean().nullish()),
    approval_request_id: deprecated(z.string().nullish()),
    reason: deprecated(z.string().nullish()),
  })
  .meta({ id: "ApprovalCreate" });
export type ApprovalCreate = z.output<typeof ApprovalCreate>;

export const ClientSkillSchema = z
  .object({
    name: z.string(),
    description: z.string(),
    location: z.string(),
  })
  .meta({ id: "ClientSkillSchema" });
export type ClientSkillSchema = z.output<typeof ClientSkillSchema>;

export const ClientToolSchema = z
  .object({
    name: z.string(),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
  })
  .meta({ id: "ClientToolSchema" });
export type ClientToolSchema = z.output<typeof ClientToolSchema>;

export const MessageCreate = z
  .object({
    type: z.literal("message").nullable().default("message"),
    otid: callerId.nullish(),
    group_id: callerId.nullish(),
    role: z.enum(["user", "system", "assistant"]),
    content: z.union([z.array(LettaMessageContentUnion), z.string()]),
    name: z.string().nullish(),
    sender_id: callerId.nullish(),
    batch_item_id: callerId.nullish(),
  })
  .meta({ id: "MessageCreate" });
export type MessageCreate = z.output<typeof MessageCreate>;

export const ToolReturnCreate = z
  .object({
    type: z.literal("tool_return").default("tool_return"),
    otid: callerId.nullish(),
    group_id: callerId.nullish(),
    tool_returns: z.array(ToolReturn),
  })
  .meta({ id: "ToolReturnCreate" });
export type ToolReturnCreate = z.output<typeof ToolReturnCreate>;

const anyMessage = z.union([MessageCreate, ApprovalCreate, ToolReturnCreate]);

/**
 * What does not say its type is an approval if it answers one, otherwise a message. Without this, anything with a
 * mistake in it would pass for an approval, all of whose fields may be left out. The cast keeps the type of its input.
 */
export const IncomingMessage = z.preprocess(typed, anyMessage) as unknown as typeof anyMessage;

function typed(message: unknown): unknown {
  if (typeof message !== "object" || message === null || "type" in message) return message;
  const isApproval = ["approvals", "approve", "approval_request_id"].some((field) => field in message);
  if (isApproval) return { type: "approval", ...message };
  return { type: "tool_returns" in message ? "tool_return" : "message", ...message };
}
export type IncomingMessage = z.output<typeof IncomingMessage>;

/** What every way to start a turn takes. */
export const LettaRequest = z
  .object({
    messages: z.array(IncomingMessage).nullish(),
    input: z.union([z.string(), z.array(MessageContent)]).nullish(),
    max_steps: z.int().default(50),
    use_assistant_message: deprecated(z.boolean().default(true)),
    assistant_message_tool_name: deprecated(z.string().default("send_message")),
    assistant_message_tool_kwarg: deprecated(z.string().default("message")),
    include_return_message_types: z.array(MessageType).nullish(),
    enable_thinking: deprecated(z.union([z.string(), z.boolean()]).default(true)),
    client_tools: z.array(ClientToolSchema).nullish(),
    client_skills: z.array(ClientSkillSchema).nullish(),
    override_model: z.string().nullish(),
    include_compaction_messages: z.boolean().default(false),
    return_logprobs: z.boolean().default(false),
    top_logprobs: z.int().nullish(),
    return_token_ids: z.boolean().default(false),
    override_system: z.string().nullish(),
  })
  .meta({ id: "LettaRequest" });
export type LettaRequest = z.output<typeof LettaRequest>;

/** Fields of a request for a turn that have two names. */
export const turnAliases = { system: "override_system" };

const streamOptions = {
  stream_tokens: z.boolean().default(false),
  include_pings: z.boolean().default(true),
  background: z.boolean().default(false),
};

export const ConversationMessageRequest = LettaRequest.extend({
  agent_id: z.string().nullish(),
  streaming: z.boolean().default(true),
  ...streamOptions,
}).meta({ id: "ConversationMessageRequest" });
export type ConversationMessageRequest = z.output<typeof ConversationMessageRequest>;

export const LettaAsyncRequest = LettaRequest.extend({
  callback_url: z.string().nullish(),
}).meta({ id: "LettaAsyncRequest" });
export type LettaAsyncRequest = z.output<typeof LettaAsyncRequest>;

export const LettaStreamingRequest = LettaRequest.extend({
  streaming: z.boolean().default(false),
  ...streamOptions,
}).meta({ id: "LettaStreamingRequest" });
export type LettaStreamingRequest = z.output<typeof LettaStreamingRequest>;

export const RetrieveStreamRequest = z
  .object({
    agent_id: z.string().nullish(),
    run_id: z.string().nullish(),
    otid: callerId.nullish(),
    starting_after: z.int().default(0),
    include_pings: z.boolean().nullable().default(true),
    poll_interval: z.number().nullable().default(0.1),
    batch_size: z.int().nullable().default(100),
  })
  .meta({ id: "RetrieveStreamRequest" });
export type RetrieveStreamRequest = z.output<typeof RetrieveStreamRequest>;

export const UpdateAssistantMessage = z
  .object({
    message_type: z.literal("assistant_message").default("assistant_message"),
    content: z.union([z.array(LettaAssistantMessageContentUnion), z.string()]),
  })
  .meta({ id: "UpdateAssistantMessage" });
export type UpdateAssistantMessage = z.output<typeof UpdateAssistantMessage>;

export const UpdateReasoningMessage = z
  .object({
    reasoning: z.string(),
    message_type: z.literal("reasoning_message").default("reasoning_message"),
  })
  .meta({ id: "UpdateReasoningMessage" });
export type UpdateReasoningMessage = z.output<typeof UpdateReasoningMessage>;

export const UpdateSystemMessage = z
  .object({
    message_type: z.literal("system_message").default("system_message"),
    content: z.string(),
  })
  .meta({ id: "UpdateSystemMessage" });
export type UpdateSystemMessage = z.output<typeof UpdateSystemMessage>;

export const UpdateUserMessage = z
  .object({
    message_type: z.literal("user_message").default("user_message"),
    content: z.union([z.array(LettaUserMessageContentUnion), z.string()]),
  })
  .meta({ id: "UpdateUserMessage" });
export type UpdateUserMessage = z.output<typeof UpdateUserMessage>;
