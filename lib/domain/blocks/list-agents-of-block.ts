import type { AgentRelation } from "../agents/agent-relations";
import { loadAgentStates } from "../agents/load-agent-states";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";

/** Agents that have the block; none for a block that does not exist. */
export async function listAgentsOfBlock(
  ctx: Context,
  blockId: string,
  query: Page,
  relations: AgentRelation[],
) {
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: { organization_id: organizationId, blocks: { some: { block_id: blockId } } },
    organizationId,
    page: query,
    find: (page) => ctx.db.agent.findMany(page),
  });
  return loadAgentStates(ctx, rows, relations);
}
