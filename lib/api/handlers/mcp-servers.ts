import type { mcpServers as contract } from "@/lib/contract/registry";
import { connectMcpServer } from "@/lib/domain/mcp-servers/connect-mcp-server";
import { createMcpServer } from "@/lib/domain/mcp-servers/create-mcp-server";
import { deleteMcpServer } from "@/lib/domain/mcp-servers/delete-mcp-server";
import { listMcpServers } from "@/lib/domain/mcp-servers/list-mcp-servers";
import { findMcpServer } from "@/lib/domain/mcp-servers/mcp-server";
import { refreshTools } from "@/lib/domain/mcp-servers/refresh-tools";
import { runMcpTool } from "@/lib/domain/mcp-servers/run-mcp-tool";
import { findServerTool, listServerTools } from "@/lib/domain/mcp-servers/server-tools";
import { callbackUrl, toMcpServer } from "@/lib/domain/mcp-servers/to-mcp-server";
import { updateMcpServer } from "@/lib/domain/mcp-servers/update-mcp-server";
import { toTool } from "@/lib/domain/tools/tool";
import type { Handlers } from "../handlers";
import { EventStream } from "../sse";

export const mcpServers: Handlers<typeof contract> = {
  createMcpServer: async ({ ctx, body: { server_name, config }, signal }) => {
    const given = { ...config, type: config.mcp_server_type };
    return toMcpServer(ctx, await createMcpServer(ctx, { serverName: server_name, config: given }, signal));
  },
  listMcpServers: async ({ ctx }) => (await listMcpServers(ctx)).map((row) => toMcpServer(ctx, row)),
  retrieveMcpServer: async ({ ctx, params }) =>
    toMcpServer(ctx, await findMcpServer(ctx, params.mcp_server_id)),
  deleteMcpServer: ({ ctx, params }) => deleteMcpServer(ctx, params.mcp_server_id),
  updateMcpServer: async ({ ctx, params, body: { server_name, config } }) => {
    const change = { serverName: server_name, config: { ...config, type: config.mcp_server_type } };
    return toMcpServer(ctx, await updateMcpServer(ctx, params.mcp_server_id, change));
  },
  listToolsForMcpServer: ({ ctx, params }) => listServerTools(ctx, params.mcp_server_id),
  retrieveMcpTool: async ({ ctx, params }) =>
    toTool(await findServerTool(ctx, { serverId: params.mcp_server_id, toolId: params.tool_id })),
  runTool: ({ ctx, params, body, signal }) =>
    runMcpTool(
      ctx,
      { serverId: params.mcp_server_id, toolId: params.tool_id, args: body.args ?? {} },
      signal,
    ),
  refreshMcpServerTools: async ({ ctx, params, query, signal }) =>
    refreshTools(ctx, await findMcpServer(ctx, params.mcp_server_id), { agentId: query.agent_id, signal }),
  connectMcpServer: async ({ ctx, params, url, signal }) => {
    const server = await findMcpServer(ctx, params.mcp_server_id);
    const connecting = { serverName: server.server_name, server, redirectUrl: callbackUrl(ctx, url) };
    return new EventStream(connectMcpServer(ctx, connecting, signal));
  },
};
