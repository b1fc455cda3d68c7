import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { assertUsable } from "./assert-usable";
import { assertNameFree, usableName } from "./create-mcp-server";
import { configOf, type GivenConfig } from "./mcp-config";
import { findMcpServer, type McpServerRow, openedConfig, sealedColumns } from "./mcp-server";
import { mcpTag, originOf } from "./tool-columns";

/**
 * Changes how a server is reached, or its name, which its tools then carry. What is null or absent stays.
 * @throws AppError `not_found`, `conflict` for a name in use, `unprocessable` for another type than the server's
 */
export async function updateMcpServer(
  ctx: Context,
  id: string,
  { serverName, config: given }: { serverName?: string | null; config: GivenConfig },
): Promise<McpServerRow> {
  const row = await transaction(ctx, async (tx) => {
    const current = await findMcpServer(tx, id);
    if (given.type !== current.server_type)
      throw new AppError(
        "unprocessable",
        `The server is of the type ${current.server_type}; its type cannot be changed to ${given.type}`,
      );
    const config = configOf(given, openedConfig(tx, current));
    assertUsable(tx, config);
    const server_name = serverName ? usableName(serverName) : current.server_name;
    if (server_name !== current.server_name) {
      await assertNameFree(tx, server_name);
      await renameInTools(tx, current, server_name);
    }
    const detail = { server_name, fields: Object.keys(given).sort() };
    await recordAudit(tx, { action: "mcp_server.updated", entityType: "mcp_server", entityId: id, detail });
    return tx.db.mcpServer.update({
      where: { id, organization_id: tx.actor.organizationId },
      data: { server_name, ...sealedColumns(tx, id, config), last_updated_by_id: tx.actor.userId },
    });
  });
  await ctx.mcp.forget(id);
  return row;
}

async function renameInTools(tx: Context, server: McpServerRow, server_name: string): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const tools = await tx.db.tool.findMany({ where: { mcp_server_id: server.id, organization_id } });
  for (const tool of tools) {
    const tags = tool.tags.map((tag) => (tag === mcpTag(server.server_name) ? mcpTag(server_name) : tag));
    const origin = { tool_name: tool.name, server_id: server.id, ...originOf(tool), server_name };
    const metadata_ = { ...(tool.metadata_ as object), mcp: origin };
    await tx.db.tool.update({ where: { id: tool.id, organization_id }, data: { tags, metadata_ } });
  }
}
