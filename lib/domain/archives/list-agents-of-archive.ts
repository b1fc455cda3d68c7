import type { AgentRelation } from "../agents/agent-relations";
import { loadAgentStates } from "../agents/load-agent-states";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { findArchive } from "./archive";

/** Agents that remember into the archive. */
export async function listAgentsOfArchive(
  ctx: Context,
  archiveId: string,
  page: Page,
  relations: AgentRelation[],
) {
  await findArchive(ctx, archiveId);
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: { organization_id: organizationId, archives: { some: { archive_id: archiveId } } },
    organizationId,
    page,
    find: (query) => ctx.db.agent.findMany(query),
  });
  return loadAgentStates(ctx, rows, relations);
}
