import type { MessageModel } from "@/lib/generated/prisma/models";
import { notFound } from "@/lib/shared/errors";
import { lockAgent } from "../agents/agent-row";
import { noteRequest, placeId } from "../approvals/note-requests";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { conversationState, findConversation, lockConversation, toConversation } from "./conversation";
import type { ConversationTarget } from "./conversation-target";
import { insertConversation, type NewConversation } from "./create-conversation";
import { openWindow } from "./open-window";

export interface ForkOptions {
  /** The last message that the fork shares; without it, all of them. */
  message_id?: string;
  hidden?: boolean;
}

/**
 * A new conversation that goes on from where this one is, or was at one of its messages: the same messages behind a
 * fresh system message. The model override comes along, the title and the copies of blocks do not.
 * @throws AppError `not_found` for a message that is not in the conversation's window
 */
export async function forkConversation(
  ctx: Context,
  source: ConversationTarget,
  { message_id, hidden }: ForkOptions = {},
) {
  const id = ctx.ids.next("conv");
  return transaction(ctx, async (tx) => {
    const { window: whole, settings } = await windowOf(tx, source);
    const window = message_id ? await upTo(tx, whole, message_id) : whole;
    await insertConversation(tx, id, source.agentId, { ...settings, hidden });
    await openWindow(tx, { agentId: source.agentId, conversationId: id }, await withoutSystem(tx, window));
    await waitToo(tx, source, { conversationId: id, window });
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

/** The window up to a message. A call comes with what answers it, as no model accepts the one without the other. */
async function upTo(tx: Context, window: string[], messageId: string): Promise<string[]> {
  const at = window.indexOf(messageId);
  if (at < 0) throw notFound("Message", messageId);
  const rows = await tx.db.message.findMany({
    where: { id: { in: window.slice(at) }, organization_id: tx.actor.organizationId },
    select: { id: true, role: true, step_id: true },
  });
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const cut = rowOf.get(messageId);
  const mayCall = cut?.role === "assistant" || cut?.role === "approval";
  let end = at + 1;
  while (mayCall && isOfCall(rowOf.get(window[end]), cut)) end++;
  return window.slice(0, end);
}

type Row = Pick<MessageModel, "role" | "step_id">;

const isOfCall = (row: Row | undefined, { step_id }: Row) =>
  row !== undefined && row.step_id === step_id && (row.role === "approval" || row.role === "tool");

/** A fork that shares what its source waits for, an approval, waits for one of its own. */
async function waitToo(
  tx: Context,
  source: ConversationTarget,
  { conversationId, window }: { conversationId: string; window: string[] },
): Promise<void> {
  const where = { place_id: placeId(source), organization_id: tx.actor.organizationId };
  const note = await tx.db.pendingApproval.findUnique({ where });
  if (note && window.includes(note.request_id))
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
