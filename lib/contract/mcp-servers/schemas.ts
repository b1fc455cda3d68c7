import { z } from "zod";
import { orNull } from "../common";

export const CreateSSEMCPServer = z
  .strictObject({
    mcp_server_type: z.literal("sse").default("sse"),
    server_url: z.string(),
    auth_header: z.string().nullish(),
    auth_token: z.string().nullish(),
    custom_headers: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "CreateSSEMCPServer" });
export type CreateSSEMCPServer = z.output<typeof CreateSSEMCPServer>;

export const CreateStdioMCPServer = z
  .strictObject({
    mcp_server_type: z.literal("stdio").default("stdio"),
    command: z.string(),
    args: z.array(z.string()),
    env: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "CreateStdioMCPServer" });
export type CreateStdioMCPServer = z.output<typeof CreateStdioMCPServer>;

export const CreateStreamableHTTPMCPServer = z
  .strictObject({
    mcp_server_type: z.literal("streamable_http").default("streamable_http"),
    server_url: z.string(),
    auth_header: z.string().nullish(),
    auth_token: z.string().nullish(),
    custom_headers: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "CreateStreamableHTTPMCPServer" });
export type CreateStreamableHTTPMCPServer = z.output<typeof CreateStreamableHTTPMCPServer>;

export const CreateMCPServerRequest = z
  .strictObject({
    server_name: z.string(),
    config: z.discriminatedUnion("mcp_server_type", [
      CreateStdioMCPServer,
      CreateSSEMCPServer,
      CreateStreamableHTTPMCPServer,
    ]),
  })
  .meta({ id: "CreateMCPServerRequest" });
export type CreateMCPServerRequest = z.output<typeof CreateMCPServerRequest>;

export const SSEMCPServer = z
  .object({
    mcp_server_type: z.literal("sse").default("sse"),
    server_url: z.string(),
    auth_header: orNull(z.string()),
    auth_token: orNull(z.string()),
    custom_headers: orNull(z.record(z.string(), z.string())),
    id: z.string(),
    server_name: z.string(),
  })
  .meta({ id: "SSEMCPServer" });
export type SSEMCPServer = z.output<typeof SSEMCPServer>;

export const StdioMCPServer = z
  .object({
    mcp_server_type: z.literal("stdio").default("stdio"),
    command: z.string(),
    args: z.array(z.string()),
    env: orNull(z.record(z.string(), z.string())),
    id: z.string(),
    server_name: z.string(),
  })
  .meta({ id: "StdioMCPServer" });
export type StdioMCPServer = z.output<typeof StdioMCPServer>;

export const StreamableHTTPMCPServer = z
  .object({
    mcp_server_type: z.literal("streamable_http").default("streamable_http"),
    server_url: z.string(),
    auth_header: orNull(z.string()),
    auth_token: orNull(z.string()),
    custom_headers: orNull(z.record(z.string(), z.string())),
    id: z.string(),
    server_name: z.string(),
  })
  .meta({ id: "StreamableHTTPMCPServer" });
export type StreamableHTTPMCPServer = z.output<typeof StreamableHTTPMCPServer>;

export const UpdateSSEMCPServer = z
  .strictObject({
    mcp_server_type: z.literal("sse").default("sse"),
    server_url: z.string().nullable(),
    auth_header: z.string().nullish(),
    auth_token: z.string().nullish(),
    custom_headers: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "letta__schemas__mcp_server__UpdateSSEMCPServer" });
export type UpdateSSEMCPServer = z.output<typeof UpdateSSEMCPServer>;

export const UpdateStdioMCPServer = z
  .strictObject({
    mcp_server_type: z.literal("stdio").default("stdio"),
    command: z.string().nullable(),
    args: z.array(z.string()).nullable(),
    env: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "letta__schemas__mcp_server__UpdateStdioMCPServer" });
export type UpdateStdioMCPServer = z.output<typeof UpdateStdioMCPServer>;

export const UpdateStreamableHTTPMCPServer = z
  .strictObject({
    mcp_server_type: z.literal("streamable_http").default("streamable_http"),
    server_url: z.string().nullable(),
    auth_header: z.string().nullish(),
    auth_token: z.string().nullish(),
    custom_headers: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "letta__schemas__mcp_server__UpdateStreamableHTTPMCPServer" });
export type UpdateStreamableHTTPMCPServer = z.output<typeof UpdateStreamableHTTPMCPServer>;

export const UpdateMCPServerRequest = z
  .strictObject({
    server_name: z.string().nullish(),
    config: z.discriminatedUnion("mcp_server_type", [
      UpdateStdioMCPServer,
      UpdateSSEMCPServer,
      UpdateStreamableHTTPMCPServer,
    ]),
  })
  .meta({ id: "UpdateMCPServerRequest" });
export type UpdateMCPServerRequest = z.output<typeof UpdateMCPServerRequest>;

export const ToolExecuteRequest = z
  .strictObject({
    args: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "letta__schemas__mcp_server__ToolExecuteRequest" });
export type ToolExecuteRequest = z.output<typeof ToolExecuteRequest>;
