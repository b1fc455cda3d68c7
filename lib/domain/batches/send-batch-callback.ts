import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { postCallback } from "../post-callback";

/** Whoever has begun to send and has no outcome after this long has died over it. */
const ABANDONED_AFTER_MS = 30_000;

/** Batches that are over and whose caller was not told, or only perhaps. */
export const withoutOutcome = {
  status: { in: ["completed", "failed", "cancelled", "expired"] },
  callback_url: { not: null },
  callback_status_code: null,
  callback_error: null,
} satisfies Prisma.JobWhereInput;

/** Of these, those that nobody else is about to tell. */
export const waitingForCallback = (now: Date): Prisma.JobWhereInput => ({
  ...withoutOutcome,
  OR: [
    { callback_sent_at: null },
    { callback_sent_at: { lt: new Date(now.getTime() - ABANDONED_AFTER_MS) } },
  ],
});

/** Tells the sender of a batch how it ended. No retry when nobody answers; the outcome is kept on the job. */
export async function sendBatchCallback(ctx: Context, id: string): Promise<void> {
  const organization_id = ctx.actor.organizationId;
  const now = ctx.clock.now();
  const [job] = await ctx.db.job.updateManyAndReturn({
    where: { id, organization_id, ...waitingForCallback(now) },
    data: { callback_sent_at: now },
  });
  if (!job?.callback_url) return;
  const outcome = await postCallback(ctx, job.callback_url, {
    job_id: job.id,
    status: job.status,
    completed_at: job.completed_at?.toISOString() ?? null,
    metadata: job.metadata,
  });
  await ctx.db.job.updateMany({ where: { id, organization_id }, data: outcome });
}
