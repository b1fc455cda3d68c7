import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { type HistoryQuery, historyPage } from "./history-page";

/**
 * What happened to an agent and to the blocks it has, newest first. Compiled system messages are named, not told:
 * they say nothing that the changes before them do not.
 */
export async function agentHistory(ctx: Context, agentId: string, query: HistoryQuery) {
  await assertAgentExists(ctx, agentId);
  const links = await ctx.db.agentBlock.findMany({
    where: { agent_id: agentId, organization_id: ctx.actor.organizationId },
    select: { block_id: true },
  });
  const entityIds = links.map(({ block_id }) => block_id);
  const { entries, next_before } = await historyPage(ctx, { agentId, entityIds }, query);
  return {
    entries: entries.map((entry) =>
      entry.action === "recompiled" ? { ...entry, after: { message_id: entry.after?.message_id } } : entry,
    ),
    next_before,
  };
}
