import type { Tool as ToolRow } from "@/lib/generated/prisma/client";
import type { McpToolDescription } from "@/lib/runtime/mcp";
import type { Context } from "../context";
import { deleteTool } from "../tools/delete-tool";
import { baseToolNames } from "../tools/tool";
import { transaction } from "../transaction";
import { findMcpServer, type McpServerRow } from "./mcp-server";
import { schemaHealth } from "./schema-health";
import { freeName, mcpTag, originOf, toolColumns, unhealthyColumns } from "./tool-columns";

export interface SyncedTools {
  deleted: string[];
  updated: string[];
  added: string[];
}

/**
 * Makes the tools of a server what the server says they are, and tells by their names what changed. Those that are gone
 * are taken from all agents. Those whose schema no model can use are not added; where one was usable before, agents that
 * have it keep it as it was.
 */
export async function syncTools(
  ctx: Context,
  serverId: string,
  described: McpToolDescription[],
): Promise<SyncedTools> {
  return transaction(ctx, async (tx) => {
    // The first write holds the row, so that two synchronisations do not add the same tools.
    await tx.db.mcpServer.updateMany({
      where: { id: serverId, organization_id: tx.actor.organizationId },
      data: { last_synced: tx.clock.now(), last_error: null },
    });
    const server = await findMcpServer(tx, serverId);
    const rows = await tx.db.tool.findMany({
      where: { mcp_server_id: serverId, organization_id: tx.actor.organizationId },
    });
    const byOrigin = new Map(rows.map((row) => [originOf(row)?.tool_name ?? row.name, row]));
    const offered = new Map(described.map((description) => [description.name, description]));
    const taken = await takenNames(tx);
    const result: SyncedTools = { deleted: [], updated: [], added: [] };
    for (const [name, row] of byOrigin)
      if (!offered.has(name)) {
        await deleteTool(tx, row.id);
        result.deleted.push(row.name);
      }
    for (const [name, description] of offered) {
      const row = byOrigin.get(name);
      if (row && (await updateRow(tx, { row, description }))) result.updated.push(row.name);
      if (!row && schemaHealth(description.inputSchema).status !== "INVALID")
        result.added.push((await insertTool(tx, server, description, taken)).name);
    }
    return result;
  });
}

/** Adds one tool; its name gives way to those that are taken, and is one of them then. */
export async function insertTool(
  tx: Context,
  server: McpServerRow,
  description: McpToolDescription,
  taken: Set<string>,
): Promise<ToolRow> {
  const name = freeName(description.name, server.server_name, taken);
  taken.add(name);
  return tx.db.tool.create({
    data: {
      id: tx.ids.next("tool"),
      organization_id: tx.actor.organizationId,
      tool_type: "external_mcp",
      source_type: null,
      mcp_server_id: server.id,
      tags: [mcpTag(server.server_name)],
      metadata_: {
        mcp: { server_name: server.server_name, server_id: server.id, tool_name: description.name },
      },
      project_id: tx.projectId,
      created_by_id: tx.actor.userId,
      last_updated_by_id: tx.actor.userId,
      created_at: tx.clock.now(),
      ...toolColumns(description, name),
    },
  });
}

interface Offer {
  row: ToolRow;
  description: McpToolDescription;
}

/** True when something changed. */
export async function updateRow(tx: Context, { row, description }: Offer) {
  const health = schemaHealth(description.inputSchema);
  const columns =
    health.status === "INVALID" ? unhealthyColumns(row, health) : toolColumns(description, row.name);
  const isSame = Object.entries(columns).every(
    ([key, value]) => sorted(value) === sorted(row[key as keyof ToolRow]),
  );
  if (isSame) return false;
  await tx.db.tool.update({
    where: { id: row.id, organization_id: tx.actor.organizationId },
    data: { ...columns, last_updated_by_id: tx.actor.userId },
  });
  return true;
}

/** The database gives objects back with their keys in another order. */
const sorted = (value: unknown) =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** No two tools of an organisation have one name. */
export async function takenNames(tx: Context): Promise<Set<string>> {
  const rows = await tx.db.tool.findMany({
    where: { organization_id: tx.actor.organizationId },
    select: { name: true },
  });
  return new Set([...rows.map(({ name }) => name), ...baseToolNames]);
}
