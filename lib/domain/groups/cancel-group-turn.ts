import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { type CancelOutcome, cancelEach } from "../runs/cancel-runs";
import { activeGroupRuns } from "./active-group-runs";
import { findGroup } from "./group";

/**
 * Ends the turn of a group: whoever speaks is cancelled, and nobody is next.
 * @throws AppError `not_found`; `conflict` when nobody speaks
 */
export async function cancelGroupTurn(ctx: Context, id: string): Promise<CancelOutcome> {
  const group = await findGroup(ctx, id);
  const outcome: CancelOutcome = {};
  // A run that ended just before it could be cancelled has led to another one.
  for (;;) {
    const active = (await activeGroupRuns(ctx, group)).filter((run) => !(run.id in outcome));
    if (active.length === 0) break;
    Object.assign(
      outcome,
      await cancelEach(
        ctx,
        active.map((run) => run.id),
      ),
    );
  }
  if (Object.keys(outcome).length > 0) return outcome;
  throw new AppError("conflict", `No active runs to cancel for group ${id}`);
}
