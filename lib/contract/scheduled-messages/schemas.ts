import { z } from "zod";
import { orNull } from "../common";

export const ScheduleAgentMessageBody = z.object({
  messages: z.array(
    z.object({
      content: z.union([
        z.array(
          z.union([
            z.object({
              text: z.string(),
              signature: z.string().nullish(),
              type: z.literal("text").optional(),
            }),
            z.object({
              source: z.object({
                data: z.string(),
                media_type: z.string(),
                detail: z.string().optional(),
                type: z.literal("base64").optional(),
              }),
              type: z.literal("image"),
            }),
          ]),
        ),
        z.string(),
      ]),
      role: z.enum(["user", "assistant", "system"]),
      name: z.string().optional(),
      otid: z.string().optional(),
      sender_id: z.string().optional(),
      type: z.literal("message").optional(),
    }),
  ),
  max_steps: z.number().optional(),
  callback_url: z.string().optional(),
  include_return_message_types: z
    .array(
      z.enum([
        "system_message",
        "user_message",
        "assistant_message",
        "reasoning_message",
        "hidden_reasoning_message",
        "tool_call_message",
        "tool_return_message",
        "approval_request_message",
        "approval_response_message",
      ]),
    )
    .optional(),
  schedule: z.union([
    z.object({
      type: z.literal("one-time").optional(),
      scheduled_at: z.number(),
    }),
    z.object({
      type: z.literal("recurring"),
      cron_expression: z.string(),
    }),
  ]),
});
export type ScheduleAgentMessageBody = z.output<typeof ScheduleAgentMessageBody>;

export const ScheduleAgentMessageResponse = z.object({
  id: z.string(),
  next_scheduled_at: z.string().optional(),
});
export type ScheduleAgentMessageResponse = z.output<typeof ScheduleAgentMessageResponse>;

export const ListScheduledMessagesResponse = z.object({
  scheduled_messages: z.array(
    z.object({
      id: z.string(),
      agent_id: z.string(),
      message: z.object({
        messages: z.array(
          z.object({
            content: z.union([
              z.array(
                z.union([
                  z.object({
                    text: z.string(),
                    signature: orNull(z.string()),
                    type: z.literal("text").optional(),
                  }),
                  z.object({
                    source: z.object({
                      data: z.string(),
                      media_type: z.string(),
                      detail: z.string().optional(),
                      type: z.literal("base64").optional(),
                    }),
                    type: z.literal("image"),
                  }),
                ]),
              ),
              z.string(),
            ]),
            role: z.enum(["user", "assistant", "system"]),
            name: z.string().optional(),
            otid: z.string().optional(),
            sender_id: z.string().optional(),
            type: z.literal("message").optional(),
          }),
        ),
        max_steps: z.number().optional(),
        callback_url: z.string().optional(),
        include_return_message_types: z
          .array(
            z.enum([
              "system_message",
              "user_message",
              "assistant_message",
              "reasoning_message",
              "hidden_reasoning_message",
              "tool_call_message",
              "tool_return_message",
              "approval_request_message",
              "approval_response_message",
            ]),
          )
          .default([]),
      }),
      schedule: z.union([
        z.object({
          type: z.literal("one-time").optional(),
          scheduled_at: z.number(),
        }),
        z.object({
          type: z.literal("recurring"),
          cron_expression: z.string(),
        }),
      ]),
      next_scheduled_time: orNull(z.string()),
    }),
  ),
  has_next_page: z.boolean(),
});
export type ListScheduledMessagesResponse = z.output<typeof ListScheduledMessagesResponse>;

export const DeleteScheduledMessageResponse = z.object({
  success: z.literal(true),
});
export type DeleteScheduledMessageResponse = z.output<typeof DeleteScheduledMessageResponse>;

export const RetrieveScheduledMessageResponse = z.object({
  id: z.string(),
  agent_id: z.string(),
  message: z.object({
    messages: z.array(
      z.object({
        content: z.union([
          z.array(
            z.union([
              z.object({
                text: z.string(),
                signature: orNull(z.string()),
                type: z.literal("text").optional(),
              }),
              z.object({
                source: z.object({
                  data: z.string(),
                  media_type: z.string(),
                  detail: z.string().optional(),
                  type: z.literal("base64").optional(),
                }),
                type: z.literal("image"),
              }),
            ]),
          ),
          z.string(),
        ]),
        role: z.enum(["user", "assistant", "system"]),
        name: z.string().optional(),
        otid: z.string().optional(),
        sender_id: z.string().optional(),
        type: z.literal("message").optional(),
      }),
    ),
    max_steps: z.number().optional(),
    callback_url: z.string().optional(),
    include_return_message_types: z
      .array(
        z.enum([
          "system_message",
          "user_message",
          "assistant_message",
          "reasoning_message",
          "hidden_reasoning_message",
          "tool_call_message",
          "tool_return_message",
          "approval_request_message",
          "approval_response_message",
        ]),
      )
      .default([]),
  }),
  schedule: z.union([
    z.object({
      type: z.literal("one-time").optional(),
      scheduled_at: z.number(),
    }),
    z.object({
      type: z.literal("recurring"),
      cron_expression: z.string(),
    }),
  ]),
  next_scheduled_time: orNull(z.string()),
});
export type RetrieveScheduledMessageResponse = z.output<typeof RetrieveScheduledMessageResponse>;
