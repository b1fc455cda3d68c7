import { Prisma } from "@/lib/generated/prisma/client";
import type { PendingApprovalModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import { expireApproval } from "./expire-approval";

/** Requests that one pass looks at; the next pass goes on. */
const BATCH_MAX = 20;

/**
 * One look for requests that nobody answered in time. All state is in the database and every change of it is
 * conditional, so passes may be cut off anywhere, repeated, and made by several processes.
 * @returns whether there may be more of them
 */
export async function expireApprovals(
  db: Context["db"],
  contextFor: (organizationId: string) => Context,
  { expiresAfterMs, now }: { expiresAfterMs: number; now: Date },
): Promise<boolean> {
  const expired = await db.$queryRaw<Pick<PendingApprovalModel, "place_id" | "organization_id">[]>(Prisma.sql`
    select place_id, organization_id
    from pending_approvals
    where waiting_since <= ${new Date(now.getTime() - expiresAfterMs)}
      and not exists (
        select 1
        from runs
        where runs.id = pending_approvals.answering_run_id
          and runs.status in ('created', 'running')
      )
    order by waiting_since
    limit ${BATCH_MAX}`);
  for (const { place_id, organization_id } of expired) await expireOne(contextFor(organization_id), place_id);
  return expired.length === BATCH_MAX;
}

/** One that cannot be answered must not keep the others waiting: it is its turn again when it has expired once more. */
async function expireOne(ctx: Context, place_id: string): Promise<void> {
  const where = { place_id, organization_id: ctx.actor.organizationId };
  const note = await ctx.db.pendingApproval.findUnique({ where });
  if (!note) return;
  try {
    await expireApproval(ctx, note);
  } catch (error) {
    ctx.log.warn({ agent_id: note.agent_id, error }, "an expired approval could not be answered");
    const unchanged = { ...where, waiting_since: note.waiting_since };
    await ctx.db.pendingApproval.updateMany({
      where: unchanged,
      data: { waiting_since: ctx.clock.now() },
    });
  }
}

/** When the next request expires that waits now; null when none does. */
export async function nextExpiry(db: Context["db"], expiresAfterMs: number): Promise<Date | null> {
  const longest = await db.pendingApproval.findFirst({
    orderBy: { waiting_since: "asc" },
    select: { waiting_since: true },
  });
  return longest && new Date(longest.waiting_since.getTime() + expiresAfterMs);
}
