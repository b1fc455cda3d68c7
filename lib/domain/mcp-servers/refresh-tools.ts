import { AppError } from "@/lib/shared/errors";
import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { fetchTools } from "./fetch-tools";
import type { McpServerRow } from "./mcp-server";
import { type SyncedTools, syncTools } from "./sync-tools";

/**
 * Asks a server again for its tools. An agent may lend its secrets for the templates.
 * @throws AppError `not_found` for an unknown agent; when the server cannot be reached
 */
export async function refreshTools(
  ctx: Context,
  server: McpServerRow,
  { agentId, signal }: { agentId?: string; signal: AbortSignal },
): Promise<SyncedTools> {
  if (agentId) await assertAgentExists(ctx, agentId);
  return syncTools(ctx, server.id, await fetchTools(ctx, server, { agentId, signal }));
}

/** The same for a server that was just registered: one that does not answer is registered all the same. */
export async function tryToFetchTools(
  ctx: Context,
  server: McpServerRow,
  signal: AbortSignal,
): Promise<void> {
  try {
    await refreshTools(ctx, server, { signal });
  } catch (err) {
    if (!(err instanceof AppError)) throw err;
    await ctx.db.mcpServer.updateMany({
      where: { id: server.id, organization_id: ctx.actor.organizationId },
      data: { last_error: err.message },
    });
  }
}
