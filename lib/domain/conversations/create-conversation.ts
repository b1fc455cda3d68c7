import type { CreateConversation } from "@/lib/contract/conversations/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import { findAgent } from "../agents/agent-row";
import { configOfHandle } from "../agents/resolve-model";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { conversationState, findConversation, toConversation } from "./conversation";
import { isolateBlocks } from "./isolate-blocks";
import { openWindow } from "./open-window";

/** Fields of `model_settings` that were left out are to be absent: only what was said overrides the agent's. */
export type NewConversation = Partial<Omit<CreateConversation, "model_settings">> & {
  model_settings?: object | null;
  /** Left out of lists. */
  hidden?: boolean;
};

/**
 * A new context of an agent, with a message list and, for the labels asked for, memory blocks of its own.
 * @throws AppError `not_found` for a missing agent or model; `invalid_argument` for a label or handle that cannot be
 */
export async function createConversation(ctx: Context, agentId: string, body: NewConversation) {
  await findAgent(ctx, agentId);
  if (body.model) await configOfHandle(ctx, body.model);
  const id = ctx.ids.next("conv");
  return transaction(ctx, async (tx) => {
    await insertConversation(tx, id, agentId, body);
    await isolateBlocks(tx, { agentId, conversationId: id, labels: body.isolated_block_labels ?? [] });
    await openWindow(tx, { agentId, conversationId: id }, []);
    const row = await findConversation(tx, id);
    await recordEvent(tx, {
      entityType: "conversation",
      entityId: id,
      agentId,
      conversationId: id,
      action: "created",
      version: row.version,
      after: conversationState(row),
    });
    return toConversation(row);
  });
}

export const insertConversation = (
  tx: Context,
  id: string,
  agent_id: string,
  { summary, model, model_settings, hidden = false }: NewConversation,
) =>
  tx.db.conversation.create({
    data: {
      id,
      organization_id: tx.actor.organizationId,
      agent_id,
      summary: summary ?? null,
      model: model ?? null,
      hidden,
      model_settings: (model_settings as Prisma.InputJsonObject | null | undefined) ?? Prisma.DbNull,
      created_by_id: tx.actor.userId,
      last_updated_by_id: tx.actor.userId,
      created_at: tx.clock.now(),
    },
  });
