import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { messageOf } from "./message";
import { toLettaMessages, type ViewOptions } from "./to-letta-messages";

export interface MessageQuery {
  before?: string | null;
  after?: string | null;
  /** Stored messages at the most; 0 = all. One of them may be several public messages. */
  limit?: number | null;
  /** Absent: the newest `limit`, oldest first, with cursors in time. Given: as asked, cursors relative to it. */
  order?: "asc" | "desc" | null;
  group_id?: string | null;
  conversation_id?: string | null;
  use_assistant_message?: boolean;
  include_return_message_types?: string[] | null;
}

/** @throws AppError `not_found` for an unknown agent or cursor */
export async function listAgentMessages(
  ctx: Context,
  agentId: string,
  query: MessageQuery,
): Promise<LettaMessageUnion[]> {
  const agent = await findAgent(ctx, agentId);
  const isV1 = agent.agent_type === "letta_v1_agent";
  return messagePage(ctx, { agent_id: agentId, ...filters(query) }, query, {
    isTextSpoken: isV1,
    foldsSendMessage: !isV1 && (query.use_assistant_message ?? true),
    types: query.include_return_message_types,
  });
}

const filters = ({ group_id, conversation_id }: MessageQuery): Prisma.MessageWhereInput => ({
  ...(group_id && { group_id }),
  ...inConversation({ conversation_id }),
});

/** `default` means the messages of no conversation. */
export const inConversation = ({ conversation_id: id }: Pick<MessageQuery, "conversation_id">) =>
  id ? { conversation_id: id === "default" ? null : id } : {};

/**
 * One page of stored messages as public ones (resources.md §4.2). A cursor is the id of a stored message and means
 * all public messages of it.
 * @throws AppError `not_found` for a cursor that names no message
 */
export async function messagePage(
  ctx: Context,
  where: Prisma.MessageWhereInput,
  query: Pick<MessageQuery, "before" | "after" | "limit" | "order">,
  view: ViewOptions,
): Promise<LettaMessageUnion[]> {
  const isChronological = query.order == null;
  const order = query.order ?? "asc";
  const [after, before] = await Promise.all([cursor(ctx, query.after), cursor(ctx, query.before)]);
  const [above, below] = order === "asc" ? [after, before] : [before, after];
  const seq = { ...(above !== null && { gt: above }), ...(below !== null && { lt: below }) };
  // The page nearest to its cursor: without one, or before one, that is its far end.
  const isFromEnd = isChronological ? after === null : before !== null && after === null;
  const direction = isFromEnd ? flip(order) : order;
  const limit = query.limit ?? 100;
  const rows = await ctx.db.message.findMany({
    where: {
      ...where,
      organization_id: ctx.actor.organizationId,
      ...(Object.keys(seq).length > 0 && { seq }),
    },
    orderBy: { seq: direction },
    ...(limit > 0 && { take: limit }),
  });
  if (isFromEnd) rows.reverse();
  const items = rows.map((row) => toLettaMessages(messageOf(row), view));
  return (order === "desc" && !view.isNaturalOrder ? items.map((group) => group.reverse()) : items).flat();
}

const flip = (order: "asc" | "desc") => (order === "asc" ? "desc" : "asc");

async function cursor(ctx: Context, id: string | null | undefined): Promise<bigint | null> {
  if (!id) return null;
  const where = { id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.message.findFirst({ where, select: { seq: true } });
  if (!row) throw notFound("Message", id);
  return row.seq;
}
