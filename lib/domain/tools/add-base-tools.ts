import type { Context } from "../context";
import { ensureBaseTools } from "./ensure-base-tools";
import { baseToolNames, isBaseTool, toTool } from "./tool";

/** Every base tool, made where it is missing. */
export async function addBaseTools(ctx: Context) {
  await ensureBaseTools(ctx);
  const rows = await ctx.db.tool.findMany({
    where: { organization_id: ctx.actor.organizationId, name: { in: [...baseToolNames] } },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });
  return rows.filter(isBaseTool).map(toTool);
}
