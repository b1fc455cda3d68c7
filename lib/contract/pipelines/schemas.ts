import { z } from "zod";
import { datetime, orNull } from "../common";

export const CreatePipelineBody = z.object({
  name: z.string(),
  project_id: z.string(),
  integration_type: z.enum(["slack", "discord", "microsoftTeams", "custom_webhook"]),
  producer_config: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("slack_channel_reader"),
      data: z.object({
        channels: z
          .array(
            z.object({
              channel_id: z.string(),
              channel_name: z.string().optional(),
              last_message_ts: z.string().optional(),
            }),
          )
          .min(1)
          .max(100),
        max_messages_per_poll: z.number().optional(),
      }),
    }),
    z.object({
      type: z.literal("custom_webhook"),
      data: z.object({}),
    }),
  ]),
  subscriber_agent_ids: z.array(z.string()).optional(),
  subscriber_cron_schedule: z.string().optional(),
  prompt_template: z.string().optional(),
});
export type CreatePipelineBody = z.output<typeof CreatePipelineBody>;

export const CreatePipelineResponse = z.object({
  pipeline: z.object({
    id: z.string(),
    name: z.string(),
    organization_id: z.string(),
    project_id: z.string(),
    integration_id: orNull(z.string()),
    integration_type: z.enum(["slack", "discord", "microsoftTeams", "custom_webhook"]),
    feed_id: z.string(),
    config: z.discriminatedUnion("type", [
      z.object({
        type: z.literal("slack_channel_reader"),
        data: z.object({
          channels: z.array(
            z.object({
              channel_id: z.string(),
              channel_name: z.string().optional(),
              last_message_ts: z.string().optional(),
            }),
          ),
          max_messages_per_poll: z.number().optional(),
        }),
      }),
      z.object({
        type: z.literal("custom_webhook"),
        data: z.object({}),
      }),
    ]),
    next_scheduled_at: orNull(datetime),
    last_run_at: orNull(datetime),
    disabled_at: orNull(datetime),
    created_at: datetime,
    updated_at: datetime,
    integration_display_name: orNull(z.string()),
    feed_name: z.string().optional(),
    subscriber_count: z.number().optional(),
    error_count: z.number().optional(),
    project_name: z.string().optional(),
    project_slug: z.string().optional(),
  }),
});
export type CreatePipelineResponse = z.output<typeof CreatePipelineResponse>;

export const ListPipelinesResponse = z.object({
  pipelines: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      organization_id: z.string(),
      project_id: z.string(),
      integration_id: orNull(z.string()),
      integration_type: z.enum(["slack", "discord", "microsoftTeams", "custom_webhook"]),
      feed_id: z.string(),
      config: z.discriminatedUnion("type", [
        z.object({
          type: z.literal("slack_channel_reader"),
          data: z.object({
            channels: z.array(
              z.object({
                channel_id: z.string(),
                channel_name: z.string().optional(),
                last_message_ts: z.string().optional(),
              }),
            ),
            max_messages_per_poll: z.number().optional(),
          }),
        }),
        z.object({
          type: z.literal("custom_webhook"),
          data: z.object({}),
        }),
      ]),
      next_scheduled_at: orNull(datetime),
      last_run_at: orNull(datetime),
      disabled_at: orNull(datetime),
      created_at: datetime,
      updated_at: datetime,
      integration_display_name: orNull(z.string()),
      feed_name: z.string().optional(),
      subscriber_count: z.number().optional(),
      error_count: z.number().optional(),
      project_name: z.string().optional(),
      project_slug: z.string().optional(),
    }),
  ),
  hasNextPage: z.boolean(),
});
export type ListPipelinesResponse = z.output<typeof ListPipelinesResponse>;

export const CountPipelinesResponse = z.object({
  count: z.number(),
});
export type CountPipelinesResponse = z.output<typeof CountPipelinesResponse>;

export const UpdatePipelineBody = z.object({
  name: z.string().optional(),
  disabled: z.boolean().optional(),
});
export type UpdatePipelineBody = z.output<typeof UpdatePipelineBody>;

export const DeletePipelineResponse = z.object({
  success: z.boolean(),
});
export type DeletePipelineResponse = z.output<typeof DeletePipelineResponse>;

export const UpdatePipelineProducerConfigBody = z.object({
  producer_config: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("slack_channel_reader"),
      data: z.object({
        channels: z
          .array(
            z.object({
              channel_id: z.string(),
              channel_name: z.string().optional(),
              last_message_ts: z.string().optional(),
            }),
          )
          .min(1)
          .max(100),
        max_messages_per_poll: z.number().optional(),
      }),
    }),
    z.object({
      type: z.literal("custom_webhook"),
      data: z.object({}),
    }),
  ]),
});
export type UpdatePipelineProducerConfigBody = z.output<typeof UpdatePipelineProducerConfigBody>;

export const PreviewPipelineBody = z.object({
  integration_type: z.enum(["slack", "discord", "microsoftTeams", "custom_webhook"]),
  integration_id: z.string(),
  producer_config: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("slack_channel_reader"),
      data: z.object({
        channels: z
          .array(
            z.object({
              channel_id: z.string(),
              channel_name: z.string().optional(),
              last_message_ts: z.string().optional(),
            }),
          )
          .min(1)
          .max(100),
        max_messages_per_poll: z.number().optional(),
      }),
    }),
    z.object({
      type: z.literal("custom_webhook"),
      data: z.object({}),
    }),
  ]),
});
export type PreviewPipelineBody = z.output<typeof PreviewPipelineBody>;

export const PreviewPipelineResponse = z.object({
  sampleMessages: z.array(z.string()),
  messageCount: z.number(),
});
export type PreviewPipelineResponse = z.output<typeof PreviewPipelineResponse>;

export const SyncPipelineResponse = z.object({
  success: z.boolean(),
  messages_ingested: z.number(),
  workflow_id: z.string(),
});
export type SyncPipelineResponse = z.output<typeof SyncPipelineResponse>;

export const ListPipelineSyncHistoryResponse = z.object({
  runs: z.array(
    z.object({
      workflow_id: z.string(),
      status: z.enum(["running", "completed", "failed", "canceled", "timed_out"]),
      started_at: datetime,
      completed_at: orNull(datetime),
      error: orNull(
        z.object({
          error_type: z.string(),
          error_message: z.string(),
        }),
      ),
    }),
  ),
  next_page_token: orNull(z.string()),
});
export type ListPipelineSyncHistoryResponse = z.output<typeof ListPipelineSyncHistoryResponse>;
