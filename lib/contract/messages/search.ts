import { z } from "zod";
import { datetime, orNull } from "../common";
import { LettaAssistantMessageContentUnion, LettaUserMessageContentUnion } from "./content";
import { Message, MessageRole } from "./stored";

export const AssistantMessageListResult = z
  .object({
    message_type: z.literal("assistant_message").default("assistant_message"),
    content: z.union([z.array(LettaAssistantMessageContentUnion), z.string()]),
    message_id: z.string(),
    agent_id: orNull(z.string()),
    conversation_id: orNull(z.string()),
    created_at: datetime,
  })
  .meta({ id: "AssistantMessageListResult" });
export type AssistantMessageListResult = z.output<typeof AssistantMessageListResult>;

export const MessageSearchCacheWarmScope = z.strictObject({}).meta({ id: "MessageSearchCacheWarmScope" });
export type MessageSearchCacheWarmScope = z.output<typeof MessageSearchCacheWarmScope>;

export const MessageSearchRequest = z
  .object({
    query: z.string().nullish(),
    search_mode: z.enum(["vector", "fts", "hybrid"]).default("hybrid"),
    roles: z.array(MessageRole).nullish(),
    agent_id: z.string().nullish(),
    project_id: z.string().nullish(),
    template_id: z.string().nullish(),
    conversation_id: z.string().nullish(),
    limit: z.int().min(1).max(100).default(50),
    start_date: datetime.nullish(),
    end_date: datetime.nullish(),
  })
  .meta({ id: "MessageSearchRequest" });
export type MessageSearchRequest = z.output<typeof MessageSearchRequest>;

export const MessageSearchResult = z
  .object({
    embedded_text: z.string(),
    message: Message,
    fts_rank: orNull(z.int()),
    vector_rank: orNull(z.int()),
    rrf_score: z.number(),
  })
  .meta({ id: "MessageSearchResult" });
export type MessageSearchResult = z.output<typeof MessageSearchResult>;

export const ReasoningMessageListResult = z
  .object({
    reasoning: z.string(),
    message_type: z.literal("reasoning_message").default("reasoning_message"),
    message_id: z.string(),
    agent_id: orNull(z.string()),
    conversation_id: orNull(z.string()),
    created_at: datetime,
  })
  .meta({ id: "ReasoningMessageListResult" });
export type ReasoningMessageListResult = z.output<typeof ReasoningMessageListResult>;

export const SearchAllMessagesRequest = z
  .object({
    query: z.string(),
    search_mode: z.enum(["vector", "fts", "hybrid"]).default("hybrid"),
    agent_id: z.string().nullish(),
    conversation_id: z.string().nullish(),
    limit: z.int().min(1).max(100).default(50),
    start_date: datetime.nullish(),
    end_date: datetime.nullish(),
  })
  .meta({ id: "SearchAllMessagesRequest" });
export type SearchAllMessagesRequest = z.output<typeof SearchAllMessagesRequest>;

export const SearchCacheWarmRequest = z
  .strictObject({
    collection: z.literal("messages"),
    scope: MessageSearchCacheWarmScope,
  })
  .meta({ id: "SearchCacheWarmRequest" });
export type SearchCacheWarmRequest = z.output<typeof SearchCacheWarmRequest>;

export const SearchCacheWarmResponse = z
  .object({
    collection: z.literal("messages"),
    status: z.string(),
    warmed: z.boolean(),
  })
  .meta({ id: "SearchCacheWarmResponse" });
export type SearchCacheWarmResponse = z.output<typeof SearchCacheWarmResponse>;

export const SystemMessageListResult = z
  .object({
    message_type: z.literal("system_message").default("system_message"),
    content: z.string(),
    message_id: z.string(),
    agent_id: orNull(z.string()),
    conversation_id: orNull(z.string()),
    created_at: datetime,
  })
  .meta({ id: "SystemMessageListResult" });
export type SystemMessageListResult = z.output<typeof SystemMessageListResult>;

export const UserMessageListResult = z
  .object({
    message_type: z.literal("user_message").default("user_message"),
    content: z.union([z.array(LettaUserMessageContentUnion), z.string()]),
    message_id: z.string(),
    agent_id: orNull(z.string()),
    conversation_id: orNull(z.string()),
    created_at: datetime,
  })
  .meta({ id: "UserMessageListResult" });
export type UserMessageListResult = z.output<typeof UserMessageListResult>;
