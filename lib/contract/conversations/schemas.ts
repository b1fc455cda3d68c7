import { z } from "zod";
import { datetime, orNull } from "../common";
import { CompactionSettingsInput } from "../models/compaction";
import { ModelSettings, ModelSettingsInput } from "../models/settings";

export const CompactionResponse = z
  .object({
    summary: z.string(),
    num_messages_before: z.int(),
    num_messages_after: z.int(),
  })
  .meta({ id: "CompactionResponse" });
export type CompactionResponse = z.output<typeof CompactionResponse>;

export const Conversation = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
    id: z.string(),
    agent_id: z.string(),
    summary: orNull(z.string()),
    in_context_message_ids: z.array(z.string()).default([]),
    isolated_block_ids: z.array(z.string()).default([]),
    model: orNull(z.string()),
    model_settings: orNull(ModelSettings),
    last_message_at: orNull(datetime),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.output<typeof Conversation>;

export const CreateConversation = z
  .object({
    summary: z.string().nullish(),
    isolated_block_labels: z.array(z.string()).nullish(),
    model: z.string().nullish(),
    model_settings: ModelSettingsInput.nullish(),
  })
  .meta({ id: "CreateConversation" });
export type CreateConversation = z.output<typeof CreateConversation>;

export const UpdateConversation = z
  .object({
    summary: z.string().nullish(),
    model: z.string().nullish(),
    model_settings: ModelSettingsInput.nullish(),
    last_message_at: datetime.nullish(),
  })
  .meta({ id: "UpdateConversation" });
export type UpdateConversation = z.output<typeof UpdateConversation>;

export const ConversationCompactionRequest = z
  .object({
    agent_id: z.string().nullish(),
    compaction_settings: CompactionSettingsInput.nullish(),
  })
  .meta({ id: "letta__server__rest_api__routers__v1__conversations__CompactionRequest" });
export type ConversationCompactionRequest = z.output<typeof ConversationCompactionRequest>;
