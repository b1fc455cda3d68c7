import type { CreateBatch } from "@/lib/contract/messages/batches";
import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { type JobBody, toJob } from "../jobs/job";
import { assertCallbackUrl } from "../runs/send-message";
import { checkRequest } from "../runs/start-run";
import { transaction } from "../transaction";
import { countsOf } from "./batch-counts";

/**
 * Accepts many turns at once: each becomes an ordinary run of its agent when there is room for it.
 * @throws AppError when one of the requests could not be accepted alone; then none is
 */
export async function createBatch(ctx: Context, { requests, callback_url }: CreateBatch): Promise<JobBody> {
  if (requests.length === 0)
    throw new AppError("unprocessable", "requests must contain at least one request", { exact: true });
  if (callback_url) assertCallbackUrl(callback_url);
  for (const request of requests) await checkRequest(ctx, { agentId: request.agent_id }, request);
  const { organizationId: organization_id, userId } = ctx.actor;
  const now = ctx.clock.now();
  const request_counts = { ...countsOf({ created: requests.length }) };
  const batch = await transaction(ctx, async (tx) => {
    const job = await tx.db.job.create({
      data: {
        id: ctx.ids.next("job"),
        organization_id,
        user_id: userId,
        job_type: "batch",
        status: "running",
        background: true,
        metadata: { job_type: "batch_messages", request_counts },
        callback_url: callback_url ?? null,
        created_by_id: userId,
        created_at: now,
      },
    });
    await tx.db.batchItem.createMany({
      data: requests.map((request, position) => ({
        id: ctx.ids.next("batch_item"),
        organization_id,
        job_id: job.id,
        agent_id: request.agent_id,
        position,
        request: request as unknown as Prisma.InputJsonObject,
        created_at: now,
      })),
    });
    await tx.queue.enqueue(tx.db, "advance_batches", [{ key: job.id, payload: {} }]);
    return toJob(job);
  });
  ctx.queue.wake("advance_batches");
  return batch;
}
