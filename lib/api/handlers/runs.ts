import { runs as contract } from "@/lib/contract/registry";
import { listRunMessages } from "@/lib/domain/messages/list-messages";
import { deleteRun } from "@/lib/domain/runs/delete-run";
import { getRun } from "@/lib/domain/runs/get-run";
import { listRuns } from "@/lib/domain/runs/list-runs";
import { openRunStream } from "@/lib/domain/runs/open-run-stream";
import { runMetrics } from "@/lib/domain/runs/run-metrics";
import { runSteps } from "@/lib/domain/runs/run-steps";
import { runTrace } from "@/lib/domain/runs/run-trace";
import { runUsage } from "@/lib/domain/runs/run-usage";
import { EventStream } from "../sse";
import { unimplemented } from "../unimplemented";

export const runs = unimplemented(contract, {
  listRuns: ({ ctx, query: { before, after, limit, order, ascending, ...filter } }) =>
    listRuns(ctx, filter, { before, after, limit, order: ascending ? "asc" : order }),
  listActiveRuns: ({ ctx, query }) => listRuns(ctx, { ...query, active: true }, { limit: 0 }),
  retrieveRun: ({ ctx, params }) => getRun(ctx, params.run_id),
  deleteRun: async ({ ctx, params }) => {
    await deleteRun(ctx, params.run_id);
    return null;
  },
  retrieveStreamForRun: async ({ ctx, params, body, signal }) =>
    new EventStream(await openRunStream(ctx, params.run_id, body ?? {}, signal)),
  listMessagesForRun: ({ ctx, params, query }) => listRunMessages(ctx, params.run_id, query),
  retrieveUsageForRun: ({ ctx, params }) => runUsage(ctx, params.run_id),
  retrieveMetricsForRun: ({ ctx, params }) => runMetrics(ctx, params.run_id),
  listStepsForRun: ({ ctx, params, query }) => runSteps(ctx, params.run_id, query),
  retrieveTraceForRun: ({ ctx, params, query }) => runTrace(ctx, params.run_id, query.limit),
});
