import { denial, type Pending, pendingApproval } from "@/lib/runtime/approvals";
import type { Message } from "@/lib/runtime/messages";
import { findAgent } from "../agents/agent-row";
import { lockWindow, lockWindowIfThere } from "../compaction/locked-window";
import type { Context } from "../context";
import { insertMessages } from "../messages/insert-messages";
import { loadMessages } from "../messages/load-messages";
import { isUnderWay } from "../runs/is-under-way";
import { extendWindow } from "../runs/window";
import { transaction } from "../transaction";
import { type Place, placeId } from "./note-requests";

const CANCELLED = "The user cancelled the request";

/**
 * Denies what a conversation waits for an approval of. A request whose answer is being carried out waits no more: its
 * run gives the calls their returns, or denies them at its end.
 * @returns the run whose request was denied, or null when nothing was pending
 */
export const denyPending = (ctx: Context, place: Place): Promise<string | null> =>
  transaction(ctx, async (tx) => {
    const { ids } = await lockWindow(tx, place);
    const pending = pendingApproval(await loadMessages(tx, place.agentId, ids.slice(-2)));
    if (!pending) return null;
    const answering = await answeringRunId(tx, place, pending);
    if (answering && (await isUnderWay(tx, answering))) return null;
    return deny(tx, place, pending);
  });

/** At the end of a run that was to carry an answer out and did not: whoever cancelled it wants the agent free. */
export async function denyAnswered(tx: Context, place: Place, runId: string): Promise<void> {
  const window = await lockWindowIfThere(tx, place);
  if (!window) return;
  const pending = pendingApproval(await loadMessages(tx, place.agentId, window.ids.slice(-2)));
  if (pending && (await answeringRunId(tx, place, pending)) === runId) await deny(tx, place, pending);
}

async function answeringRunId(tx: Context, place: Place, { request }: Pending): Promise<string | null> {
  const note = await tx.db.pendingApproval.findUnique({
    where: { place_id: placeId(place), organization_id: tx.actor.organizationId },
  });
  return note?.request_id === request.id ? note.answering_run_id : null;
}

async function deny(tx: Context, place: Place, pending: Pending): Promise<string | null> {
  const { timezone } = await findAgent(tx, place.agentId);
  const rows = denialRows(tx, { timezone, conversationId: place.conversationId }, pending);
  await insertMessages(tx, place.agentId, rows);
  await extendWindow(
    tx,
    place,
    rows.map(({ id }) => id),
  );
  return pending.request.run_id ?? null;
}

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
