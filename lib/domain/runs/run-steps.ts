import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toStep } from "../steps/step";
import { findRun } from "./run";

/** The model calls of a run. */
export async function runSteps(ctx: Context, runId: string, page: Page) {
  await findRun(ctx, runId);
  const rows = await listPage({
    where: { run_id: runId, organization_id: ctx.actor.organizationId },
    organizationId: ctx.actor.organizationId,
    page,
    defaultLimit: 100,
    unknownCursor: 404,
    entity: "Step",
    find: (query) => ctx.db.step.findMany(query),
  });
  return rows.map(toStep);
}
