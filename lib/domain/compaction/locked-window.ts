import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { findConversation, lockConversation } from "../conversations/conversation";
import type { ConversationTarget } from "../conversations/conversation-target";
import { recordEvent } from "../events/record-event";

/** A conversation's window as its row has it, held for this transaction. */
export interface LockedWindow {
  ids: string[];
  version: number;
}

/** @throws AppError `not_found` */
export async function lockWindow(
  tx: Context,
  { agentId, conversationId }: ConversationTarget,
): Promise<LockedWindow> {
  if (conversationId) {
    const row = await lockConversation(tx, conversationId);
    return { ids: row.in_context_message_ids, version: row.version };
  }
  const row = await lockAgent(tx, agentId);
  return { ids: row.message_ids, version: row.version };
}

/** The same for a turn at its end: null when its conversation has been deleted meanwhile. */
export async function lockWindowIfThere(
  tx: Context,
  target: ConversationTarget,
): Promise<LockedWindow | null> {
  const { conversationId: id } = target;
  const where = { organization_id: tx.actor.organizationId };
  if (id && (await tx.db.conversation.count({ where: { ...where, id } })) === 0) return null;
  return lockWindow(tx, target);
}

/** The window's ids without a lock. */
export async function windowIds(
  ctx: Context,
  agent: { message_ids: string[] },
  conversationId: string | null,
) {
  return conversationId
    ? (await findConversation(ctx, conversationId)).in_context_message_ids
    : agent.message_ids;
}

/** Shows the model these messages instead, and records what was shown before. */
export async function replaceWindow(
  tx: Context,
  { agentId, conversationId }: ConversationTarget,
  before: LockedWindow,
  ids: string[],
): Promise<void> {
  const where = { organization_id: tx.actor.organizationId };
  const version = { increment: 1 };
  if (conversationId)
    await tx.db.conversation.updateMany({
      where: { ...where, id: conversationId },
      data: { in_context_message_ids: ids, version },
    });
  else
    await tx.db.agent.updateMany({ where: { ...where, id: agentId }, data: { message_ids: ids, version } });
  await recordEvent(tx, {
    entityType: conversationId ? "conversation" : "agent",
    entityId: conversationId ?? agentId,
    agentId,
    conversationId,
    action: "messages_replaced",
    version: before.version + 1,
    before: { message_ids: before.ids },
    after: { message_ids: ids },
  });
}
