import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { deleteTool } from "../tools/delete-tool";
import { transaction } from "../transaction";
import { findMcpServer } from "./mcp-server";

/**
 * Forgets a server, its tools, which are taken from all agents, and the sign-ins at it.
 * @throws AppError `not_found`
 */
export async function deleteMcpServer(ctx: Context, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const organization_id = tx.actor.organizationId;
    const { server_name, server_url } = await findMcpServer(tx, id);
    const tools = await tx.db.tool.findMany({
      where: { mcp_server_id: id, organization_id },
      select: { id: true },
    });
    for (const tool of tools) await deleteTool(tx, tool.id);
    await tx.db.mcpOauthSession.deleteMany({
      where: {
        organization_id,
        OR: [{ mcp_server_id: id }, ...(server_url ? [{ mcp_server_id: null, server_url }] : [])],
      },
    });
    await tx.db.mcpServer.deleteMany({ where: { id, organization_id } });
    const detail = { server_name };
    await recordAudit(tx, { action: "mcp_server.deleted", entityType: "mcp_server", entityId: id, detail });
  });
  await ctx.mcp.forget(id);
}
