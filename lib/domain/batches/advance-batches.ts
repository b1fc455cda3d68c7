import type { LettaBatchRequest } from "@/lib/contract/messages/batches";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { BatchItemModel, JobModel } from "@/lib/generated/prisma/models";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { launchRun, planRun } from "../runs/start-run";
import { transaction } from "../transaction";
import { recordProgress } from "./record-progress";
import { sendBatchCallback, waitingForCallback } from "./send-batch-callback";

/** Turns of batches that run at the same time, of all batches together: the rest of the server must stay quick. */
const RUNNING_MAX = 4;
/** Batches that are looked at in one pass, the oldest first; the others wait until one of these is over. */
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
  const open = await batches(db, { status: "running" }, OPEN_MAX);
  let running = 0;
  for (const job of open) running += await recordProgress(asUser(contextFor, job), job.id);
  for (const job of open) running += await startItems(asUser(contextFor, job), job, RUNNING_MAX - running);
  const untold = await batches(db, waitingForCallback(new Date()), CALLBACKS_MAX);
  await Promise.all(untold.map((job) => sendBatchCallback(contextFor(job.organization_id), job.id)));
  return open.length > 0 || untold.length === CALLBACKS_MAX;
}

const batches = (db: Context["db"], where: Prisma.JobWhereInput, take: number) =>
  db.job.findMany({
    where: { job_type: "batch", ...where },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    take,
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

async function startItems(ctx: Context, job: JobModel, room: number): Promise<number> {
  if (room <= 0) return 0;
  const items = await ctx.db.batchItem.findMany({
    where: { job_id: job.id, organization_id: job.organization_id, status: "created" },
    orderBy: { position: "asc" },
    take: room,
  });
  let started = 0;
  for (const item of items) if (await startItem(ctx, item)) started += 1;
  if (items.length > 0) await recordProgress(ctx, job.id);
  return started;
}

/** The run and the item's word that it has one are stored together, so no request is run twice. */
async function startItem(ctx: Context, item: BatchItemModel): Promise<boolean> {
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
    if (run) launchRun(ctx, run);
    return run !== null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // What could be accepted when the batch came may not be possible any more: the agent is gone, an image unreachable.
    await ctx.db.batchItem.updateMany({
      where,
      data: { status: "failed", error: { error_type: error.code, message: error.message } },
    });
    return false;
  }
}
