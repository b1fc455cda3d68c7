import type { McpToolDescription } from "@/lib/runtime/mcp";
import type { Context } from "../context";
import type { McpServerRow } from "./mcp-server";
import { type SchemaHealth, schemaHealth } from "./schema-health";
import { serverError } from "./server-error";
import { targetOf } from "./target-of";

interface Asking {
  agentId?: string | null;
  signal: AbortSignal;
}

/**
 * What a server offers now.
 * @throws AppError when it cannot be reached
 */
export async function fetchTools(
  ctx: Context,
  server: McpServerRow,
  { agentId, signal }: Asking,
): Promise<McpToolDescription[]> {
  const target = await targetOf(ctx, server, { agentId });
  try {
    return await ctx.mcp.listTools(target, { signal });
  } catch (err) {
    throw serverError(server.server_name, err);
  }
}

export type HealthyTool = McpToolDescription & { health: SchemaHealth };

export const withHealth = (tool: McpToolDescription): HealthyTool => ({
  ...tool,
  health: schemaHealth(tool.inputSchema),
});
