import { z } from "zod";
import { orNull } from "../common";

export const CreateSandboxBody = z.object({
  agentId: z.string(),
  connectionName: z.string().optional(),
});
export type CreateSandboxBody = z.output<typeof CreateSandboxBody>;

export const CreateSandboxResponse = z.object({
  sandboxId: z.string(),
  deviceId: z.string(),
  connectionName: z.string(),
});
export type CreateSandboxResponse = z.output<typeof CreateSandboxResponse>;

export const ListSandboxesResponse = z.object({
  sandboxes: z.array(
    z.object({
      id: z.string(),
      sandboxId: z.string(),
      agentId: z.string(),
      connectionName: z.string(),
      deviceId: z.string(),
      organizationId: z.string(),
      connectionId: orNull(z.string()),
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
});
export type ListSandboxesResponse = z.output<typeof ListSandboxesResponse>;

export const TerminateSandboxResponse = z.object({
  success: z.boolean(),
  message: z.string(),
});
export type TerminateSandboxResponse = z.output<typeof TerminateSandboxResponse>;
