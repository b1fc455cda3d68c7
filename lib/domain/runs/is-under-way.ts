import type { Context } from "../context";

/**
 * Whether a run may still store something: it is not over, or it was cancelled and the process that executes it has not
 * noticed yet. A process that has not prolonged its lease counts for dead.
 */
export async function isUnderWay(ctx: Context, runId: string): Promise<boolean> {
  const count = await ctx.db.run.count({
    where: {
      id: runId,
      organization_id: ctx.actor.organizationId,
      OR: [
        { status: { in: ["created", "running"] } },
        { status: "cancelled", lease_owner: { not: null }, lease_expires_at: { gt: ctx.clock.now() } },
      ],
    },
  });
  return count > 0;
}
