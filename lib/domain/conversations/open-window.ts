import type { Message } from "@/lib/runtime/messages";
import { compileSystemPrompt } from "../agents/system-message";
import { systemContent } from "../agents/system-text";
import type { Context } from "../context";
import { insertMessages } from "../messages/insert-messages";

/**
 * Gives a new conversation its window: a system message compiled from what memory holds now, and behind it messages
 * of the conversation it comes from, which it shares.
 */
export async function openWindow(
  tx: Context,
  { agentId, conversationId }: { agentId: string; conversationId: string },
  sharedIds: string[],
): Promise<void> {
  const message: Message = {
    id: tx.ids.next("message"),
    role: "system",
    content: systemContent(await compileSystemPrompt(tx, agentId, { conversationId })),
    conversation_id: conversationId,
    created_at: tx.clock.now().toISOString(),
  };
  await insertMessages(tx, agentId, [message]);
  await tx.db.conversation.updateMany({
    where: { id: conversationId, organization_id: tx.actor.organizationId },
    data: { in_context_message_ids: [message.id, ...sharedIds], shared_message_ids: sharedIds },
  });
}
