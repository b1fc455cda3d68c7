import type { Context } from "../context";

/**
 * Turns of the group that are not over, those that wait included, the oldest first. Whoever has left the group since
 * may still be speaking in it.
 */
export const activeGroupRuns = (ctx: Context, groupId: string) =>
  ctx.db.run.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      status: { in: ["created", "running"] },
      metadata: { path: ["group_id"], equals: groupId },
    },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    select: { id: true },
  });
