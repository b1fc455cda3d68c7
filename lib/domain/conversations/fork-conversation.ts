import { lockAgent } from "../agents/agent-row";
import { noteRequest, placeId } from "../approvals/note-requests";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { conversationState, findConversation, lockConversation, toConversation } from "./conversation";
import type { ConversationTarget } from "./conversation-target";
import { insertConversation, type NewConversation } from "./create-conversation";
import { openWindow } from "./open-window";

/**
 * A new conversation that goes on from where this one is: the same messages behind a fresh system message. The model
 * override comes along, the title and the copies of blocks do not.
 */
export async function forkConversation(ctx: Context, source: ConversationTarget) {
  const id = ctx.ids.next("conv");
  return transaction(ctx, async (tx) => {
    const { window, settings } = await windowOf(tx, source);
    await insertConversation(tx, id, source.agentId, settings);
    await openWindow(tx, { agentId: source.agentId, conversationId: id }, await withoutSystem(tx, window));
    await waitToo(tx, source, id);
    const row = await findConversation(tx, id);
    await recordEvent(tx, {
      entityType: "conversation",
      entityId: id,
      agentId: source.agentId,
      conversationId: id,
      action: "created",
      version: row.version,
      after: { ...conversationState(row), forked_from: source.conversationId ?? "default" },
    });
    return toConversation(row);
  });
}

/** A fork of a conversation that waits for an approval waits for one of its own. */
async function waitToo(tx: Context, source: ConversationTarget, conversationId: string): Promise<void> {
  const where = { place_id: placeId(source), organization_id: tx.actor.organizationId };
  const note = await tx.db.pendingApproval.findUnique({ where });
  if (note)
    await noteRequest(tx, { agentId: source.agentId, conversationId }, note.request_id, tx.clock.now());
}

async function windowOf(
  tx: Context,
  source: ConversationTarget,
): Promise<{ window: string[]; settings: NewConversation }> {
  if (!source.conversationId)
    return { window: (await lockAgent(tx, source.agentId)).message_ids, settings: {} };
  const row = await lockConversation(tx, source.conversationId);
  const { model, model_settings } = row;
  return {
    window: row.in_context_message_ids,
    settings: { model, model_settings: model_settings as object | null },
  };
}

async function withoutSystem(tx: Context, window: string[]): Promise<string[]> {
  if (window.length === 0) return [];
  const where = { id: window[0], organization_id: tx.actor.organizationId };
  const first = await tx.db.message.findFirst({ where, select: { role: true } });
  return first?.role === "system" ? window.slice(1) : window;
}
