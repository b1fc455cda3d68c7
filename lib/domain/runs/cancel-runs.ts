import { denial, pendingApproval } from "@/lib/runtime/approvals";
import type { Message } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { insertMessages } from "../messages/insert-messages";
import { loadMessages } from "../messages/load-messages";
import { transaction } from "../transaction";

const CANCELLED = "The user cancelled the request";

/**
 * Cancels runs of an agent: those named, or all that are active. What they produced so far is kept. Calls that
 * wait for an approval are denied, so that the agent can be spoken to again.
 * @returns each run's id with what became of it
 * @throws AppError `conflict` when nothing is running
 */
export async function cancelRuns(ctx: Context, agentId: string, runIds: string[] | null): Promise<Record<string, "cancelled" | "failed">> {
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
  const outcome: Record<string, "cancelled" | "failed"> = Object.fromEntries((runIds ?? []).map((id) => [id, "failed"]));
  for (const { id } of runs) {
    await cancelRun(ctx, id);
    outcome[id] = "cancelled";
  }
  const denied = await denyPending(ctx, agentId);
  if (denied) outcome[denied] = "cancelled";
  if (runs.length === 0 && !runIds && !denied)
    throw new AppError("conflict", `No active runs to cancel for agent ${agentId}`);
  return outcome;
}

/** Marks a run that is not over as cancelled and stops its execution; waits until it has stopped here. */
async function cancelRun(ctx: Context, id: string): Promise<void> {
  const now = ctx.clock.now();
  const { count } = await ctx.db.run.updateMany({
    where: { id, organization_id: ctx.actor.organizationId, status: { in: ["created", "running"] } },
    data: { status: "cancelled", stop_reason: "cancelled", completed_at: now },
  });
  if (count > 0) await ctx.executor.cancel(id);
}

/** @returns the run whose request was denied, or null when nothing was pending */
async function denyPending(ctx: Context, agentId: string): Promise<string | null> {
  return transaction(ctx, async (tx) => {
    const agent = await findAgent(tx, agentId);
    const window = await loadMessages(tx, agentId, agent.message_ids.slice(-2));
    const pending = pendingApproval(window);
    if (!pending) return null;
    const rows = denialRows(tx, agent.timezone, pending);
    await insertMessages(tx, agentId, rows);
    const ids = rows.map(({ id }) => id);
    await tx.db.agent.update({ where: { id: agentId }, data: { message_ids: { push: ids }, version: { increment: 1 } } });
    await recordEvent(tx, { entityType: "agent", entityId: agentId, action: "messages_appended", after: { message_ids: ids } });
    return pending.request.run_id ?? null;
  });
}

function denialRows(ctx: Context, timezone: string, pending: NonNullable<ReturnType<typeof pendingApproval>>): Message[] {
  const { request, waiting, held } = pending;
  const base = { step_id: request.step_id, run_id: request.run_id, conversation_id: null, created_at: ctx.clock.now().toISOString() };
  const tool_returns = [...held, ...waiting].map(({ id }) => denial({ clock: ctx.clock, timezone }, id, CANCELLED));
  const approvals = waiting.map(({ id }) => ({ type: "approval" as const, tool_call_id: id, approve: false, reason: CANCELLED }));
  return [
    { ...base, id: ctx.ids.next("message"), role: "approval", content: [], approvals, approval_request_id: request.id },
    {
      ...base,
      id: ctx.ids.next("message"),
      role: "tool",
      content: tool_returns.map(({ func_response }) => ({ type: "text" as const, text: func_response as string })),
      tool_returns,
    },
  ];
}
