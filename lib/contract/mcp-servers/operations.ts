import { z } from "zod";
import { ToolExecutionResult } from "../agents/schemas";
import { noContent } from "../common";
import { operation } from "../operation";
import { Tool } from "../tools/schemas";
import {
  CreateMCPServerRequest,
  SSEMCPServer,
  StdioMCPServer,
  StreamableHTTPMCPServer,
  ToolExecuteRequest,
  UpdateMCPServerRequest,
} from "./schemas";

const mcpServerParams = z.object({ mcp_server_id: z.string() });
const mcpServerToolParams = z.object({ mcp_server_id: z.string(), tool_id: z.string() });

export const createMcpServer = operation({
  method: "POST",
  path: "/v1/mcp-servers/",
  operationId: "mcp_create_mcp_server",
  summary: "Create MCP server",
  body: CreateMCPServerRequest,
  response: z.union([StdioMCPServer, SSEMCPServer, StreamableHTTPMCPServer]),
});

export const listMcpServers = operation({
  method: "GET",
  path: "/v1/mcp-servers/",
  operationId: "mcp_list_mcp_servers",
  summary: "List MCP servers",
  response: z.array(z.union([StdioMCPServer, SSEMCPServer, StreamableHTTPMCPServer])),
});

export const retrieveMcpServer = operation({
  method: "GET",
  path: "/v1/mcp-servers/{mcp_server_id}",
  operationId: "mcp_retrieve_mcp_server",
  summary: "Retrieve MCP server",
  params: mcpServerParams,
  response: z.union([StdioMCPServer, SSEMCPServer, StreamableHTTPMCPServer]),
});

export const deleteMcpServer = operation({
  method: "DELETE",
  path: "/v1/mcp-servers/{mcp_server_id}",
  operationId: "mcp_delete_mcp_server",
  summary: "Delete MCP server",
  params: mcpServerParams,
  response: noContent,
  status: 204,
});

export const updateMcpServer = operation({
  method: "PATCH",
  path: "/v1/mcp-servers/{mcp_server_id}",
  operationId: "mcp_update_mcp_server",
  summary: "Update MCP server",
  params: mcpServerParams,
  body: UpdateMCPServerRequest,
  response: z.union([StdioMCPServer, SSEMCPServer, StreamableHTTPMCPServer]),
});

export const listToolsForMcpServer = operation({
  method: "GET",
  path: "/v1/mcp-servers/{mcp_server_id}/tools",
  operationId: "mcp_list_tools_for_mcp_server",
  summary: "List tools for MCP server",
  params: mcpServerParams,
  response: z.array(Tool),
});

export const retrieveMcpTool = operation({
  method: "GET",
  path: "/v1/mcp-servers/{mcp_server_id}/tools/{tool_id}",
  operationId: "mcp_retrieve_mcp_tool",
  summary: "Retrieve MCP tool",
  params: mcpServerToolParams,
  response: Tool,
});

export const runTool = operation({
  method: "POST",
  path: "/v1/mcp-servers/{mcp_server_id}/tools/{tool_id}/run",
  operationId: "mcp_run_tool",
  summary: "Run tool",
  params: mcpServerToolParams,
  body: ToolExecuteRequest.prefault({}),
  response: ToolExecutionResult,
});

export const refreshMcpServerTools = operation({
  method: "PATCH",
  path: "/v1/mcp-servers/{mcp_server_id}/refresh",
  operationId: "mcp_refresh_mcp_server_tools",
  summary: "Refresh MCP server tools",
  params: mcpServerParams,
  query: z.object({
    agent_id: z.string().optional(),
  }),
  response: z.unknown(),
});

export const connectMcpServer = operation({
  method: "GET",
  path: "/v1/mcp-servers/connect/{mcp_server_id}",
  operationId: "mcp_connect_mcp_server",
  summary: "Connect MCP server",
  params: mcpServerParams,
  response: z.unknown(),
  event: z.unknown(),
});
