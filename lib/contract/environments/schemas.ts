import { z } from "zod";
import { orNull } from "../common";

export const RegisterBody = z.object({
  deviceId: z.string(),
  connectionName: z.string(),
  metadata: z
    .looseObject({
      os: z.string().optional(),
      lettaCodeVersion: z.string().optional(),
      nodeVersion: z.string().optional(),
      workingDirectory: z.string().optional(),
      gitBranch: z.string().optional(),
    })
    .optional(),
});
export type RegisterBody = z.output<typeof RegisterBody>;

export const RegisterResponse = z.object({
  connectionId: z.string(),
  wsUrl: z.string(),
});
export type RegisterResponse = z.output<typeof RegisterResponse>;

export const GetConnectionResponse = z.object({
  id: z.string(),
  connectionId: orNull(z.string()),
  deviceId: z.string(),
  connectionName: z.string(),
  organizationId: z.string(),
  userId: z.string().optional(),
  apiKeyOwner: z.string().optional(),
  podId: orNull(z.string()),
  connectedAt: orNull(z.number()),
  lastHeartbeat: orNull(z.number()),
  lastSeenAt: z.number(),
  firstSeenAt: z.number(),
  currentMode: z.enum(["default", "acceptEdits", "plan", "bypassPermissions"]).optional(),
  metadata: z
    .looseObject({
      os: z.string().optional(),
      lettaCodeVersion: z.string().optional(),
      nodeVersion: z.string().optional(),
      workingDirectory: z.string().optional(),
      gitBranch: z.string().optional(),
    })
    .optional(),
});
export type GetConnectionResponse = z.output<typeof GetConnectionResponse>;

export const ListConnectionsResponse = z.object({
  connections: z.array(
    z.object({
      id: z.string(),
      connectionId: orNull(z.string()),
      deviceId: z.string(),
      connectionName: z.string(),
      organizationId: z.string(),
      userId: z.string().optional(),
      apiKeyOwner: z.string().optional(),
      podId: orNull(z.string()),
      connectedAt: orNull(z.number()),
      lastHeartbeat: orNull(z.number()),
      lastSeenAt: z.number(),
      firstSeenAt: z.number(),
      currentMode: z.enum(["default", "acceptEdits", "plan", "bypassPermissions"]).optional(),
      metadata: z
        .looseObject({
          os: z.string().optional(),
          lettaCodeVersion: z.string().optional(),
          nodeVersion: z.string().optional(),
          workingDirectory: z.string().optional(),
          gitBranch: z.string().optional(),
        })
        .optional(),
    }),
  ),
  hasNextPage: z.boolean(),
});
export type ListConnectionsResponse = z.output<typeof ListConnectionsResponse>;

export const SendMessageBody = z.object({
  messages: z.array(
    z.union([
      z.object({
        role: z.literal("user"),
        content: z.union([
          z.string(),
          z.array(
            z.object({
              type: z.literal("text"),
              text: z.string(),
            }),
          ),
        ]),
        client_message_id: z.string(),
        otid: z.string().optional(),
      }),
      z.object({
        type: z.literal("approval"),
        approvals: z.array(
          z.union([
            z.object({
              type: z.literal("tool").optional(),
              tool_call_id: z.string(),
              tool_return: z.union([
                z.string(),
                z.array(
                  z.object({
                    type: z.literal("text"),
                    text: z.string(),
                  }),
                ),
              ]),
              status: z.enum(["success", "error"]),
              stdout: z.array(z.string()).nullish(),
              stderr: z.array(z.string()).nullish(),
            }),
            z.object({
              type: z.literal("approval").optional(),
              approve: z.boolean(),
              tool_call_id: z.string(),
              reason: z.string().nullish(),
              updated_input: z.record(z.string(), z.unknown()).nullish(),
            }),
          ]),
        ),
      }),
    ]),
  ),
  agentId: z.string().optional(),
  conversationId: z.string().nullish(),
});
export type SendMessageBody = z.output<typeof SendMessageBody>;

export const SendMessageResponse = z.object({
  success: z.boolean(),
  message: z.string(),
});
export type SendMessageResponse = z.output<typeof SendMessageResponse>;
