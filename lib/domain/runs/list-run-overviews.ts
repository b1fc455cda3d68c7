import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export interface RunOverviewRow {
  run_id: string;
  agent_name: string | null;
  input: string | null;
  step_count: number;
  prompt_tokens: number;
  completion_tokens: number;
  cost_usd: number | null;
  step_costs: { step_id: string; cost_usd: number | null }[];
  models: string[];
  tools: string[];
}

/** What each run was asked and what it took, in no particular order; unknown ids are left out. */
export async function listRunOverviews(ctx: Context, runIds: string[]): Promise<RunOverviewRow[]> {
  if (runIds.length === 0) return [];
  return ctx.db.$queryRaw<RunOverviewRow[]>(runOverviews(ctx, runIds));
}

/** The text is cut in the database: an input may carry pictures of megabytes, and a list needs one line of it. */
const runOverviews = (ctx: Context, runIds: string[]) => Prisma.sql`
  with calls as (
    select run_id, id as step_id, total_tokens, cost_micros
    from steps
    where organization_id = ${ctx.actor.organizationId}
      and run_id = any(${runIds})
    union all
    select run_id, step_id, total_tokens, cost_micros
    from summary_calls
    where organization_id = ${ctx.actor.organizationId}
      and run_id = any(${runIds})
  ),
  costs as (
    select step_id,
      -- A sum without what is not known would be told as the whole.
      bool_or(cost_micros is null and total_tokens > 0) as is_unknown,
      sum(cost_micros) as micros
    from calls
    group by step_id
  ),
  spent as (
    select run_id,
      count(*)::int as step_count,
      sum(prompt_tokens)::int as prompt_tokens,
      sum(completion_tokens)::int as completion_tokens,
      case
        when bool_or(costs.is_unknown) then null
        else (sum(costs.micros) / 1000000.0)::float8
      end as cost_usd,
      jsonb_agg(
        jsonb_build_object(
          'step_id', id,
          'cost_usd', case when costs.is_unknown then null else (costs.micros / 1000000.0)::float8 end
        )
        order by created_at, id
      ) as step_costs,
      array_agg(distinct model_handle) filter (where model_handle is not null) as models
    from steps
    join costs on costs.step_id = steps.id
    where organization_id = ${ctx.actor.organizationId}
      and run_id = any(${runIds})
    group by run_id
  )
  select runs.id as run_id,
    agents.name as agent_name,
    asked.text as input,
    coalesce(spent.step_count, 0) as step_count,
    coalesce(spent.prompt_tokens, 0) as prompt_tokens,
    coalesce(spent.completion_tokens, 0) as completion_tokens,
    spent.cost_usd as cost_usd,
    coalesce(spent.step_costs, '[]') as step_costs,
    coalesce(spent.models, '{}') as models,
    array(
      select tools.name
      from tools
      where tools.organization_id = runs.organization_id
        and tools.id = any(runs.tools_used)
      order by tools.name
    ) as tools
  from runs
  left join agents on agents.id = runs.agent_id
  left join spent on spent.run_id = runs.id
  left join lateral (
    select left(part.value ->> 'text', 240) as text
    from jsonb_array_elements(runs.input -> 'messages') as message,
      jsonb_array_elements(message.value -> 'content') as part
    where message.value ->> 'role' = 'user'
      and part.value ->> 'type' = 'text'
    limit 1
  ) as asked on true
  where runs.organization_id = ${ctx.actor.organizationId}
    and runs.id = any(${runIds})`;
