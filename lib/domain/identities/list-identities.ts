import type { AgentRelation } from "../agents/agent-relations";
import { listAgents } from "../agents/list-agents";
import { toBlock } from "../blocks/block";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { findIdentity, toIdentity } from "./identity";

export interface IdentityFilter {
  /** A part of the name, in any case. */
  name?: string;
  project_id?: string;
  identifier_key?: string;
  identity_type?: string;
}

/** A page of the organisation's identities. */
export async function listIdentities(ctx: Context, { name, ...query }: IdentityFilter & Page) {
  const { organizationId } = ctx.actor;
  const { project_id, identifier_key, identity_type, ...page } = query;
  const rows = await listPage({
    where: {
      organization_id: organizationId,
      ...(name !== undefined && { name: { contains: name, mode: "insensitive" } }),
      ...(project_id !== undefined && { project_id }),
      ...(identifier_key !== undefined && { identifier_key }),
      ...(identity_type !== undefined && { identity_type }),
    },
    organizationId,
    page,
    find: (find) => ctx.db.identity.findMany(find),
  });
  return rows.map(toIdentity);
}

export const countIdentities = (ctx: Context): Promise<number> =>
  ctx.db.identity.count({ where: { organization_id: ctx.actor.organizationId } });

/**
 * A page of the agents that have an identity, hidden ones too.
 * @throws AppError `not_found`
 */
export async function listIdentityAgents(ctx: Context, id: string, page: Page, relations: AgentRelation[]) {
  await findIdentity(ctx, id);
  return listAgents(ctx, { ...page, identity_id: id, show_hidden_agents: true }, relations);
}

/**
 * A page of the blocks that have an identity, hidden ones and templates too.
 * @throws AppError `not_found`
 */
export async function listIdentityBlocks(ctx: Context, id: string, page: Page) {
  await findIdentity(ctx, id);
  const organization_id = ctx.actor.organizationId;
  const rows = await listPage({
    where: { organization_id, identities: { some: { identity_id: id } } },
    organizationId: organization_id,
    page,
    find: (find) => ctx.db.block.findMany(find),
  });
  return rows.map(toBlock);
}
