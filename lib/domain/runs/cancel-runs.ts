import { denial, pendingApproval } from "@/lib/runtime/approvals";
import type { Message } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { insertMessages } from "../messages/insert-messages";
import { loadMessages } from "../messages/load-messages";
import { transaction } from "../transaction";
import { conversationWindow, extendWindow } from "./window";

const CANCELLED = "The user cancelled the request";

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
  const waiting = runIds ? [] : await waitingConversations(ctx, agentId);
  for (const conversationId of new Set([null, ...runs.map((run) => run.conversation_id), ...waiting])) {
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

export async function cancelEach(ctx: Context, runIds: string[]): Promise<CancelOutcome> {
  const outcome: CancelOutcome = {};
  for (const id of runIds) {
    await cancelRun(ctx, id);
    outcome[id] = "cancelled";
  }
  return outcome;
}

/** Marks a run that is not over as cancelled and stops its execution; waits until it has stopped here. */
async function cancelRun(ctx: Context, id: string): Promise<void> {
  const now = ctx.clock.now();
  const { count } = await ctx.db.run.updateMany({
    where: { id, organization_id: ctx.actor.organizationId, status: { in: ["created", "running"] } },
    data: { status: "cancelled", stop_reason: "cancelled", completed_at: now },
  });
  if (count === 0) return;
  await ctx.executor.cancel(id);
  await cancelEach(ctx, await awaitedBy(ctx, id));
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

/**
 * Denies what a conversation waits for an approval of.
 * @returns the run whose request was denied, or null when nothing was pending
 */
export async function denyPending(
  ctx: Context,
  { agentId, conversationId }: { agentId: string; conversationId: string | null },
): Promise<string | null> {
  return transaction(ctx, async (tx) => {
    const agent = await findAgent(tx, agentId);
    const ids = conversationId ? await conversationWindow(tx, agentId, conversationId) : agent.message_ids;
    const pending = pendingApproval(await loadMessages(tx, agentId, ids.slice(-2)));
    if (!pending) return null;
    const rows = denialRows(tx, { timezone: agent.timezone, conversationId }, pending);
    await insertMessages(tx, agentId, rows);
    await extendWindow(
      tx,
      { agentId, conversationId },
      rows.map(({ id }) => id),
    );
    return pending.request.run_id ?? null;
  });
}

type Pending = NonNullable<ReturnType<typeof pendingApproval>>;

function denialRows(
  ctx: Context,
  { timezone, conversationId }: { timezone: string; conversationId: string | null },
  { request, waiting, held }: Pending,
): Message[] {
  const base = {
    step_id: request.step_id,
    run_id: request.run_id,
    conversation_id: conversationId,
    created_at: ctx.clock.now().toISOString(),
  };
  const tool_returns = [...held, ...waiting].map(({ id }) =>
    denial({ clock: ctx.clock, timezone }, id, CANCELLED),
  );
  const approvals = waiting.map(({ id }) => ({
    type: "approval" as const,
    tool_call_id: id,
    approve: false,
    reason: CANCELLED,
  }));
  return [
    {
      ...base,
      id: ctx.ids.next("message"),
      role: "approval",
      content: [],
      approvals,
      approval_request_id: request.id,
    },
    {
      ...base,
      id: ctx.ids.next("message"),
      role: "tool",
      content: tool_returns.map(({ func_response }) => ({
        type: "text" as const,
        text: func_response as string,
      })),
      tool_returns,
    },
  ];
}
