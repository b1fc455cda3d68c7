import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { accessFetch } from "@/components/access";
import { api } from "@/components/api";
import { routes } from "@/components/routes";
import { openStream } from "@/lib/contract/client";
import type { MnemeRunStreamItem } from "@/lib/contract/mneme/streams";
import { StreamError } from "@/lib/contract/sse-reader";
import { type RunFilters, runsQuery } from "./run-filters";
import { isActive } from "./run-state";

const pageLimit = 40;
const agentsMax = 200;
/** While something runs, a list is looked at for what it becomes; otherwise for what comes anew. */
const activeMs = 2_000;
const idleMs = 15_000;

export const runQueries = {
  all: () => ["runs"] as const,
  list: (filters: RunFilters) =>
    infiniteQueryOptions({
      queryKey: [...runQueries.all(), "list", filters],
      queryFn: ({ pageParam, signal }) =>
        api.internalRuns.listInternalRuns(
          { query: { ...runsQuery(filters, Date.now()), after: pageParam, limit: pageLimit } },
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.length === pageLimit ? page.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => {
        const pages = state.data?.pages ?? [];
        if (pages.flat().some(isActive)) return activeMs;
        return pages.length > 1 ? false : idleMs;
      },
    }),
  /** What the rows of a list say beyond their run. Asked anew when any of them changed. */
  overviews: (runs: { id: string; status: string }[]) =>
    queryOptions({
      queryKey: [...runQueries.all(), "overviews", runs.map(({ id, status }) => `${id} ${status}`)],
      queryFn: async ({ signal }) => {
        const answers = await Promise.all(
          batches(runs.map(({ id }) => id)).map((run_ids) =>
            api.mneme.listRunOverviews({ query: { run_ids } }, { signal }),
          ),
        );
        return new Map(answers.flat().map((overview) => [overview.run_id, overview]));
      },
      placeholderData: keepPreviousData,
      refetchInterval: runs.some(({ status }) => status === "running") ? activeMs : false,
    }),
  detail: (id: string) =>
    queryOptions({
      queryKey: [...runQueries.all(), id],
      queryFn: ({ signal }) => api.runs.retrieveRun({ params: { run_id: id } }, { signal }),
      refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : false),
    }),
  /** Steps in their order, each with what it took; of a step that is not over there is nothing to tell yet. */
  steps: (runId: string, isLive: boolean) =>
    queryOptions({
      queryKey: [...runQueries.all(), runId, "steps"],
      queryFn: async ({ signal }) => {
        const query = { order: "asc" as const, limit: 0 };
        const steps = await api.runs.listStepsForRun({ params: { run_id: runId }, query }, { signal });
        return Promise.all(
          steps.map(async (step) => ({
            step,
            metrics: await api.steps.retrieveMetricsForStep({ params: { step_id: step.id } }, { signal }),
          })),
        );
      },
      refetchInterval: isLive ? activeMs : false,
    }),
  /** The exact exchange with the provider: large, and the same for ever once it is there. */
  exchange: (stepId: string) =>
    queryOptions({
      queryKey: ["steps", stepId, "exchange"],
      queryFn: ({ signal }) => api.steps.retrieveTraceForStep({ params: { step_id: stepId } }, { signal }),
      gcTime: 60_000,
    }),
  agents: () =>
    queryOptions({
      queryKey: ["agents", "names"],
      queryFn: async ({ signal }) => {
        const agents = await api.agents.listAgents({ query: { limit: agentsMax } }, { signal });
        return agents.map(({ id, name }) => ({ id, name }));
      },
      staleTime: 30_000,
    }),
  agent: (id: string) =>
    queryOptions({
      queryKey: ["agents", "name", id],
      queryFn: async ({ signal }) => {
        const { name } = await api.agents.retrieveAgent({ params: { agent_id: id } }, { signal });
        return { id, name };
      },
      staleTime: 30_000,
    }),
};

const overviewsMax = 200;

function batches(ids: string[]): string[][] {
  const cut: string[][] = [];
  for (let at = 0; at < ids.length; at += overviewsMax) cut.push(ids.slice(at, at + overviewsMax));
  return cut;
}

/** How a run's story is read: as it happens, or from its messages when the log is no longer kept. */
export const storyApi = {
  follow: (runId: string, startingAfter: number, signal: AbortSignal) =>
    reported(
      openStream(
        routes.mneme.followRun,
        { params: { run_id: runId }, query: { starting_after: startingAfter } },
        { signal, fetch: accessFetch },
      ),
    ),
  messages: (runId: string, signal: AbortSignal) =>
    api.runs.listMessagesForRun({ params: { run_id: runId }, query: { limit: 0 } }, { signal }),
};

/** A failure that the run reports is one of its events; only a broken connection is an exception. */
async function* reported(events: AsyncIterable<MnemeRunStreamItem>): AsyncGenerator<MnemeRunStreamItem> {
  try {
    yield* events;
  } catch (cause) {
    const body = cause instanceof StreamError ? (cause.body as MnemeRunStreamItem | null) : null;
    if (body?.message_type !== "error_message") throw cause;
    yield body;
  }
}
