import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toRun } from "./run";
import { type RunFilter, runFilter } from "./run-filter";

export interface InternalRunFilter extends RunFilter {
  run_id?: string;
  template_family?: string;
  step_count?: number;
  step_count_operator?: "eq" | "gte" | "lte";
  /** Ids of tools; runs that called any of them. */
  tools_used?: string[];
  project_id?: string;
  start_date?: string;
  end_date?: string;
  /** Keeps the runs at or above this percentile of the durations. */
  duration_percentile?: number;
  /** Nanoseconds. */
  duration_value?: number;
  duration_operator?: "gt" | "lt" | "eq";
  order_by?: "created_at" | "duration";
}

/** Runs by what they took and did. An order by duration has no cursors. */
export async function listInternalRuns(ctx: Context, filter: InternalRunFilter, page: Page) {
  const where = { AND: [internalFilter(ctx, filter), ...(await durationFilters(ctx, filter))] };
  const rows =
    filter.order_by === "duration"
      ? await ctx.db.run.findMany({
          where: { ...where, total_duration_ns: { not: null } },
          orderBy: [{ total_duration_ns: page.order ?? "desc" }, { id: page.order ?? "desc" }],
          take: page.limit ?? 100,
        })
      : await listPage({
          where,
          organizationId: ctx.actor.organizationId,
          page,
          defaultLimit: 100,
          find: (query) => ctx.db.run.findMany(query),
        });
  return rows.map(toRun);
}

function internalFilter(ctx: Context, filter: InternalRunFilter): Prisma.RunWhereInput {
  const { step_count, step_count_operator = "eq", start_date, end_date } = filter;
  return {
    ...runFilter(ctx, filter),
    ...(filter.run_id && { id: filter.run_id }),
    ...(filter.template_family && { base_template_id: filter.template_family }),
    ...(filter.project_id && { project_id: filter.project_id }),
    ...(filter.tools_used?.length && { tools_used: { hasSome: filter.tools_used } }),
    ...(step_count !== undefined && {
      num_steps: step_count_operator === "eq" ? step_count : { [step_count_operator]: step_count },
    }),
    ...((start_date || end_date) && {
      created_at: {
        ...(start_date && { gte: new Date(start_date) }),
        ...(end_date && { lte: new Date(end_date) }),
      },
    }),
  };
}

async function durationFilters(ctx: Context, filter: InternalRunFilter): Promise<Prisma.RunWhereInput[]> {
  const {
    duration_value: value,
    duration_operator: operator = "gt",
    duration_percentile: percentile,
  } = filter;
  const filters: Prisma.RunWhereInput[] = [];
  if (value !== undefined)
    filters.push({ total_duration_ns: operator === "eq" ? BigInt(value) : { [operator]: BigInt(value) } });
  if (percentile !== undefined)
    filters.push({ total_duration_ns: { gte: await durationAt(ctx, filter, percentile) } });
  return filters;
}

/** The duration at a percentile of the runs of the same project, agents and statuses. */
async function durationAt(ctx: Context, filter: InternalRunFilter, percentile: number): Promise<bigint> {
  const { agent_id, agent_ids, statuses, active, project_id } = filter;
  const where: Prisma.RunWhereInput = {
    ...runFilter(ctx, { agent_id, agent_ids, statuses, active }),
    ...(project_id && { project_id }),
    total_duration_ns: { not: null },
  };
  const count = await ctx.db.run.count({ where });
  const skip = Math.min(Math.max(Math.ceil((percentile / 100) * count) - 1, 0), Math.max(count - 1, 0));
  const run = await ctx.db.run.findFirst({
    where,
    orderBy: { total_duration_ns: "asc" },
    skip,
    select: { total_duration_ns: true },
  });
  return run?.total_duration_ns ?? 0n;
}
