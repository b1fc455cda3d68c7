import type { Message } from "@/lib/runtime/messages";
import type { Context } from "../context";

/**
 * Keeps the note of what a conversation waits for in step with messages that are being stored in it: a request begins
 * a wait, an answer ends it. The window decides what is pending; the note lets it be found without looking into windows.
 */
export async function noteRequests(tx: Context, agentId: string, messages: Message[]): Promise<void> {
  const last = messages.findLast(({ role }) => role === "approval");
  if (!last) return;
  const place = { agentId, conversationId: last.conversation_id ?? null };
  if (last.tool_calls?.length) return noteRequest(tx, place, last.id, new Date(last.created_at));
  const where = { place_id: placeId(place), organization_id: tx.actor.organizationId };
  await tx.db.pendingApproval.deleteMany({ where });
}

export interface Place {
  agentId: string;
  /** Null: the agent's default conversation. */
  conversationId: string | null;
}

export const placeId = ({ agentId, conversationId }: Place) => conversationId ?? agentId;

/** A conversation waits from now on for the answer to this request. */
export async function noteRequest(
  tx: Context,
  place: Place,
  request_id: string,
  waiting_since: Date,
): Promise<void> {
  const fields = { request_id, waiting_since, held: [], answering_run_id: null };
  await tx.db.pendingApproval.upsert({
    where: { place_id: placeId(place), organization_id: tx.actor.organizationId },
    update: fields,
    create: {
      ...fields,
      place_id: placeId(place),
      organization_id: tx.actor.organizationId,
      agent_id: place.agentId,
      conversation_id: place.conversationId,
    },
  });
  const { approvalExpiresAfterMs } = tx.settings;
  if (approvalExpiresAfterMs === null) return;
  const runAt = new Date(waiting_since.getTime() + approvalExpiresAfterMs);
  await tx.queue.enqueue(tx.db, "expire_approvals", [{ key: request_id, payload: {}, runAt }]);
}
