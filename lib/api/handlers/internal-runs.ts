import type { internalRuns as contract } from "@/lib/contract/registry";
import { listInternalRuns } from "@/lib/domain/runs/list-internal-runs";
import type { Handlers } from "../handlers";

export const internalRuns: Handlers<typeof contract> = {
  listInternalRuns: ({ ctx, query: { before, after, limit, order, ascending, ...filter } }) =>
    listInternalRuns(ctx, filter, { before, after, limit, order: ascending ? "asc" : order }),
};
