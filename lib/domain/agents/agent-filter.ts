import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export interface AgentFilter {
  name?: string;
  query_text?: string;
  tags?: string[];
  match_all_tags?: boolean;
  project_id?: string;
  template_id?: string;
  base_template_id?: string;
  identity_id?: string;
  identifier_keys?: string[];
  last_stop_reason?: string;
  created_by_id?: string;
  show_hidden_agents?: boolean;
}

const exact = [
  "name",
  "project_id",
  "template_id",
  "base_template_id",
  "last_stop_reason",
  "created_by_id",
] as const;

/** The conditions of an agent list, all of which hold. Hidden agents are left out unless they are asked for. */
export function agentWhere(ctx: Context, filter: AgentFilter): Prisma.AgentWhereInput {
  const { tags, identifier_keys: keys } = filter;
  const identity = {
    ...(filter.identity_id && { id: filter.identity_id }),
    ...(keys?.length && { identifier_key: { in: keys } }),
  };
  return {
    organization_id: ctx.actor.organizationId,
    ...Object.fromEntries(
      exact.flatMap((field) => (filter[field] === undefined ? [] : [[field, filter[field]]])),
    ),
    ...(filter.query_text && { AND: [{ name: { contains: filter.query_text, mode: "insensitive" } }] }),
    ...(tags?.length && { tags: filter.match_all_tags ? { hasEvery: tags } : { hasSome: tags } }),
    ...(Object.keys(identity).length > 0 && { identities: { some: { identity } } }),
    ...(!filter.show_hidden_agents && { OR: [{ hidden: null }, { hidden: false }] }),
  };
}
