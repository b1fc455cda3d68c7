import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toRun } from "./run";
import { type RunFilter, runFilter } from "./run-filter";

/** Turns of agents, newest first unless asked otherwise. */
export async function listRuns(ctx: Context, filter: RunFilter, page: Page) {
  const rows = await listPage({
    where: runFilter(ctx, filter),
    organizationId: ctx.actor.organizationId,
    page,
    defaultLimit: 100,
    find: (query) => ctx.db.run.findMany(query),
  });
  return rows.map(toRun);
}
