import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { assertUsable } from "./assert-usable";
import { configOf, type GivenConfig } from "./mcp-config";
import { type McpServerRow, sealedColumns } from "./mcp-server";
import { tryToFetchTools } from "./refresh-tools";

/**
 * Registers a server and fetches its tools. One that does not answer is registered all the same.
 * @throws AppError `conflict` for a name in use; for a connection that the operator does not allow
 */
export async function createMcpServer(
  ctx: Context,
  { serverName, config: given }: { serverName: string; config: GivenConfig },
  signal: AbortSignal,
): Promise<McpServerRow> {
  const server_name = usableName(serverName);
  const config = configOf(given);
  assertUsable(ctx, config);
  const row = await transaction(ctx, async (tx) => {
    await assertNameFree(tx, server_name);
    const id = tx.ids.next("mcp_server");
    const created = await tx.db.mcpServer.create({
      data: {
        id,
        organization_id: tx.actor.organizationId,
        server_name,
        ...sealedColumns(tx, id, config),
        created_by_id: tx.actor.userId,
        last_updated_by_id: tx.actor.userId,
        created_at: tx.clock.now(),
      },
    });
    const detail = { server_name, server_type: config.type };
    await recordAudit(tx, { action: "mcp_server.created", entityType: "mcp_server", entityId: id, detail });
    return created;
  });
  await tryToFetchTools(ctx, row, signal);
  return row;
}

/** @throws AppError `unprocessable` */
export function usableName(given: string): string {
  const name = given.trim();
  if (name !== "" && name.length <= 255) return name;
  throw new AppError("unprocessable", "server_name must have 1 to 255 characters");
}

/** @throws AppError `conflict` */
export async function assertNameFree(ctx: Context, server_name: string): Promise<void> {
  const where = { organization_id: ctx.actor.organizationId, server_name };
  if (await ctx.db.mcpServer.findFirst({ where, select: { id: true } }))
    throw new AppError("conflict", `An MCP server named '${server_name}' exists already`);
}
