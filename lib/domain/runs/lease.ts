import { LeaseLost } from "@/lib/shared/lease-lost";
import type { Context } from "../context";

export { LeaseLost };

/** A run belongs to a process for this long; the process renews it while it lives. */
export const LEASE_MS = 30_000;
export const LEASE_RENEWAL_MS = 10_000;

/** Why a server that stops aborts what it still runs; nobody cancelled those turns. */
export const SHUTDOWN = "the server is stopping";

/**
 * Holds the run for this transaction. What a process writes after it lost the run must not become history.
 * @returns whether the run has been cancelled
 * @throws LeaseLost when the run is another process's, or over
 */
export async function holdRun(
  tx: Context,
  run: { id: string; organization_id: string },
  toolIds: string[] = [],
): Promise<{ isCancelled: boolean }> {
  const [held] = await tx.db.run.updateManyAndReturn({
    where: { id: run.id, organization_id: run.organization_id, lease_owner: tx.executor.ownerId },
    data: { tools_used: { push: toolIds } },
    select: { status: true },
  });
  if (!held) throw new LeaseLost(run.id);
  return { isCancelled: held.status === "cancelled" };
}
