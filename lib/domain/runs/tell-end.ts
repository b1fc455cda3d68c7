import type { RunModel } from "@/lib/generated/prisma/models";
import type { RunError, RunEvent, StopReason } from "@/lib/runtime/events";
import type { Context } from "../context";
import { sendCallback } from "./send-callback";
import { sumSteps } from "./sum-steps";

export type Stopped = Extract<RunEvent, { type: "stopped" }>;

type Ended = Pick<RunModel, "id" | "organization_id" | "callback_url">;

/**
 * Tells everybody that a run is over, and lets go of it; until then recovery does so. `stopped` is null when the log
 * has its end already.
 */
export async function tellEnd(ctx: Context, run: Ended, stopped: Stopped | null): Promise<void> {
  if (stopped) ctx.runLog.append(run.id, stopped);
  await ctx.runLog.flush(run.id);
  if (run.callback_url) await sendCallback(ctx, run.id);
  await ctx.db.run.updateMany({
    where: { id: run.id, organization_id: run.organization_id, lease_owner: ctx.executor.ownerId },
    data: { lease_owner: null, lease_expires_at: null },
  });
}

/** How a run that is over ended, as its rows have it. */
export async function endOnRecord(
  ctx: Context,
  run: Pick<RunModel, "id" | "organization_id" | "status" | "stop_reason" | "metadata">,
): Promise<Stopped> {
  const { usage } = await sumSteps(ctx, run);
  const { error = null } = (run.metadata ?? {}) as { error?: RunError | null };
  return {
    type: "stopped",
    stop_reason: (run.stop_reason as StopReason | null) ?? "error",
    usage,
    error: run.status === "failed" ? error : null,
  };
}
