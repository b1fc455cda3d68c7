import type { BlockRow } from "../../blocks/block";
import type { Context } from "../../context";
import type { ConversationTarget } from "../../conversations/conversation-target";

/** The blocks that the agent sees in its conversation; its own of a label stands behind the conversation's. */
export async function visibleBlocks(
  ctx: Context,
  { agentId, conversationId }: ConversationTarget,
): Promise<BlockRow[]> {
  const organization_id = ctx.actor.organizationId;
  const [own, isolated] = await Promise.all([
    ctx.db.agentBlock.findMany({
      where: { agent_id: agentId, organization_id },
      include: { block: true },
      orderBy: { created_at: "asc" },
    }),
    conversationId
      ? ctx.db.conversationBlock.findMany({
          where: { conversation_id: conversationId, organization_id },
          include: { block: true },
        })
      : [],
  ]);
  return [...new Map([...own, ...isolated].map(({ label, block }) => [label, block])).values()];
}
