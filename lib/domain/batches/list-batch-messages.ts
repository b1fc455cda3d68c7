import type { MessageModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import { findJob } from "../jobs/job";
import { listPage, type Page } from "../list-page";
import { type StoredMessage, toStoredMessage } from "../messages/stored-message";

/** Everything that the turns of a batch stored so far, as it is stored. */
export async function listBatchMessages(
  ctx: Context,
  batchId: string,
  { agentId, ...page }: Page & { agentId?: string },
): Promise<{ messages: StoredMessage[] }> {
  const job = await findJob(ctx, batchId, "batch");
  const items = await ctx.db.batchItem.findMany({
    where: {
      job_id: job.id,
      organization_id: job.organization_id,
      run_id: { not: null },
      ...(agentId && { agent_id: agentId }),
    },
    select: { id: true, run_id: true },
  });
  const itemOfRun = new Map(items.map(({ id, run_id }) => [run_id, id]));
  const rows = await listPage<MessageModel>({
    where: { organization_id: job.organization_id, run_id: { in: [...itemOfRun.keys()] } },
    organizationId: job.organization_id,
    page,
    column: "seq",
    defaultLimit: 100,
    unknownCursor: 400,
    entity: "Message",
    find: (query) => ctx.db.message.findMany(query as never),
  });
  return {
    messages: rows.map((row) => ({
      ...toStoredMessage(row),
      batch_item_id: itemOfRun.get(row.run_id) ?? null,
    })),
  };
}
