import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";

/** @throws AppError `not_found` */
export async function conversationWindow(ctx: Context, agent_id: string, id: string): Promise<string[]> {
  const where = { id, agent_id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.conversation.findFirst({ where, select: { in_context_message_ids: true } });
  if (!row) throw notFound("Conversation", id);
  return row.in_context_message_ids;
}

/** Puts stored messages at the end of what a conversation shows to the model. */
export async function extendWindow(
  tx: Context,
  { agentId, conversationId }: { agentId: string; conversationId: string | null },
  ids: string[],
): Promise<void> {
  const organization_id = tx.actor.organizationId;
  if (conversationId)
    await tx.db.conversation.updateMany({
      where: { id: conversationId, organization_id },
      data: { in_context_message_ids: { push: ids }, version: { increment: 1 } },
    });
  else
    await tx.db.agent.updateMany({
      where: { id: agentId, organization_id },
      data: { message_ids: { push: ids }, version: { increment: 1 } },
    });
  await recordEvent(tx, {
    entityType: conversationId ? "conversation" : "agent",
    entityId: conversationId ?? agentId,
    agentId,
    conversationId,
    action: "messages_appended",
    after: { message_ids: ids },
  });
}
