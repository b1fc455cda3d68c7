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

const pageLimit = 50;

export const agentQueries = {
  all: () => ["agents"] as const,
  lists: () => [...agentQueries.all(), "list"] as const,
  list: (search: string) =>
    infiniteQueryOptions({
      queryKey: [...agentQueries.lists(), search],
      queryFn: ({ pageParam, signal }) =>
        api.agents.listAgents(
          {
            query: {
              query_text: search || undefined,
              after: pageParam,
              limit: pageLimit,
              include: ["agent.tags"],
            },
          },
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.length === pageLimit ? page.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
    }),
  detail: (id: string) =>
    queryOptions({
      queryKey: [...agentQueries.all(), id],
      queryFn: ({ signal }) =>
        api.agents.retrieveAgent(
          { params: { agent_id: id }, query: { include: ["agent.tools"] } },
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
    onSuccess: (agent) => {
      queryClient.setQueryData(agentQueries.detail(id).queryKey, agent);
      return queryClient.invalidateQueries({ queryKey: agentQueries.lists() });
    },
  });
}

export function useDeleteAgent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.agents.deleteAgent({ params: { agent_id: id } }),
    onSuccess: (_answer, id) => {
      queryClient.removeQueries({ queryKey: agentQueries.detail(id).queryKey });
      return queryClient.invalidateQueries({ queryKey: agentQueries.lists() });
    },
  });
}
