import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { type MessageQuery, messagePage } from "../messages/list-agent-messages";
import { messageOf } from "../messages/message";
import { toLettaMessages, type ViewOptions } from "../messages/to-letta-messages";
import { findConversation, type WithIsolated } from "./conversation";
import type { ConversationTarget } from "./conversation-target";

type Query = Pick<
  MessageQuery,
  "before" | "after" | "limit" | "order" | "group_id" | "include_return_message_types"
>;

/**
 * All messages of a conversation, not only those in its window, newest first unless asked otherwise. Cursors are
 * relative to the order; the public messages of one stored message keep their natural order in both directions.
 * @throws AppError `not_found` for a cursor that names no message, in a default conversation
 */
export async function listConversationMessages(
  ctx: Context,
  { agentId, conversationId }: ConversationTarget,
  query: Query,
): Promise<LettaMessageUnion[]> {
  const agent = await findAgent(ctx, agentId);
  const isV1 = agent.agent_type === "letta_v1_agent";
  const view: ViewOptions = {
    // Whatever the agent's type; the default conversation is listed as its agent's messages are.
    isTextSpoken: isV1 || conversationId !== null,
    foldsSendMessage: !isV1,
    isNaturalOrder: true,
    types: query.include_return_message_types,
  };
  const where = {
    agent_id: agentId,
    conversation_id: conversationId,
    ...(query.group_id && { group_id: query.group_id }),
  };
  const page = { ...query, order: query.order ?? "desc" };
  const conversation = conversationId ? await findConversation(ctx, conversationId) : null;
  if (!conversation) return messagePage(ctx, where, page, view);
  if (conversation.shared_message_ids.length > 0) return forkedPage(ctx, conversation, where, page, view);
  const [after, before] = await Promise.all([known(ctx, page.after), known(ctx, page.before)]);
  return messagePage(ctx, where, { ...page, after, before }, view);
}

/** An unknown cursor counts as none. */
async function known(ctx: Context, id: string | null | undefined): Promise<string | null> {
  if (!id) return null;
  const where = { id, organization_id: ctx.actor.organizationId };
  return (await ctx.db.message.count({ where })) > 0 ? id : null;
}

/**
 * A fork's history is in no column's order: its system message is younger than what it shares, and stands before it.
 * So the page is cut from the list of all its ids.
 */
async function forkedPage(
  ctx: Context,
  { shared_message_ids: shared }: WithIsolated,
  where: Prisma.MessageWhereInput,
  { after, before, limit, order }: Query,
  view: ViewOptions,
): Promise<LettaMessageUnion[]> {
  const organization_id = ctx.actor.organizationId;
  const own = await ctx.db.message.findMany({
    where: { ...where, organization_id, id: { notIn: shared } },
    orderBy: { seq: "asc" },
    select: { id: true, role: true },
  });
  const first = own[0]?.role === "system" ? 1 : 0;
  const ids = [
    ...own.slice(0, first).map(({ id }) => id),
    ...shared,
    ...own.slice(first).map(({ id }) => id),
  ];
  if (order === "desc") ids.reverse();
  const cut = slice(ids, { after, before, limit });
  const rows = await ctx.db.message.findMany({ where: { organization_id, id: { in: cut } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return cut.flatMap((id) => {
    const row = byId.get(id);
    return row ? toLettaMessages(messageOf(row), view) : [];
  });
}

/** The `limit` ids nearest to the cursor, both of which are relative to the order of the ids. */
function slice(ids: string[], { after, before, limit }: Pick<Query, "after" | "before" | "limit">): string[] {
  const from = after && ids.includes(after) ? ids.indexOf(after) + 1 : 0;
  const to = before && ids.includes(before) ? ids.indexOf(before) : ids.length;
  const window = ids.slice(from, to);
  const count = limit ?? 100;
  if (count === 0) return window;
  return from === 0 && to < ids.length ? window.slice(-count) : window.slice(0, count);
}
