import type { Context } from "../context";
import { type GroupRow, participants } from "./group";

/** Turns of the group that are not over, those that wait included, the oldest first. */
export const activeGroupRuns = (ctx: Context, group: GroupRow) =>
  ctx.db.run.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      agent_id: { in: participants(group) },
      status: { in: ["created", "running"] },
      metadata: { path: ["group_id"], equals: group.id },
    },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    select: { id: true },
  });
