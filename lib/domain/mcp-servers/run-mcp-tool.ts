import { ToolError, toolErrorLine } from "@/lib/runtime/tools/tool-error";
import type { Context } from "../context";
import { callMcpTool } from "./call-mcp-tool";
import { findMcpServer } from "./mcp-server";
import { findServerTool } from "./server-tools";

/**
 * Runs a tool of a server by hand, for no agent.
 * @throws AppError `not_found`; when the server cannot be used. A tool that fails is a result
 */
export async function runMcpTool(
  ctx: Context,
  { serverId, toolId, args }: { serverId: string; toolId: string; args: Record<string, unknown> },
  signal: AbortSignal,
) {
  await findMcpServer(ctx, serverId);
  const tool = await findServerTool(ctx, { serverId, toolId });
  const { isError, text } = await callMcpTool(ctx, tool, { args, agentId: null, signal });
  return {
    status: isError ? ("error" as const) : ("success" as const),
    func_return: text,
    agent_state: null,
    stdout: [],
    stderr: isError ? [toolErrorLine(tool.name, new ToolError(text))] : [],
    sandbox_config_fingerprint: null,
  };
}
