import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { Context } from "../context";
import { type MessageQuery, messagePage } from "../messages/list-agent-messages";
import { findGroup, participants } from "./group";

/**
 * What was said in a group, as its manager has it. A group without a manager has as many copies of each word as members
 * who heard it: shown is the one of whoever said it.
 * @throws AppError `not_found` for an unknown group or cursor
 */
export async function listGroupMessages(
  ctx: Context,
  id: string,
  query: MessageQuery,
): Promise<LettaMessageUnion[]> {
  const group = await findGroup(ctx, id);
  const agents = await ctx.db.agent.findMany({
    where: { id: { in: participants(group) }, organization_id: ctx.actor.organizationId },
    select: { id: true, agent_type: true },
  });
  const shown = agents.filter(
    ({ id: agentId }) => !group.manager_agent_id || agentId === group.manager_agent_id,
  );
  const isV1 = shown.every(({ agent_type }) => agent_type === "letta_v1_agent");
  const where = group.manager_agent_id
    ? { group_id: id, agent_id: group.manager_agent_id }
    : { group_id: id, NOT: { role: "system", sender_id: { not: null } } };
  return messagePage(ctx, where, query, {
    isTextSpoken: isV1,
    foldsSendMessage: !isV1 && (query.use_assistant_message ?? true),
    types: query.include_return_message_types,
  });
}
