import type { UpdateConversation } from "@/lib/contract/conversations/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { configOfHandle } from "../agents/resolve-model";
import type { Context } from "../context";
import { difference, recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { findConversation, lockConversation, toConversation, type WithIsolated } from "./conversation";

export type ConversationChange = Partial<Omit<UpdateConversation, "model_settings">> & {
  model_settings?: object | null;
};

/**
 * Changes what a conversation is called and what it thinks with. Null and absent fields stay.
 * @throws AppError `not_found` for a missing conversation or model
 */
export async function updateConversation(ctx: Context, id: string, change: ConversationChange) {
  await findConversation(ctx, id);
  if (change.model) await configOfHandle(ctx, change.model);
  return transaction(ctx, async (tx) => {
    const row = await lockConversation(tx, id);
    const changed = difference<Partial<WithIsolated>>(row, given(change));
    if (!changed) return toConversation(row);
    const data = { ...changed.after, version: { increment: 1 }, last_updated_by_id: tx.actor.userId };
    await tx.db.conversation.update({ where: { id }, data: data as Prisma.ConversationUpdateInput });
    await recordEvent(tx, {
      entityType: "conversation",
      entityId: id,
      agentId: row.agent_id,
      conversationId: id,
      action: "updated",
      version: row.version + 1,
      ...changed,
    });
    return toConversation(await findConversation(tx, id));
  });
}

function given({
  summary,
  model,
  model_settings,
  last_message_at,
}: ConversationChange): Partial<WithIsolated> {
  return {
    ...(summary != null && { summary }),
    ...(model != null && { model }),
    ...(model_settings != null && { model_settings: model_settings as Prisma.JsonObject }),
    ...(last_message_at != null && { last_message_at: new Date(last_message_at) }),
  };
}
