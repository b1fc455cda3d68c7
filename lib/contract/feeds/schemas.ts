import { z } from "zod";
import { orNull } from "../common";

export const CreateFeedBody = z.object({
  project_id: z.string(),
  name: z.string().min(1).max(100),
  description: z.string().max(500).optional(),
});
export type CreateFeedBody = z.output<typeof CreateFeedBody>;

export const CreateFeedResponse = z.object({
  id: z.string(),
  name: z.string(),
  description: orNull(z.string()),
  project_id: z.string(),
  organization_id: z.string(),
  created_by_id: orNull(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
});
export type CreateFeedResponse = z.output<typeof CreateFeedResponse>;

export const ListFeedsResponse = z.object({
  feeds: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: orNull(z.string()),
      project_id: z.string(),
      organization_id: z.string(),
      created_at: z.string(),
      updated_at: z.string(),
      subscriptions_count: z.number(),
    }),
  ),
  has_next_page: z.boolean(),
});
export type ListFeedsResponse = z.output<typeof ListFeedsResponse>;

export const GetFeedResponse = z.object({
  id: z.string(),
  name: z.string(),
  description: orNull(z.string()),
  project_id: z.string(),
  organization_id: z.string(),
  created_by_id: orNull(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
  subscriptions_count: z.number(),
  messages_count: z.number().optional(),
});
export type GetFeedResponse = z.output<typeof GetFeedResponse>;

export const DeleteFeedResponse = z.object({
  success: z.boolean(),
});
export type DeleteFeedResponse = z.output<typeof DeleteFeedResponse>;

export const PublishMessagesBody = z.object({
  messages: z
    .array(
      z.object({
        content: z.string(),
      }),
    )
    .min(1)
    .max(10000),
});
export type PublishMessagesBody = z.output<typeof PublishMessagesBody>;

export const PublishMessagesResponse = z.object({
  inserted_count: z.number(),
});
export type PublishMessagesResponse = z.output<typeof PublishMessagesResponse>;

export const ListMessagesResponse = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      feed_id: z.string(),
      sequence: z.number(),
      content_preview: z.string(),
      is_truncated: z.boolean(),
      content_size_bytes: z.number(),
      expires_at: z.string(),
      created_at: z.string(),
    }),
  ),
  has_next_page: z.boolean(),
  next_cursor: orNull(z.number()),
});
export type ListMessagesResponse = z.output<typeof ListMessagesResponse>;

export const GetMessageResponse = z.object({
  message: z.object({
    id: z.string(),
    feed_id: z.string(),
    sequence: z.number(),
    content: z.string(),
    content_size_bytes: z.number(),
    expires_at: z.string(),
    created_at: z.string(),
  }),
});
export type GetMessageResponse = z.output<typeof GetMessageResponse>;

export const SubscribeAgentBody = z.object({
  agent_id: z.string(),
  cron_schedule: z.string(),
  prompt_template: z.string().optional(),
});
export type SubscribeAgentBody = z.output<typeof SubscribeAgentBody>;

export const SubscribeAgentResponse = z.object({
  id: z.string(),
  feed_id: z.string(),
  agent_id: z.string(),
  agent_name: orNull(z.string()),
  cron_schedule: z.string(),
  merge_strategy: z.enum(["unique-messages", "combine-into-single-message"]),
  prompt_template: orNull(z.string()),
  next_scheduled_at: z.string(),
  last_consumed_sequence: z.number(),
  last_consumed_at: orNull(z.string()),
  disabled_at: orNull(z.string()),
  created_at: z.string(),
});
export type SubscribeAgentResponse = z.output<typeof SubscribeAgentResponse>;

export const UpdateSubscriptionBody = z.object({
  cron_schedule: z.string().optional(),
  prompt_template: z.string().optional(),
  disabled: z.boolean().optional(),
});
export type UpdateSubscriptionBody = z.output<typeof UpdateSubscriptionBody>;

export const UpdateSubscriptionResponse = z.object({
  id: z.string(),
  feed_id: z.string(),
  agent_id: z.string(),
  agent_name: orNull(z.string()),
  cron_schedule: z.string(),
  merge_strategy: z.enum(["unique-messages", "combine-into-single-message"]),
  prompt_template: orNull(z.string()),
  next_scheduled_at: z.string(),
  last_consumed_sequence: z.number(),
  last_consumed_at: orNull(z.string()),
  disabled_at: orNull(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
});
export type UpdateSubscriptionResponse = z.output<typeof UpdateSubscriptionResponse>;

export const UnsubscribeAgentBody = z.object({
  agent_id: z.string(),
});
export type UnsubscribeAgentBody = z.output<typeof UnsubscribeAgentBody>;

export const TriggerSubscriptionResponse = z.object({
  success: z.boolean(),
  messages_sent: z.number(),
});
export type TriggerSubscriptionResponse = z.output<typeof TriggerSubscriptionResponse>;

export const BackfillSubscriptionBody = z.object({
  from_sequence: z.number().optional(),
  to_sequence: z.number().optional(),
});
export type BackfillSubscriptionBody = z.output<typeof BackfillSubscriptionBody>;

export const BackfillSubscriptionResponse = z.object({
  workflow_id: z.string(),
});
export type BackfillSubscriptionResponse = z.output<typeof BackfillSubscriptionResponse>;

export const ListSubscriptionHistoryResponse = z.object({
  runs: z.array(
    z.object({
      workflow_id: z.string(),
      type: z.enum(["scheduled", "manual", "backfill"]),
      status: z.enum(["running", "completed", "failed", "canceled", "timed_out"]),
      started_at: z.string(),
      completed_at: orNull(z.string()),
    }),
  ),
  next_page_token: orNull(z.string()),
});
export type ListSubscriptionHistoryResponse = z.output<typeof ListSubscriptionHistoryResponse>;

export const UpdateAllSubscriptionsCronBody = z.object({
  cron_schedule: z.string(),
});
export type UpdateAllSubscriptionsCronBody = z.output<typeof UpdateAllSubscriptionsCronBody>;

export const UpdateAllSubscriptionsCronResponse = z.object({
  updated_count: z.number(),
});
export type UpdateAllSubscriptionsCronResponse = z.output<typeof UpdateAllSubscriptionsCronResponse>;

export const ListSubscriptionsResponse = z.object({
  subscriptions: z.array(
    z.object({
      id: z.string(),
      feed_id: z.string(),
      agent_id: z.string(),
      agent_name: orNull(z.string()),
      cron_schedule: z.string(),
      merge_strategy: z.enum(["unique-messages", "combine-into-single-message"]),
      prompt_template: orNull(z.string()),
      next_scheduled_at: z.string(),
      last_consumed_sequence: z.number(),
      last_consumed_at: orNull(z.string()),
      disabled_at: orNull(z.string()),
      created_at: z.string(),
      updated_at: z.string(),
    }),
  ),
  has_next_page: z.boolean(),
});
export type ListSubscriptionsResponse = z.output<typeof ListSubscriptionsResponse>;
