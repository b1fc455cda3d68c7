import { z } from "zod";
import { operation } from "../operation";
import {
  LegacyMCPToolExecuteRequest,
  LegacyUpdateSSEMCPServer,
  LegacyUpdateStdioMCPServer,
  LegacyUpdateStreamableHTTPMCPServer,
  MCPTool,
  SSEServerConfig,
  StdioServerConfig,
  StreamableHTTPServerConfig,
} from "./mcp";
import { Tool } from "./schemas";

const mcpServerNameParams = z.object({ mcp_server_name: z.string() });

export const listMcpServers = operation({
  method: "GET",
  path: "/v1/tools/mcp/servers",
  operationId: "list_mcp_servers",
  summary: "List MCP servers",
  response: z.record(z.string(), z.union([SSEServerConfig, StdioServerConfig, StreamableHTTPServerConfig])),
});

export const addMcpServer = operation({
  method: "PUT",
  path: "/v1/tools/mcp/servers",
  operationId: "add_mcp_server",
  summary: "Add MCP server",
  body: z.union([StdioServerConfig, SSEServerConfig, StreamableHTTPServerConfig]),
  response: z.array(z.union([StdioServerConfig, SSEServerConfig, StreamableHTTPServerConfig])),
});

export const listMcpToolsByServer = operation({
  method: "GET",
  path: "/v1/tools/mcp/servers/{mcp_server_name}/tools",
  operationId: "list_mcp_tools_by_server",
  summary: "List MCP tools by server",
  params: mcpServerNameParams,
  response: z.array(MCPTool),
});

export const resyncMcpServerTools = operation({
  method: "POST",
  path: "/v1/tools/mcp/servers/{mcp_server_name}/resync",
  operationId: "resync_mcp_server_tools",
  summary: "Resync MCP server tools",
  params: mcpServerNameParams,
  query: z.object({
    agent_id: z.string().optional(),
  }),
  response: z.unknown(),
});

export const addMcpTool = operation({
  method: "POST",
  path: "/v1/tools/mcp/servers/{mcp_server_name}/{mcp_tool_name}",
  operationId: "add_mcp_tool",
  summary: "Add MCP tool",
  params: z.object({ mcp_server_name: z.string(), mcp_tool_name: z.string() }),
  response: Tool,
});

export const updateMcpServer = operation({
  method: "PATCH",
  path: "/v1/tools/mcp/servers/{mcp_server_name}",
  operationId: "update_mcp_server",
  summary: "Update MCP server",
  params: mcpServerNameParams,
  body: z.union([LegacyUpdateStdioMCPServer, LegacyUpdateSSEMCPServer, LegacyUpdateStreamableHTTPMCPServer]),
  response: z.union([StdioServerConfig, SSEServerConfig, StreamableHTTPServerConfig]),
});

export const deleteMcpServer = operation({
  method: "DELETE",
  path: "/v1/tools/mcp/servers/{mcp_server_name}",
  operationId: "delete_mcp_server",
  summary: "Delete MCP server",
  params: mcpServerNameParams,
  response: z.array(z.union([StdioServerConfig, SSEServerConfig, StreamableHTTPServerConfig])),
});

export const testMcpServer = operation({
  method: "POST",
  path: "/v1/tools/mcp/servers/test",
  operationId: "test_mcp_server",
  summary: "Test MCP server",
  body: z.union([StdioServerConfig, SSEServerConfig, StreamableHTTPServerConfig]),
  response: z.unknown(),
});

export const connectMcpServer = operation({
  method: "POST",
  path: "/v1/tools/mcp/servers/connect",
  operationId: "connect_mcp_server",
  summary: "Connect MCP server",
  body: z.union([StdioServerConfig, SSEServerConfig, StreamableHTTPServerConfig]),
  response: z.unknown(),
  event: z.unknown(),
});

export const executeMcpTool = operation({
  method: "POST",
  path: "/v1/tools/mcp/servers/{mcp_server_name}/tools/{tool_name}/execute",
  operationId: "execute_mcp_tool",
  summary: "Execute MCP tool",
  params: z.object({ mcp_server_name: z.string(), tool_name: z.string() }),
  body: LegacyMCPToolExecuteRequest,
  response: z.unknown(),
});

export const mcpOauthCallback = operation({
  method: "GET",
  path: "/v1/tools/mcp/oauth/callback",
  operationId: "mcp_oauth_callback",
  summary: "MCP OAuth callback",
  query: z.object({
    code: z.string().optional(),
    state: z.string().optional(),
    error: z.string().optional(),
    error_description: z.string().optional(),
  }),
  response: z.unknown(),
});
