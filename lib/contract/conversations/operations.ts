import { z } from "zod";
import { conversationId, id, page } from "../common";
import { ConversationMessageRequest, RetrieveStreamRequest, turnAliases } from "../messages/requests";
import { LettaResponse, LettaStreamingResponse } from "../messages/responses";
import { LettaMessageUnion, MessageType } from "../messages/schemas";
import { operation } from "../operation";
import {
  CompactionResponse,
  Conversation,
  ConversationCompactionRequest,
  CreateConversation,
  UpdateConversation,
} from "./schemas";

const conversationParams = z.object({ conversation_id: id("conv") });
const conversationParams2 = z.object({ conversation_id: conversationId });

export const createConversation = operation({
  method: "POST",
  path: "/v1/conversations/",
  operationId: "create_conversation",
  summary: "Create conversation",
  query: z.object({
    agent_id: z.string(),
  }),
  body: CreateConversation.prefault({}),
  response: Conversation,
});

export const listConversations = operation({
  method: "GET",
  path: "/v1/conversations/",
  operationId: "list_conversations",
  summary: "List conversations",
  query: z.object({
    agent_id: z.string().optional(),
    limit: z.int().min(0).default(50),
    after: z.string().optional(),
    summary_search: z.string().optional(),
    order: z.enum(["asc", "desc"]).default("desc"),
    order_by: z.enum(["created_at", "last_run_completion", "last_message_at"]).default("created_at"),
  }),
  response: z.array(Conversation),
});

export const retrieveConversation = operation({
  method: "GET",
  path: "/v1/conversations/{conversation_id}",
  operationId: "retrieve_conversation",
  summary: "Retrieve conversation",
  params: conversationParams,
  response: Conversation,
});

export const updateConversation = operation({
  method: "PATCH",
  path: "/v1/conversations/{conversation_id}",
  operationId: "update_conversation",
  summary: "Update conversation",
  params: conversationParams,
  body: UpdateConversation,
  response: Conversation,
});

export const deleteConversation = operation({
  method: "DELETE",
  path: "/v1/conversations/{conversation_id}",
  operationId: "delete_conversation",
  summary: "Delete conversation",
  params: conversationParams,
  response: z.unknown(),
});

export const forkConversation = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/fork",
  operationId: "fork_conversation",
  summary: "Fork conversation",
  params: conversationParams2,
  query: z.object({
    agent_id: z.string().optional(),
    message_id: id("message").optional(),
    hidden: z.boolean().default(false),
  }),
  response: Conversation,
});

export const listConversationMessages = operation({
  method: "GET",
  path: "/v1/conversations/{conversation_id}/messages",
  operationId: "list_conversation_messages",
  summary: "List conversation messages",
  params: conversationParams2,
  query: z.object({
    ...page({ limit: 100 }),
    agent_id: z.string().optional(),
    group_id: z.string().optional(),
    include_err: z.boolean().optional(),
    include_return_message_types: z.array(MessageType).optional(),
  }),
  response: z.array(LettaMessageUnion),
});

export const sendConversationMessage = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/messages",
  operationId: "send_conversation_message",
  summary: "Send conversation message",
  params: conversationParams2,
  body: ConversationMessageRequest,
  aliases: turnAliases,
  response: LettaResponse,
  event: LettaStreamingResponse,
});

export const previewConversationModelRequest = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/messages/preview-raw-payload",
  operationId: "preview_conversation_model_request",
  summary: "Preview conversation model request",
  params: conversationParams2,
  body: ConversationMessageRequest,
  aliases: turnAliases,
  response: z.record(z.string(), z.unknown()),
});

export const retrieveConversationStream = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/stream",
  operationId: "retrieve_conversation_stream",
  summary: "Retrieve conversation stream",
  params: conversationParams2,
  body: RetrieveStreamRequest.prefault({}),
  response: z.unknown(),
  event: LettaStreamingResponse,
});

export const cancelConversation = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/cancel",
  operationId: "cancel_conversation",
  summary: "Cancel conversation",
  params: conversationParams2,
  query: z.object({
    agent_id: z.string().optional(),
  }),
  response: z.record(z.string(), z.unknown()),
});

export const recompileConversation = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/recompile",
  operationId: "recompile_conversation",
  summary: "Recompile conversation",
  params: conversationParams2,
  query: z.object({
    dry_run: z.boolean().default(false),
  }),
  body: ConversationCompactionRequest.nullish(),
  response: z.string(),
});

export const compactConversation = operation({
  method: "POST",
  path: "/v1/conversations/{conversation_id}/compact",
  operationId: "compact_conversation",
  summary: "Compact conversation",
  params: conversationParams2,
  body: ConversationCompactionRequest.nullish(),
  response: CompactionResponse,
});
