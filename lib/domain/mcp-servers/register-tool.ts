import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { toTool } from "../tools/tool";
import { transaction } from "../transaction";
import { fetchTools } from "./fetch-tools";
import { findByName } from "./find-by-name";
import { schemaHealth } from "./schema-health";
import { insertTool, takenNames, updateRow } from "./sync-tools";
import { originOf } from "./tool-columns";

/**
 * Adds one tool of a server, or brings it up to date.
 * @throws AppError `not_found` for an unknown server or tool, `invalid_argument` for a schema that no model can use
 */
export async function registerTool(
  ctx: Context,
  { serverName, toolName }: { serverName: string; toolName: string },
  signal: AbortSignal,
) {
  const server = await findByName(ctx, serverName);
  const described = await fetchTools(ctx, server, { signal });
  const description = described.find(({ name }) => name === toolName);
  if (!description)
    throw new AppError("not_found", `MCP server '${serverName}' has no tool named '${toolName}'`);
  const { status, reasons } = schemaHealth(description.inputSchema);
  if (status === "INVALID")
    throw new AppError(
      "invalid_argument",
      `Models cannot use the schema of the tool '${toolName}': ${reasons.join("; ")}`,
    );
  return transaction(ctx, async (tx) => {
    const where = { mcp_server_id: server.id, organization_id: tx.actor.organizationId };
    const rows = await tx.db.tool.findMany({ where });
    const known = rows.find((row) => originOf(row)?.tool_name === toolName);
    if (!known) return toTool(await insertTool(tx, server, description, await takenNames(tx)));
    await updateRow(tx, { row: known, description });
    return toTool(await tx.db.tool.findFirstOrThrow({ where: { ...where, id: known.id } }));
  });
}
