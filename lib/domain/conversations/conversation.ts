import type { z } from "zod";
import type { Conversation } from "@/lib/contract/conversations/schemas";
import { type Conversation as ConversationRow, Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { ConversationRow };

/** What a conversation's public form needs beside its row. */
export const withIsolated = {
  isolated_blocks: { select: { block_id: true }, orderBy: { created_at: "asc" } },
} as const;
export type WithIsolated = ConversationRow & { isolated_blocks: { block_id: string }[] };

export const toConversation = (row: WithIsolated): z.input<typeof Conversation> => ({
  ...row,
  isolated_block_ids: row.isolated_blocks.map(({ block_id }) => block_id),
  model_settings: row.model_settings as z.input<typeof Conversation>["model_settings"],
});

/** @throws AppError `not_found` */
export async function findConversation(ctx: Context, id: string): Promise<WithIsolated> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.conversation.findFirst({ where, include: withIsolated });
  if (!row) throw notFound("Conversation", id);
  return row;
}

/**
 * The conversation, held for this transaction: whoever else changes it or speaks in it waits.
 * @throws AppError `not_found`
 */
export async function lockConversation(tx: Context, id: string): Promise<WithIsolated> {
  await tx.db.$queryRaw(Prisma.sql`
    select id
    from conversations
    where id = ${id}
      and organization_id = ${tx.actor.organizationId}
    for no key update`);
  return findConversation(tx, id);
}

/** What the history of state keeps of a conversation. */
export const conversationState = (row: WithIsolated) => ({
  summary: row.summary,
  model: row.model,
  model_settings: row.model_settings,
  in_context_message_ids: row.in_context_message_ids,
  isolated_block_ids: row.isolated_blocks.map(({ block_id }) => block_id),
});
