import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/components/api";
import type { createAgent, modifyAgent } from "@/lib/contract/agents/operations";
import type { Call } from "@/lib/contract/operation";
import type { AgentListState } from "./agent-list";

const pageLimit = 50;
/** Stands for "all of them" in the API. */
const noLimit = 0;

export const agentQueries = {
  all: () => ["agents"] as const,
  lists: () => [...agentQueries.all(), "list"] as const,
  list: (state: AgentListState) => {
    const isWhole = state.column === "name";
    const limit = isWhole ? noLimit : pageLimit;
    const { order } = state;
    return infiniteQueryOptions({
      // The order of names is made here: turning it round asks for nothing.
      queryKey: [...agentQueries.lists(), { ...state, order: isWhole ? null : order }],
      queryFn: ({ pageParam, signal }) =>
        api.agents.listAgents(
          {
            query: {
              query_text: state.search || undefined,
              tags: state.tags,
              match_all_tags: true,
              after: pageParam,
              limit,
              order: isWhole ? "asc" : order,
              order_by: state.column === "last_run" ? "last_run_completion" : "created_at",
              include: ["agent.tags"],
            },
          },
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (!isWhole && page.length === pageLimit ? page.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
    });
  },
  tags: () =>
    queryOptions({
      queryKey: [...agentQueries.all(), "tags"],
      queryFn: ({ signal }) => api.tags.listTags({ query: { limit: noLimit } }, { signal }),
    }),
  detail: (id: string) =>
    queryOptions({
      queryKey: [...agentQueries.all(), id],
      queryFn: ({ signal }) =>
        api.agents.retrieveAgent(
          { params: { agent_id: id }, query: { include: ["agent.tools", "agent.tags"] } },
          { signal },
        ),
    }),
};

export type NewAgent = NonNullable<Call<typeof createAgent>["body"]>;
export type AgentChange = NonNullable<Call<typeof modifyAgent>["body"]>;

export function useCreateAgent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (agent: NewAgent) => api.agents.createAgent({ body: agent }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: agentQueries.lists() }),
  });
}

export function useUpdateAgent(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: AgentChange) => api.agents.modifyAgent({ params: { agent_id: id }, body: change }),
    onSuccess: (agent, change) => {
      queryClient.setQueryData(agentQueries.detail(id).queryKey, agent);
      if (change.tags) void queryClient.invalidateQueries({ queryKey: agentQueries.tags().queryKey });
      return queryClient.invalidateQueries({ queryKey: agentQueries.lists() });
    },
  });
}
