import { McpFailure } from "@/lib/runtime/mcp";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import type { Context } from "../context";
import type { ToolRow } from "../tools/tool";
import type { ToolFunction } from "../tools/tool-scope";
import { findMcpServer, type McpServerRow } from "./mcp-server";
import { serverError } from "./server-error";
import { targetOf } from "./target-of";
import { originOf } from "./tool-columns";

/** What is said in the place of an answer without any text. */
const NOTHING_SAID = "[The tool returned an empty response]";

interface Call {
  args: Record<string, unknown>;
  agentId: string | null;
  signal: AbortSignal;
}

export interface McpAnswer {
  isError: boolean;
  text: string;
}

/**
 * Calls a tool at its server. A tool that fails, and a server that refuses the call, are answers.
 * @throws AppError when the server cannot be used
 */
export async function callMcpTool(ctx: Context, tool: ToolRow, call: Call): Promise<McpAnswer> {
  const server = await findMcpServer(ctx, tool.mcp_server_id ?? "");
  return callAtServer(ctx, server, { ...call, name: originOf(tool)?.tool_name ?? tool.name });
}

/** The same for a tool by the name that its server has for it. */
export async function callAtServer(
  ctx: Context,
  server: McpServerRow,
  { name, args, agentId, signal }: Call & { name: string },
): Promise<McpAnswer> {
  const target = await targetOf(ctx, server, { agentId });
  try {
    const { isError, text } = await ctx.mcp.callTool(target, { name, args }, { signal });
    return { isError, text: text === "" ? NOTHING_SAID : text };
  } catch (err) {
    if (err instanceof McpFailure && err.kind === "protocol") return { isError: true, text: err.message };
    throw serverError(server.server_name, err);
  }
}

/** The same as agents call it, with their secrets. */
export const mcpToolFunction =
  (tool: ToolRow): ToolFunction =>
  async ({ ctx, agent, signal }, args) => {
    const { isError, text } = await callMcpTool(ctx, tool, { args, agentId: agent.id, signal });
    if (isError) throw new ToolError(text);
    return text;
  };
