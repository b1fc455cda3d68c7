import { AppError } from "@/lib/shared/errors";
import { denyPending } from "../approvals/deny-pending";
import type { Context } from "../context";
import { type CancelOutcome, cancelEach } from "../runs/cancel-runs";
import { activeGroupRuns } from "./active-group-runs";
import { findGroup } from "./group";
import { waitingInGroup } from "./waiting-in-group";

/**
 * Ends the turn of a group: whoever speaks is cancelled, and nobody is next. What a member waits for is denied.
 * @throws AppError `not_found`; `conflict` when nobody speaks or waits
 */
export async function cancelGroupTurn(ctx: Context, id: string): Promise<CancelOutcome> {
  await findGroup(ctx, id);
  const outcome: CancelOutcome = {};
  // A run that ended just before it could be cancelled has led to another one.
  for (;;) {
    const active = (await activeGroupRuns(ctx, id)).filter((run) => !(run.id in outcome));
    if (active.length === 0) break;
    Object.assign(
      outcome,
      await cancelEach(
        ctx,
        active.map((run) => run.id),
      ),
    );
  }
  const waiting = await waitingInGroup(ctx, id);
  if (waiting) {
    await denyPending(ctx, { agentId: waiting.agentId, conversationId: null });
    outcome[waiting.runId] = "cancelled";
  }
  if (Object.keys(outcome).length > 0) return outcome;
  throw new AppError("conflict", `No active runs to cancel for group ${id}`);
}
