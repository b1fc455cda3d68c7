import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { ensureBaseTools } from "./ensure-base-tools";
import { toTool } from "./tool";
import { type ToolFilter, toolFilter } from "./tool-filter";

/** Tools of the organisation. The first page also brings back base tools that were deleted. */
export async function listTools(ctx: Context, filter: ToolFilter, page: Page) {
  const where = toolFilter(ctx, filter);
  if (!page.after) await ensureBaseTools(ctx);
  const rows = await listPage({
    where,
    organizationId: ctx.actor.organizationId,
    page,
    find: (query) => ctx.db.tool.findMany(query),
  });
  return rows.map(toTool);
}

export const countTools = (ctx: Context, filter: ToolFilter) =>
  ctx.db.tool.count({ where: toolFilter(ctx, filter) });
