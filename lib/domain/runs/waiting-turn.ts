import { pendingApproval } from "@/lib/runtime/approvals";
import { isSpoken } from "@/lib/runtime/called-tools";
import type { Message } from "@/lib/runtime/messages";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import { messageOf } from "../messages/message";

interface Place {
  agentId: string;
  conversationId: string | null;
}

/** Rows of the user that are looked through for something said; the others are notes that kept the turn going. */
const USER_ROWS_MAX = 100;

/**
 * The turn that waits for an approval, from what the user last said: an agent without a buffer remembers that much, or
 * it could not go on. Empty when nothing waits.
 */
export async function waitingTurn(
  ctx: Context,
  { agentId, conversationId }: Place,
  windowIds: string[],
): Promise<Message[]> {
  if (!pendingApproval(await loadMessages(ctx, agentId, windowIds.slice(-2)))) return [];
  const where = {
    organization_id: ctx.actor.organizationId,
    agent_id: agentId,
    conversation_id: conversationId,
  };
  const said = await ctx.db.message.findMany({
    where: { ...where, role: "user" },
    orderBy: { seq: "desc" },
    take: USER_ROWS_MAX,
  });
  const last = said.find((row) => isSpoken(messageOf(row))) ?? said.at(-1);
  const rows = await ctx.db.message.findMany({
    where: { ...where, ...(last && { seq: { gte: last.seq } }), role: { not: "system" } },
    orderBy: { seq: "asc" },
  });
  return rows.map(messageOf);
}
