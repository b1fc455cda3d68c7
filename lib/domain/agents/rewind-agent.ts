import type { MnemeRewound } from "@/lib/contract/mneme/schemas";
import type { Message } from "@/lib/runtime/messages";
import { AppError, notFound } from "@/lib/shared/errors";
import { lockWindow, replaceWindow } from "../compaction/locked-window";
import type { Context } from "../context";
import type { ConversationTarget } from "../conversations/conversation-target";
import { activeRuns } from "../conversations/start-conversation-run";
import { loadMessages } from "../messages/load-messages";
import { conversationWindow } from "../runs/window";
import { transaction } from "../transaction";

/**
 * Takes a message and all that follows it out of the window of one of the agent's conversations, so that it can be said
 * again or in other words. What was said stays in history, other conversations as they are. A call whose return would
 * leave goes too, with all behind it.
 * @throws AppError `not_found` for a missing agent or conversation, or a message outside its window; `conflict` while a
 * run is active there; `invalid_argument` for the system message
 */
export async function rewindAgent(
  ctx: Context,
  target: ConversationTarget,
  messageId: string,
): Promise<MnemeRewound> {
  const { agentId, conversationId } = target;
  return transaction(ctx, async (tx) => {
    if (conversationId) await conversationWindow(tx, agentId, conversationId);
    const window = await lockWindow(tx, target);
    await assertIdle(tx, target);
    if (!window.ids.includes(messageId)) throw notFound("Message", messageId);
    const messages = await loadMessages(tx, agentId, window.ids);
    const start = cleanCut(
      messages,
      messages.findIndex(({ id }) => id === messageId),
    );
    if (start < 1)
      throw new AppError("invalid_argument", "The system message cannot be taken out of the window");
    const position = window.ids.indexOf(messages[start].id);
    const kept = window.ids.slice(0, position);
    await replaceWindow(tx, target, window, kept);
    return {
      agent_id: agentId,
      removed_message_ids: window.ids.slice(position),
      window_size: kept.length,
    };
  });
}

async function assertIdle(tx: Context, target: ConversationTarget): Promise<void> {
  const [run] = await activeRuns(tx, target);
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
