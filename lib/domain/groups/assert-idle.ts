import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { waitingForApproval } from "../runs/admit-input";
import { activeGroupRuns } from "./active-group-runs";
import { waitingInGroup } from "./waiting-in-group";

/** @throws AppError `conflict` while somebody speaks in the group */
export async function assertNobodySpeaks(tx: Context, groupId: string): Promise<void> {
  const [active] = await activeGroupRuns(tx, groupId);
  if (!active) return;
  const text = `Run '${active.id}' of the group is active; cancel it or wait for its end`;
  throw new AppError("conflict", text, { detail: { run_id: active.id } });
}

/** @throws AppError `conflict` while a turn of the group is not over, be it that it waits for an approval */
export async function assertIdle(tx: Context, groupId: string): Promise<void> {
  await assertNobodySpeaks(tx, groupId);
  const waiting = await waitingInGroup(tx, groupId);
  if (waiting) throw waitingForApproval(waiting.requestId);
}
