import { z } from "zod";
import { id, page } from "../common";
import { operation } from "../operation";
import { BatchJob, CreateBatch, LettaBatchMessages } from "./batches";
import { LettaMessageUnion, MessageType } from "./schemas";
import {
  AssistantMessageListResult,
  ReasoningMessageListResult,
  SearchAllMessagesRequest,
  SystemMessageListResult,
  UserMessageListResult,
} from "./search";

const batchParams = z.object({ batch_id: z.string() });

export const listAllMessages = operation({
  method: "GET",
  path: "/v1/messages/",
  operationId: "list_all_messages",
  summary: "List all messages",
  query: z.object({
    before: z.string().optional(),
    after: z.string().optional(),
    limit: z.int().min(0).default(100),
    order: z.enum(["asc", "desc"]).optional(),
    conversation_id: z.string().optional(),
    include_return_message_types: z.array(MessageType).optional(),
  }),
  response: z.array(LettaMessageUnion),
});

export const searchAllMessages = operation({
  method: "POST",
  path: "/v1/messages/search",
  operationId: "search_all_messages",
  summary: "Search all messages",
  body: SearchAllMessagesRequest,
  response: z.array(
    z.discriminatedUnion("message_type", [
      SystemMessageListResult,
      UserMessageListResult,
      ReasoningMessageListResult,
      AssistantMessageListResult,
    ]),
  ),
});

export const createBatch = operation({
  method: "POST",
  path: "/v1/messages/batches",
  operationId: "create_batch",
  summary: "Create batch",
  body: CreateBatch,
  response: BatchJob,
});

export const listBatches = operation({
  method: "GET",
  path: "/v1/messages/batches",
  operationId: "list_batches",
  summary: "List batches",
  query: z.object({
    ...page({ limit: 100 }),
  }),
  response: z.array(BatchJob),
});

export const retrieveBatch = operation({
  method: "GET",
  path: "/v1/messages/batches/{batch_id}",
  operationId: "retrieve_batch",
  summary: "Retrieve batch",
  params: batchParams,
  response: BatchJob,
});

export const listMessagesForBatch = operation({
  method: "GET",
  path: "/v1/messages/batches/{batch_id}/messages",
  operationId: "list_messages_for_batch",
  summary: "List messages for batch",
  params: batchParams,
  query: z.object({
    ...page({ limit: 100 }),
    agent_id: z.string().optional(),
  }),
  response: LettaBatchMessages,
});

export const cancelBatch = operation({
  method: "PATCH",
  path: "/v1/messages/batches/{batch_id}/cancel",
  operationId: "cancel_batch",
  summary: "Cancel batch",
  params: batchParams,
  response: z.unknown(),
});

export const retrieveMessage = operation({
  method: "GET",
  path: "/v1/messages/{message_id}",
  operationId: "retrieve_message",
  summary: "Retrieve message",
  params: z.object({ message_id: id("message") }),
  response: z.array(LettaMessageUnion),
});
