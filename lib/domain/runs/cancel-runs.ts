import { AppError } from "@/lib/shared/errors";
import { findAgent } from "../agents/agent-row";
import { denyPending } from "../approvals/deny-pending";
import type { Context } from "../context";

/** Runs by id, with what became of each. */
export type CancelOutcome = Record<string, "cancelled" | "failed">;

/**
 * Cancels runs of an agent: those named, or all that are active. What they produced so far is kept. Calls that
 * wait for an approval are denied, so that the agent can be spoken to again.
 * @throws AppError `conflict` when nothing is running
 */
export async function cancelRuns(
  ctx: Context,
  agentId: string,
  runIds: string[] | null,
): Promise<CancelOutcome> {
  await findAgent(ctx, agentId);
  const runs = await ctx.db.run.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      agent_id: agentId,
      ...(runIds ? { id: { in: runIds } } : { status: { in: ["created", "running"] } }),
    },
    orderBy: { created_at: "desc" },
    take: 100,
  });
  const outcome: CancelOutcome = Object.fromEntries((runIds ?? []).map((id) => [id, "failed"]));
  Object.assign(
    outcome,
    await cancelEach(
      ctx,
      runs.map(({ id }) => id),
    ),
  );
  // Of a named run that had come to its end by itself nothing waits.
  const stopped = runs.filter(
    ({ stop_reason }) => stop_reason === null || stop_reason === "requires_approval",
  );
  const waiting = runIds ? [] : [null, ...(await waitingConversations(ctx, agentId))];
  for (const conversationId of new Set([...stopped.map((run) => run.conversation_id), ...waiting])) {
    const denied = await denyPending(ctx, { agentId, conversationId });
    if (denied) outcome[denied] = "cancelled";
  }
  if (!runIds && Object.keys(outcome).length === 0)
    throw new AppError("conflict", `No active runs to cancel for agent ${agentId}`);
  return outcome;
}

/** Conversations of an agent that may wait for an approval; the turns that asked are over. */
async function waitingConversations(ctx: Context, agent_id: string): Promise<(string | null)[]> {
  const notes = await ctx.db.pendingApproval.findMany({
    where: { organization_id: ctx.actor.organizationId, agent_id },
    select: { conversation_id: true },
    orderBy: { waiting_since: "asc" },
    take: 100,
  });
  return notes.map(({ conversation_id }) => conversation_id);
}

/**
 * Marks those that are not over as cancelled and stops their execution; waits until it has stopped here. All are marked
 * before any is stopped, for the end of one lets the next in line begin.
 */
export async function cancelEach(ctx: Context, runIds: string[]): Promise<CancelOutcome> {
  const stopped = await ctx.db.run.updateManyAndReturn({
    where: {
      id: { in: runIds },
      organization_id: ctx.actor.organizationId,
      status: { in: ["created", "running"] },
    },
    data: { status: "cancelled", stop_reason: "cancelled", completed_at: ctx.clock.now() },
    select: { id: true },
  });
  await Promise.all(stopped.map(({ id }) => ctx.executor.cancel(id)));
  for (const { id } of stopped) {
    const awaited = await awaitedBy(ctx, id);
    if (awaited.length > 0) await cancelEach(ctx, awaited);
  }
  return Object.fromEntries(runIds.map((id) => [id, "cancelled" as const]));
}

/** Runs whose answers nobody wants any more: those that this one has started and waits for. */
async function awaitedBy(ctx: Context, parent_run_id: string): Promise<string[]> {
  const runs = await ctx.db.run.findMany({
    where: {
      parent_run_id,
      organization_id: ctx.actor.organizationId,
      status: { in: ["created", "running"] },
      metadata: { path: ["run_type"], equals: "multi_agent_send_message" },
    },
    select: { id: true },
  });
  return runs.map(({ id }) => id);
}
