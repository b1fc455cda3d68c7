import { AppError } from "@/lib/shared/errors";
import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { type ToolRow, toTool } from "./tool";

const attachedTo = (ctx: Context, agentId: string) => ({
  organization_id: ctx.actor.organizationId,
  agents: { some: { agent_id: agentId } },
});

/** A page of an agent's tools. */
export async function listAttachedTools(ctx: Context, agentId: string, page: Page) {
  await assertAgentExists(ctx, agentId);
  const rows = await listPage({
    where: attachedTo(ctx, agentId),
    organizationId: ctx.actor.organizationId,
    page,
    defaultLimit: 10,
    find: (query) => ctx.db.tool.findMany(query),
  });
  return rows.map(toTool);
}

/** All tools of an agent, the oldest first. */
export const attachedTools = (ctx: Context, agentId: string): Promise<ToolRow[]> =>
  ctx.db.tool.findMany({ where: attachedTo(ctx, agentId), orderBy: [{ created_at: "asc" }, { id: "asc" }] });

/** @throws AppError `not_found` for a tool the agent does not have */
export async function findAttachedTool(ctx: Context, agentId: string, name: string): Promise<ToolRow> {
  const row = await ctx.db.tool.findFirst({ where: { ...attachedTo(ctx, agentId), name } });
  if (!row) throw new AppError("not_found", `Tool '${name}' is not attached to agent '${agentId}'`);
  return row;
}
