import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { type ToolRow, toTool } from "../tools/tool";
import { findMcpServer } from "./mcp-server";

/** @throws AppError `not_found` for an unknown server */
export async function listServerTools(ctx: Context, serverId: string) {
  await findMcpServer(ctx, serverId);
  const rows = await ctx.db.tool.findMany({
    where: { mcp_server_id: serverId, organization_id: ctx.actor.organizationId },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });
  return rows.map(toTool);
}

/** @throws AppError `not_found`, also for a tool of another server */
export async function findServerTool(
  ctx: Context,
  { serverId, toolId }: { serverId: string; toolId: string },
): Promise<ToolRow> {
  const row = await ctx.db.tool.findFirst({
    where: { id: toolId, mcp_server_id: serverId, organization_id: ctx.actor.organizationId },
  });
  if (!row) throw notFound("Tool", toolId);
  return row;
}
