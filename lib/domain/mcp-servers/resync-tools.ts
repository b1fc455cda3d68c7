import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { legacyNotFound, lookUpByName } from "./find-by-name";
import { refreshTools } from "./refresh-tools";

/**
 * Asks a server again for its tools, and fails in the words of the older API.
 * @throws AppError `invalid_argument` for an unknown server, `not_found` for one that does not answer
 */
export async function resyncTools(
  ctx: Context,
  serverName: string,
  options: { agentId?: string; signal: AbortSignal },
) {
  const server = await lookUpByName(ctx, serverName);
  if (!server) throw new AppError("invalid_argument", `MCP server '${serverName}' not found`);
  try {
    return await refreshTools(ctx, server, options);
  } catch (err) {
    if (!(err instanceof AppError) || err.code !== "unavailable") throw err;
    throw legacyNotFound("MCPServerUnavailable", err.message, serverName, err);
  }
}
