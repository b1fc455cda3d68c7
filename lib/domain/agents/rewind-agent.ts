import type { MnemeRewound } from "@/lib/contract/mneme/schemas";
import type { Message } from "@/lib/runtime/messages";
import { AppError, notFound } from "@/lib/shared/errors";
import { replaceWindow } from "../compaction/locked-window";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import { transaction } from "../transaction";
import { lockAgent } from "./agent-row";

/**
 * Takes a message and all that follows it out of the agent's window, so that it can be said again or in other words.
 * What was said stays in history. A call whose return would leave goes too, with all behind it.
 * @throws AppError `not_found` for a missing agent or a message outside its window; `conflict` while a run is active;
 * `invalid_argument` for the system message
 */
export async function rewindAgent(ctx: Context, agentId: string, messageId: string): Promise<MnemeRewound> {
  return transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await assertIdle(tx, agentId);
    const index = agent.message_ids.indexOf(messageId);
    if (index < 0) throw notFound("Message", messageId);
    const messages = await loadMessages(tx, agentId, agent.message_ids);
    const start = cleanCut(
      messages,
      messages.findIndex(({ id }) => id === messageId),
    );
    if (start < 1)
      throw new AppError("invalid_argument", "The system message cannot be taken out of the window");
    const position = agent.message_ids.indexOf(messages[start].id);
    const kept = agent.message_ids.slice(0, position);
    const before = { ids: agent.message_ids, version: agent.version };
    await replaceWindow(tx, { agentId, conversationId: null }, before, kept);
    return {
      agent_id: agentId,
      removed_message_ids: agent.message_ids.slice(position),
      window_size: kept.length,
    };
  });
}

async function assertIdle(tx: Context, agent_id: string): Promise<void> {
  const where = { organization_id: tx.actor.organizationId, agent_id, conversation_id: null };
  const run = await tx.db.run.findFirst({
    where: { ...where, status: { in: ["created", "running"] } },
    select: { id: true },
  });
  if (!run) return;
  const text = `Run '${run.id}' is active; cancel it or wait for its end`;
  throw new AppError("conflict", text, { detail: { run_id: run.id } });
}

/** The latest place at or before `cut` that parts no call from its return. */
export function cleanCut(messages: Message[], cut: number): number {
  const parted = messages
    .slice(0, Math.max(0, cut))
    .findIndex((message, index) =>
      (message.tool_calls ?? []).some(({ id }) => returnIndex(messages, index, id) >= cut),
    );
  return parted < 0 ? cut : cleanCut(messages, parted);
}

/** Where a call was answered; -1 if nowhere. Some servers number calls anew each time, so a later call may have its id. */
function returnIndex(messages: Message[], call: number, id: string): number {
  for (let index = call + 1; index < messages.length; index++) {
    const { tool_calls, tool_returns } = messages[index];
    if (tool_returns?.some((item) => item.tool_call_id === id)) return index;
    if (tool_calls?.some((later) => later.id === id)) return -1;
  }
  return -1;
}
