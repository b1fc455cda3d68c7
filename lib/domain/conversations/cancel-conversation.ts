import { AppError } from "@/lib/shared/errors";
import { denyPending } from "../approvals/deny-pending";
import type { Context } from "../context";
import { type CancelOutcome, cancelEach } from "../runs/cancel-runs";
import type { ConversationTarget } from "./conversation-target";
import { activeRuns } from "./start-conversation-run";

/**
 * Cancels what a conversation is doing and denies what it waits for, so that it can be spoken to again.
 * @throws AppError `conflict` when there is neither
 */
export async function cancelConversation(ctx: Context, target: ConversationTarget): Promise<CancelOutcome> {
  const runs = await activeRuns(ctx, target);
  const outcome = await cancelEach(ctx, runs.map(({ id }) => id).reverse());
  const denied = await denyPending(ctx, target);
  if (denied) outcome[denied] = "cancelled";
  if (runs.length === 0 && !denied)
    throw new AppError("conflict", "No active runs to cancel for this conversation");
  return outcome;
}
