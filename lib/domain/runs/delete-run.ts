import type { Context } from "../context";
import { transaction } from "../transaction";
import { findRun } from "./run";

/**
 * Forgets a run: its steps, its log and its exchanges with the provider. What was said stays in the history.
 * A run that is not over is stopped first.
 */
export async function deleteRun(ctx: Context, id: string): Promise<void> {
  const run = await findRun(ctx, id);
  if (run.completed_at === null) await stop(ctx, id);
  await transaction(ctx, async (tx) => {
    const where = { run_id: id, organization_id: tx.actor.organizationId };
    await tx.db.providerTrace.deleteMany({ where });
    await tx.db.summaryCall.deleteMany({ where });
    await tx.db.runEvent.deleteMany({ where });
    await tx.db.runOtid.deleteMany({ where });
    await tx.db.run.deleteMany({ where: { id, organization_id: tx.actor.organizationId } });
  });
}

async function stop(ctx: Context, id: string): Promise<void> {
  await ctx.db.run.updateMany({
    where: { id, organization_id: ctx.actor.organizationId, status: { in: ["created", "running"] } },
    data: { status: "cancelled", stop_reason: "cancelled", completed_at: ctx.clock.now() },
  });
  await ctx.executor.cancel(id);
}
