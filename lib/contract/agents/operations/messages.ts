import { z } from "zod";
import { deprecated, id, page } from "../../common";
import { CompactionResponse } from "../../conversations/schemas";
import {
  LettaAsyncRequest,
  LettaRequest,
  LettaStreamingRequest,
  turnAliases,
  UpdateAssistantMessage,
  UpdateReasoningMessage,
  UpdateSystemMessage,
  UpdateUserMessage,
} from "../../messages/requests";
import {
  GenerateRequest,
  GenerateResponse,
  LettaResponse,
  LettaStreamingResponse,
} from "../../messages/responses";
import { LettaMessageUnion, MessageType } from "../../messages/schemas";
import { MessageSearchRequest, MessageSearchResult } from "../../messages/search";
import { operation } from "../../operation";
import { Run } from "../../runs/schemas";
import {
  AgentCompactionRequest,
  AgentState,
  CancelAgentRunRequest,
  ModifyMessageResponse,
  ResetMessagesRequest,
} from "../schemas";

const agentParams = z.object({ agent_id: id("agent") });

export const recompileAgent = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/recompile",
  operationId: "recompile_agent",
  summary: "Recompile agent",
  params: agentParams,
  query: z.object({
    update_timestamp: z.boolean().default(false),
    dry_run: z.boolean().default(false),
  }),
  response: z.string(),
});

export const recompileAgentSystemPrompt = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/system-prompt/recompile",
  operationId: "recompile_agent_system_prompt",
  summary: "Recompile agent system prompt",
  deprecated: true,
  params: agentParams,
  query: z.object({
    update_timestamp: z.boolean().default(false),
    dry_run: z.boolean().default(false),
  }),
  response: z.string(),
});

export const listMessages = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/messages",
  operationId: "list_messages",
  summary: "List messages",
  params: agentParams,
  query: z.object({
    ...page({ limit: 100 }),
    /** Left out, a page is the newest messages, oldest first; given, cursors follow the order. */
    order: z.enum(["asc", "desc"]).optional(),
    group_id: z.string().optional(),
    conversation_id: z.string().optional(),
    use_assistant_message: deprecated(z.boolean().default(true)),
    assistant_message_tool_name: deprecated(z.string().default("send_message")),
    assistant_message_tool_kwarg: deprecated(z.string().default("message")),
    include_err: z.boolean().optional(),
    include_return_message_types: z.array(MessageType).optional(),
  }),
  response: z.array(LettaMessageUnion),
});

export const sendMessage = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/messages",
  operationId: "send_message",
  summary: "Send message",
  params: agentParams,
  body: LettaStreamingRequest,
  aliases: turnAliases,
  response: LettaResponse,
  event: LettaStreamingResponse,
});

export const modifyMessage = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/messages/{message_id}",
  operationId: "modify_message",
  summary: "Modify message",
  deprecated: true,
  params: z.object({ agent_id: id("agent"), message_id: id("message") }),
  body: z.union([UpdateSystemMessage, UpdateUserMessage, UpdateReasoningMessage, UpdateAssistantMessage]),
  response: ModifyMessageResponse,
});

export const createAgentMessageStream = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/messages/stream",
  operationId: "create_agent_message_stream",
  summary: "Create agent message stream",
  deprecated: true,
  params: agentParams,
  body: LettaStreamingRequest,
  aliases: turnAliases,
  response: LettaStreamingResponse,
  event: LettaStreamingResponse,
});

export const cancelMessage = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/messages/cancel",
  operationId: "cancel_message",
  summary: "Cancel message",
  params: agentParams,
  body: CancelAgentRunRequest.prefault({}),
  response: z.record(z.string(), z.unknown()),
});

export const generateCompletion = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/generate",
  operationId: "generate_completion",
  summary: "Generate completion",
  params: agentParams,
  body: GenerateRequest,
  response: GenerateResponse,
});

export const searchMessages = operation({
  method: "POST",
  path: "/v1/agents/messages/search",
  operationId: "search_messages",
  summary: "Search messages",
  body: MessageSearchRequest,
  response: z.array(MessageSearchResult),
});

export const createAgentMessageAsync = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/messages/async",
  operationId: "create_agent_message_async",
  summary: "Create agent message async",
  params: agentParams,
  body: LettaAsyncRequest,
  aliases: turnAliases,
  response: Run,
});

export const resetMessages = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/reset-messages",
  operationId: "reset_messages",
  summary: "Reset messages",
  params: agentParams,
  body: ResetMessagesRequest,
  response: AgentState.nullable(),
});

export const previewModelRequest = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/messages/preview-raw-payload",
  operationId: "preview_model_request",
  summary: "Preview model request",
  params: agentParams,
  body: z.union([LettaRequest, LettaStreamingRequest]),
  aliases: turnAliases,
  response: z.record(z.string(), z.unknown()),
});

export const summarizeMessages = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/summarize",
  operationId: "summarize_messages",
  summary: "Summarize messages",
  params: agentParams,
  body: AgentCompactionRequest.nullish(),
  response: CompactionResponse,
});
