import type { Context } from "../context";
import { groupInclude, toGroup } from "../groups/group";
import { listPage, type Page } from "../list-page";
import { assertAgentExists } from "./agent-row";

/** Groups that an agent belongs to or manages. */
export async function listGroupsOfAgent(
  ctx: Context,
  agentId: string,
  query: Page & { manager_type?: string },
) {
  await assertAgentExists(ctx, agentId);
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: {
      organization_id: organizationId,
      ...(query.manager_type && { manager_type: query.manager_type }),
      OR: [{ manager_agent_id: agentId }, { agents: { some: { agent_id: agentId } } }],
    },
    organizationId,
    page: query,
    defaultLimit: 100,
    find: (page) => ctx.db.group.findMany({ ...page, include: groupInclude }),
  });
  return rows.map(toGroup);
}
