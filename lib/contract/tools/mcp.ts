import { z } from "zod";
import { orNull } from "../common";

export const MCPServerType = z.enum(["sse", "stdio", "streamable_http"]).meta({ id: "MCPServerType" });
export type MCPServerType = z.output<typeof MCPServerType>;

export const MCPToolHealth = z
  .object({
    status: z.string(),
    reasons: z.array(z.string()).default([]),
  })
  .meta({ id: "MCPToolHealth" });
export type MCPToolHealth = z.output<typeof MCPToolHealth>;

export const ToolAnnotations = z
  .looseObject({
    title: orNull(z.string()),
    readOnlyHint: orNull(z.boolean()),
    destructiveHint: orNull(z.boolean()),
    idempotentHint: orNull(z.boolean()),
    openWorldHint: orNull(z.boolean()),
  })
  .meta({ id: "ToolAnnotations" });
export type ToolAnnotations = z.output<typeof ToolAnnotations>;

export const MCPTool = z
  .looseObject({
    name: z.string(),
    title: orNull(z.string()),
    description: orNull(z.string()),
    inputSchema: z.record(z.string(), z.unknown()),
    outputSchema: orNull(z.record(z.string(), z.unknown())),
    annotations: orNull(ToolAnnotations),
    _meta: orNull(z.record(z.string(), z.unknown())),
    health: orNull(MCPToolHealth),
  })
  .meta({ id: "MCPTool" });
export type MCPTool = z.output<typeof MCPTool>;

export const SSEServerConfig = z
  .object({
    server_name: z.string(),
    type: MCPServerType.default("sse"),
    server_url: z.string(),
    auth_header: orNull(z.string()),
    auth_token: orNull(z.string()),
    custom_headers: orNull(z.record(z.string(), z.string())),
  })
  .meta({ id: "SSEServerConfig" });
export type SSEServerConfig = z.output<typeof SSEServerConfig>;

export const StdioServerConfig = z
  .object({
    server_name: z.string(),
    type: MCPServerType.default("stdio"),
    command: z.string(),
    args: z.array(z.string()),
    env: orNull(z.record(z.string(), z.string())),
  })
  .meta({ id: "StdioServerConfig" });
export type StdioServerConfig = z.output<typeof StdioServerConfig>;

export const StreamableHTTPServerConfig = z
  .object({
    server_name: z.string(),
    type: MCPServerType.default("streamable_http"),
    server_url: z.string(),
    auth_header: orNull(z.string()),
    auth_token: orNull(z.string()),
    custom_headers: orNull(z.record(z.string(), z.string())),
  })
  .meta({ id: "StreamableHTTPServerConfig" });
export type StreamableHTTPServerConfig = z.output<typeof StreamableHTTPServerConfig>;

export const LegacyUpdateSSEMCPServer = z
  .strictObject({
    server_name: z.string().nullish(),
    server_url: z.string().nullish(),
    token: z.string().nullish(),
    custom_headers: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "letta__schemas__mcp__UpdateSSEMCPServer" });
export type LegacyUpdateSSEMCPServer = z.output<typeof LegacyUpdateSSEMCPServer>;

export const LegacyUpdateStdioMCPServer = z
  .strictObject({
    server_name: z.string().nullish(),
    stdio_config: StdioServerConfig.nullish(),
  })
  .meta({ id: "letta__schemas__mcp__UpdateStdioMCPServer" });
export type LegacyUpdateStdioMCPServer = z.output<typeof LegacyUpdateStdioMCPServer>;

export const LegacyUpdateStreamableHTTPMCPServer = z
  .strictObject({
    server_name: z.string().nullish(),
    server_url: z.string().nullish(),
    auth_header: z.string().nullish(),
    auth_token: z.string().nullish(),
    custom_headers: z.record(z.string(), z.string()).nullish(),
  })
  .meta({ id: "letta__schemas__mcp__UpdateStreamableHTTPMCPServer" });
export type LegacyUpdateStreamableHTTPMCPServer = z.output<typeof LegacyUpdateStreamableHTTPMCPServer>;

export const LegacyMCPToolExecuteRequest = z
  .object({
    args: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "letta__server__rest_api__routers__v1__tools__ToolExecuteRequest" });
export type LegacyMCPToolExecuteRequest = z.output<typeof LegacyMCPToolExecuteRequest>;
