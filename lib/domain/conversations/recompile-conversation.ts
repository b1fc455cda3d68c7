import type { Prisma } from "@/lib/generated/prisma/client";
import { type ContentPart, textOf } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import { recompileAgent } from "../agents/recompile-agent";
import { compileSystemPrompt } from "../agents/system-message";
import { systemContent, withTimeOf } from "../agents/system-text";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { lockConversation } from "./conversation";
import type { ConversationTarget } from "./conversation-target";

/**
 * Compiles a conversation's system message from what memory holds now and gives its text; a dry run stores nothing.
 * @throws AppError `invalid_argument` for a conversation without a system message
 */
export async function recompileConversation(
  ctx: Context,
  { agentId, conversationId }: ConversationTarget,
  { dry_run }: { dry_run: boolean },
): Promise<string> {
  if (!conversationId) return recompileAgent(ctx, agentId, { update_timestamp: true, dry_run });
  return transaction(ctx, async (tx) => {
    const row = await lockConversation(tx, conversationId);
    const system = await systemRow(tx, row.in_context_message_ids[0]);
    if (!system)
      throw new AppError("invalid_argument", "The conversation has no system message in its context");
    const text = await compileSystemPrompt(tx, agentId, { conversationId });
    if (!dry_run) await writeSystem(tx, { agentId, conversationId }, system.id, text);
    return text;
  });
}

/** A conversation sees changes of its own copies of blocks in its next turn, as an agent sees those of its blocks. */
export async function recompileConversationsOfBlock(tx: Context, blockId: string): Promise<void> {
  const links = await tx.db.conversationBlock.findMany({
    where: { block_id: blockId, organization_id: tx.actor.organizationId },
    select: { conversation_id: true },
  });
  for (const { conversation_id: conversationId } of links) {
    const row = await lockConversation(tx, conversationId);
    const system = await systemRow(tx, row.in_context_message_ids[0]);
    if (!system) continue;
    const target = { agentId: row.agent_id, conversationId };
    const compiled = await compileSystemPrompt(tx, row.agent_id, { conversationId });
    await writeSystem(
      tx,
      target,
      system.id,
      withTimeOf(compiled, textOf(system.content as unknown as ContentPart[])),
    );
  }
}

const systemRow = async (tx: Context, id: string | undefined) =>
  id === undefined
    ? null
    : tx.db.message.findFirst({
        where: { id, role: "system", organization_id: tx.actor.organizationId },
        select: { id: true, content: true },
      });

async function writeSystem(
  tx: Context,
  { agentId, conversationId }: { agentId: string; conversationId: string },
  messageId: string,
  text: string,
): Promise<void> {
  await tx.db.message.updateMany({
    where: { id: messageId, organization_id: tx.actor.organizationId },
    data: {
      content: systemContent(text) as unknown as Prisma.InputJsonArray,
      last_updated_by_id: tx.actor.userId,
    },
  });
  await recordEvent(tx, {
    entityType: "conversation",
    entityId: conversationId,
    agentId,
    conversationId,
    action: "recompiled",
    after: { message_id: messageId, content: text },
  });
}
