import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export interface BlockFilter {
  label?: string;
  name?: string;
  templates_only?: boolean;
  identity_id?: string;
  identifier_keys?: string[];
  project_id?: string;
  tags?: string[];
  match_all_tags?: boolean;
  label_search?: string;
  description_search?: string;
  value_search?: string;
  connected_to_agents_count_gt?: number;
  connected_to_agents_count_lt?: number;
  connected_to_agents_count_eq?: number[];
  show_hidden_blocks?: boolean;
}

const contains = (text: string) => ({ contains: text, mode: "insensitive" as const });

/** The conditions of a block list, all of which hold. Templates are left out unless they are asked for. */
export async function blockWhere(ctx: Context, filter: BlockFilter): Promise<Prisma.BlockWhereInput> {
  const { tags, identifier_keys: keys } = filter;
  const ids = await idsByConnections(ctx, filter);
  const identity = {
    ...(filter.identity_id && { id: filter.identity_id }),
    ...(keys?.length && { identifier_key: { in: keys } }),
  };
  return {
    organization_id: ctx.actor.organizationId,
    is_template: filter.templates_only ?? false,
    ...(filter.label !== undefined
      ? { label: filter.label }
      : filter.label_search !== undefined && { label: contains(filter.label_search) }),
    ...(filter.name !== undefined && { template_name: filter.name }),
    ...(filter.project_id !== undefined && { project_id: filter.project_id }),
    ...(filter.description_search !== undefined && { description: contains(filter.description_search) }),
    ...(filter.value_search !== undefined && { value: contains(filter.value_search) }),
    ...(tags?.length && { tags: filter.match_all_tags ? { hasEvery: tags } : { hasSome: tags } }),
    ...(Object.keys(identity).length > 0 && { identities: { some: { identity } } }),
    ...(ids && { id: { in: ids } }),
    ...(!filter.show_hidden_blocks && { OR: [{ hidden: null }, { hidden: false }] }),
  };
}

/** Ids of the blocks with so many agents, or null when the number does not matter. */
async function idsByConnections(ctx: Context, filter: BlockFilter): Promise<string[] | null> {
  const { connected_to_agents_count_gt: more, connected_to_agents_count_lt: fewer } = filter;
  const equal = filter.connected_to_agents_count_eq;
  const conditions = [
    ...(more === undefined ? [] : [Prisma.sql`count(agent_blocks.agent_id) > ${more}`]),
    ...(fewer === undefined ? [] : [Prisma.sql`count(agent_blocks.agent_id) < ${fewer}`]),
    ...(equal?.length ? [Prisma.sql`count(agent_blocks.agent_id) = any(${equal}::bigint[])`] : []),
  ];
  if (conditions.length === 0) return null;
  const rows = await ctx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select blocks.id
    from blocks
    left join agent_blocks on agent_blocks.block_id = blocks.id
    where blocks.organization_id = ${ctx.actor.organizationId}
    group by blocks.id
    having ${Prisma.join(conditions, " and ")}`);
  return rows.map(({ id }) => id);
}
