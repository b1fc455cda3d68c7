import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import type { McpServerRow } from "./mcp-server";

/** Null where there is none. */
export const lookUpByName = (ctx: Context, server_name: string): Promise<McpServerRow | null> =>
  ctx.db.mcpServer.findFirst({ where: { organization_id: ctx.actor.organizationId, server_name } });

/** @throws AppError `not_found`, as clients of the older generation know it */
export async function findByName(ctx: Context, serverName: string): Promise<McpServerRow> {
  const row = await lookUpByName(ctx, serverName);
  if (!row)
    throw legacyNotFound("MCPServerNotFoundError", `MCP server '${serverName}' not found`, serverName);
  return row;
}

export const legacyNotFound = (code: string, message: string, mcp_server_name: string, cause?: unknown) =>
  new AppError("not_found", message, { detail: { detail: { code, message, mcp_server_name } }, cause });
