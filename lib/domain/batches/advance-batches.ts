import type { LettaBatchRequest } from "@/lib/contract/messages/batches";
import type { BatchItemModel, JobModel } from "@/lib/generated/prisma/models";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { launchRun, planRun } from "../runs/start-run";
import { transaction } from "../transaction";
import { recordProgress } from "./record-progress";
import { sendBatchCallback, waitingForCallback, withoutOutcome } from "./send-batch-callback";

/** Turns of batches that run at the same time, of all batches together: the rest of the server must stay quick. */
const RUNNING_MAX = 4;
/** Batches that are looked at in one pass: the oldest of each organisation, then their second oldest, and so on. */
const OPEN_MAX = 50;
/** Callers that are told at the same time: one that does not answer must hold up no other. */
const CALLBACKS_MAX = 20;

/**
 * One look at all open batches: records what has ended, starts what there is room for, tells callers about ends.
 * All state is in the database and every change of it is conditional, so passes may be cut off anywhere, repeated,
 * and made by several processes.
 * @returns whether there is more to do, and so another look is worth it soon
 */
export async function advanceBatches(
  db: Context["db"],
  contextFor: (organizationId: string) => Context,
): Promise<boolean> {
  const open = await openBatches(db);
  let running = 0;
  /** Turns under way, by organisation: who has the fewest is next, so that no large batch keeps the others waiting. */
  const load = new Map<string, number>();
  const loadOf = ({ organization_id }: JobModel) => load.get(organization_id) ?? 0;
  const count = (job: JobModel, more: number) => {
    running += more;
    load.set(job.organization_id, loadOf(job) + more);
  };
  for (const job of open) count(job, await recordProgress(asUser(contextFor, job), job.id));
  for (let waiting = open; running < RUNNING_MAX && waiting.length > 0; ) {
    const job = waiting.reduce((a, b) => (loadOf(b) < loadOf(a) ? b : a));
    const next = await startNext(asUser(contextFor, job), job);
    if (next === "started") count(job, 1);
    if (next === "none") waiting = waiting.filter((other) => other !== job);
  }
  const untold = await untoldBatches(db);
  await Promise.all(untold.map((job) => sendBatchCallback(contextFor(job.organization_id), job.id)));
  if (open.length > 0) return true;
  // Whoever else has begun to tell may die over it.
  const left = await db.job.findFirst({
    where: { job_type: "batch", ...withoutOutcome },
    select: { id: true },
  });
  return left !== null;
}

async function openBatches(db: Context["db"]): Promise<JobModel[]> {
  const ranked = await db.$queryRaw<{ id: string }[]>`
    select id
    from (
      select id, created_at, row_number() over (partition by organization_id order by created_at, id) as rank
      from jobs
      where job_type = 'batch'
        and status = 'running'
    ) as open
    order by rank, created_at, id
    limit ${OPEN_MAX}`;
  const rows = await db.job.findMany({ where: { id: { in: ranked.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ranked.flatMap(({ id }) => byId.get(id) ?? []);
}

const untoldBatches = (db: Context["db"]) =>
  db.job.findMany({
    where: { job_type: "batch", ...waitingForCallback(new Date()) },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    take: CALLBACKS_MAX,
  });

/** Runs of a batch are those of the user who sent it. */
function asUser(contextFor: (organizationId: string) => Context, job: JobModel): Context {
  const actor = {
    type: "user" as const,
    id: job.user_id,
    userId: job.user_id,
    organizationId: job.organization_id,
  };
  return { ...contextFor(job.organization_id), actor };
}

/** Starts what has waited longest in a batch. */
async function startNext(ctx: Context, job: JobModel): Promise<"started" | "failed" | "none"> {
  const item = await ctx.db.batchItem.findFirst({
    where: { job_id: job.id, organization_id: job.organization_id, status: "created" },
    orderBy: { position: "asc" },
  });
  if (!item) return "none";
  const outcome = await startItem(ctx, item);
  await recordProgress(ctx, job.id);
  return outcome;
}

/** The run and the item's word that it has one are stored together, so no request is run twice. */
async function startItem(ctx: Context, item: BatchItemModel): Promise<"started" | "failed" | "none"> {
  const request = item.request as unknown as LettaBatchRequest;
  const where = { id: item.id, organization_id: item.organization_id, status: "created" };
  try {
    const planned = await planRun(
      ctx,
      { agentId: item.agent_id },
      { ...request, background: true },
      "batch_messages",
      {
        job_id: item.job_id,
        batch_item_id: item.id,
      },
    );
    const run = await transaction(ctx, async (tx) => {
      const { count } = await tx.db.batchItem.updateMany({
        where: { ...where, job: { status: "running" } },
        data: { status: "running", run_id: planned.id },
      });
      return count > 0 ? tx.db.run.create({ data: planned }) : null;
    });
    // Another process was quicker, or the batch was cancelled.
    if (!run) return "none";
    launchRun(ctx, run);
    return "started";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // What could be accepted when the batch came may not be possible any more: the agent is gone, an image unreachable.
    await ctx.db.batchItem.updateMany({
      where,
      data: { status: "failed", error: { error_type: error.code, message: error.message } },
    });
    return "failed";
  }
}
