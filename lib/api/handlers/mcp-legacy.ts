import type { tools as contract } from "@/lib/contract/registry";
import type { Context } from "@/lib/domain/context";
import { assertUsable } from "@/lib/domain/mcp-servers/assert-usable";
import { connectMcpServer } from "@/lib/domain/mcp-servers/connect-mcp-server";
import { createMcpServer } from "@/lib/domain/mcp-servers/create-mcp-server";
import { deleteMcpServer } from "@/lib/domain/mcp-servers/delete-mcp-server";
import { executeMcpTool } from "@/lib/domain/mcp-servers/execute-mcp-tool";
import { fetchTools, withHealth } from "@/lib/domain/mcp-servers/fetch-tools";
import { findByName } from "@/lib/domain/mcp-servers/find-by-name";
import { listMcpServers } from "@/lib/domain/mcp-servers/list-mcp-servers";
import { configOf } from "@/lib/domain/mcp-servers/mcp-config";
import { receiveSignIn } from "@/lib/domain/mcp-servers/receive-sign-in";
import { registerTool } from "@/lib/domain/mcp-servers/register-tool";
import { resyncTools } from "@/lib/domain/mcp-servers/resync-tools";
import { callbackUrl, legacyChange, toLegacyConfig } from "@/lib/domain/mcp-servers/to-mcp-server";
import { tryMcpServer } from "@/lib/domain/mcp-servers/try-mcp-server";
import { updateMcpServer } from "@/lib/domain/mcp-servers/update-mcp-server";
import type { Handlers } from "../handlers";
import { EventStream } from "../sse";

const allConfigs = async (ctx: Context) => (await listMcpServers(ctx)).map((row) => toLegacyConfig(ctx, row));

/** MCP servers by their names, as clients of the older generation know them. */
export const mcpLegacy = {
  listMcpServers: async ({ ctx }) =>
    Object.fromEntries((await allConfigs(ctx)).map((config) => [config.server_name, config])),
  addMcpServer: async ({ ctx, body: { server_name, ...config }, signal }) => {
    await createMcpServer(ctx, { serverName: server_name, config }, signal);
    return allConfigs(ctx);
  },
  updateMcpServer: async ({ ctx, params, body }) => {
    const { id, server_type } = await findByName(ctx, params.mcp_server_name);
    return toLegacyConfig(ctx, await updateMcpServer(ctx, id, legacyChange(server_type, body)));
  },
  deleteMcpServer: async ({ ctx, params }) => {
    const { id } = await findByName(ctx, params.mcp_server_name);
    await deleteMcpServer(ctx, id);
    return allConfigs(ctx);
  },
  listMcpToolsByServer: async ({ ctx, params, signal }) => {
    const server = await findByName(ctx, params.mcp_server_name);
    return (await fetchTools(ctx, server, { signal })).map(withHealth);
  },
  addMcpTool: ({ ctx, params, signal }) =>
    registerTool(ctx, { serverName: params.mcp_server_name, toolName: params.mcp_tool_name }, signal),
  resyncMcpServerTools: ({ ctx, params, query, signal }) =>
    resyncTools(ctx, params.mcp_server_name, { agentId: query.agent_id, signal }),
  testMcpServer: ({ ctx, body: { server_name, ...config }, signal }) =>
    tryMcpServer(ctx, { serverName: server_name, config }, signal),
  connectMcpServer: ({ ctx, body: { server_name, ...given }, url, signal }) => {
    const server = configOf(given);
    assertUsable(ctx, server);
    const connecting = { serverName: server_name, server, redirectUrl: callbackUrl(ctx, url) };
    return new EventStream(connectMcpServer(ctx, connecting, signal));
  },
  executeMcpTool: ({ ctx, params, body, signal }) =>
    executeMcpTool(
      ctx,
      { serverName: params.mcp_server_name, toolName: params.tool_name, args: body.args ?? {} },
      signal,
    ),
  mcpOauthCallback: ({ ctx, query, url }) =>
    receiveSignIn(ctx, { ...query, issuer: url.searchParams.get("iss") }),
} satisfies Partial<Handlers<typeof contract>>;
