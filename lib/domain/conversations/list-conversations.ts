import type { Context } from "../context";
import { listPage } from "../list-page";
import { toConversation, withIsolated } from "./conversation";

export interface ConversationQuery {
  agent_id?: string;
  summary_search?: string;
  after?: string;
  limit?: number;
  order?: "asc" | "desc";
  order_by?: "created_at" | "last_run_completion" | "last_message_at";
}

/** Conversations with a row of their own that are not hidden; windows are left out, as they may be long. */
export async function listConversations(
  ctx: Context,
  { agent_id, summary_search, order_by, ...page }: ConversationQuery,
) {
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: {
      organization_id: organizationId,
      hidden: false,
      ...(agent_id && { agent_id }),
      ...(summary_search && { summary: { contains: summary_search, mode: "insensitive" } }),
    },
    organizationId,
    page,
    column: order_by,
    unknownCursor: order_by === "last_run_completion" ? "ignore" : 404,
    entity: "Conversation",
    find: (query) => ctx.db.conversation.findMany({ ...query, include: withIsolated }),
  });
  return rows.map((row) => ({ ...toConversation(row), in_context_message_ids: [] }));
}
