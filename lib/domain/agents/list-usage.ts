import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export interface UsageQuery {
  block_ids: string[];
  tool_ids: string[];
  /** Agents named for each. */
  agents_max: number;
}

export interface UsageRow {
  id: string;
  agent_count: number;
  agents: { id: string; name: string }[];
}

/** Which agents have these blocks and tools; what no agent has is told with a count of 0. */
export async function listUsage(ctx: Context, query: UsageQuery): Promise<UsageRow[]> {
  const { block_ids, tool_ids, agents_max } = query;
  const [blocks, tools] = await Promise.all([
    usageIn(ctx, Prisma.sql`agent_blocks`, Prisma.sql`block_id`, block_ids, agents_max),
    usageIn(ctx, Prisma.sql`agent_tools`, Prisma.sql`tool_id`, tool_ids, agents_max),
  ]);
  return [...blocks, ...tools];
}

async function usageIn(ctx: Context, links: Prisma.Sql, key: Prisma.Sql, ids: string[], agentsMax: number) {
  if (ids.length === 0) return [];
  const rows = await ctx.db.$queryRaw<UsageRow[]>(Prisma.sql`
    with linked as (
      select ${key} as id, agents.id as agent_id, agents.name,
        row_number() over (partition by ${key} order by agents.name, agents.id) as place
      from ${links}
      join agents on agents.id = ${links}.agent_id
      where ${links}.organization_id = ${ctx.actor.organizationId}
        and ${key} = any(${ids})
    )
    select id,
      count(*)::int as agent_count,
      coalesce(
        jsonb_agg(jsonb_build_object('id', agent_id, 'name', name) order by place)
          filter (where place <= ${agentsMax}),
        '[]'
      ) as agents
    from linked
    group by id`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].map((id) => found.get(id) ?? { id, agent_count: 0, agents: [] });
}
