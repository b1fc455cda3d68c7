import type { messages as contract } from "@/lib/contract/registry";
import { cancelBatch } from "@/lib/domain/batches/cancel-batch";
import { createBatch } from "@/lib/domain/batches/create-batch";
import { listBatchMessages } from "@/lib/domain/batches/list-batch-messages";
import { findJob, toJob } from "@/lib/domain/jobs/job";
import { listJobs } from "@/lib/domain/jobs/list-jobs";
import { getMessage, listAllMessages } from "@/lib/domain/messages/list-messages";
import { searchAllMessages } from "@/lib/domain/messages/search-all-messages";
import type { Handlers } from "../handlers";

export const messages: Handlers<typeof contract> = {
  listAllMessages: ({ ctx, query }) => listAllMessages(ctx, query),
  retrieveMessage: ({ ctx, params }) => getMessage(ctx, params.message_id),
  searchAllMessages: ({ ctx, body, signal }) => searchAllMessages(ctx, body, signal),
  createBatch: ({ ctx, body }) => createBatch(ctx, body),
  listBatches: ({ ctx, query }) => listJobs(ctx, { type: "batch", isActive: true }, query),
  retrieveBatch: async ({ ctx, params }) => toJob(await findJob(ctx, params.batch_id, "batch")),
  listMessagesForBatch: ({ ctx, params, query: { agent_id, ...page } }) =>
    listBatchMessages(ctx, params.batch_id, { ...page, agentId: agent_id }),
  cancelBatch: ({ ctx, params }) => cancelBatch(ctx, params.batch_id),
};
