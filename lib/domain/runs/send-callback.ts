import type { Context } from "../context";
import { postCallback } from "../post-callback";
import { collectResponse } from "./collect-response";

/** Tells the caller of an asynchronous run how it ended: once, without retry; the outcome is kept on the run. */
export async function sendCallback(ctx: Context, runId: string): Promise<void> {
  const run = await ctx.db.run.findFirst({ where: { id: runId, organization_id: ctx.actor.organizationId } });
  if (!run?.callback_url || run.callback_sent_at) return;
  const result = run.status === "completed" ? await collectResponse(ctx, run.id) : undefined;
  const outcome = await postCallback(ctx, run.callback_url, {
    run_id: run.id,
    status: run.status,
    completed_at: run.completed_at?.toISOString() ?? null,
    metadata: { ...(run.metadata as object | null), ...(result && { result }) },
  });
  await ctx.db.run.updateMany({
    where: { id: run.id, organization_id: run.organization_id },
    data: { ...outcome, callback_sent_at: ctx.clock.now() },
  });
}
