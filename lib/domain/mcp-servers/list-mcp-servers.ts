import type { Context } from "../context";
import type { McpServerRow } from "./mcp-server";

/** More are not shown; who has more looks them up by name. */
const limit = 200;

/** The servers of the organisation, the oldest first. */
export const listMcpServers = (ctx: Context): Promise<McpServerRow[]> =>
  ctx.db.mcpServer.findMany({
    where: { organization_id: ctx.actor.organizationId },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    take: limit,
  });
