import { deleteBlock } from "../blocks/delete-block";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { type ConversationRow, conversationState, findConversation, lockConversation } from "./conversation";

/**
 * Deletes a conversation with its messages and its copies of blocks. What it is doing is stopped first. Messages that
 * a fork still shows go over to that fork.
 * @throws AppError `not_found`
 */
export async function deleteConversation(ctx: Context, id: string): Promise<null> {
  await findConversation(ctx, id);
  await stopRuns(ctx, id);
  return transaction(ctx, async (tx) => {
    const row = await lockConversation(tx, id);
    await bequeathMessages(tx, row);
    await deleteCopies(tx, id);
    const where = { organization_id: tx.actor.organizationId };
    const messages = await tx.db.message.findMany({
      where: { ...where, conversation_id: id },
      select: { id: true },
    });
    await tx.db.messageEmbedding.deleteMany({
      where: { ...where, message_id: { in: messages.map((message) => message.id) } },
    });
    await tx.db.conversation.deleteMany({ where: { ...where, id } });
    await recordEvent(tx, {
      entityType: "conversation",
      entityId: id,
      agentId: row.agent_id,
      conversationId: id,
      action: "deleted",
      version: row.version,
      before: conversationState(row),
    });
    return null;
  });
}

async function stopRuns(ctx: Context, id: string): Promise<void> {
  const where = {
    organization_id: ctx.actor.organizationId,
    conversation_id: id,
    status: { in: ["created", "running"] },
  };
  const runs = await ctx.db.run.findMany({ where, select: { id: true } });
  const data = { status: "cancelled", stop_reason: "cancelled", completed_at: ctx.clock.now() };
  await ctx.db.run.updateMany({ where, data });
  await Promise.all(runs.map((run) => ctx.executor.cancel(run.id)));
}

/** The oldest fork that shows a message inherits it; younger ones go on sharing it. */
async function bequeathMessages(tx: Context, { id, agent_id }: ConversationRow): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const forks = await tx.db.conversation.findMany({
    where: { organization_id, agent_id, id: { not: id }, shared_message_ids: { isEmpty: false } },
    orderBy: { created_at: "asc" },
    select: { id: true, shared_message_ids: true },
  });
  for (const fork of forks)
    await tx.db.message.updateMany({
      where: { organization_id, conversation_id: id, id: { in: fork.shared_message_ids } },
      data: { conversation_id: fork.id },
    });
}

/** A copy that somebody has given to an agent since is that agent's now. */
async function deleteCopies(tx: Context, conversationId: string): Promise<void> {
  const copies = await tx.db.block.findMany({
    where: {
      organization_id: tx.actor.organizationId,
      conversations: { some: { conversation_id: conversationId } },
      agents: { none: {} },
    },
    select: { id: true },
  });
  for (const { id } of copies) await deleteBlock(tx, id);
}
