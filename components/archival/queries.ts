import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/components/api";

const pageLimit = 30;
const searchLimit = 50;

/** A passage as the list and the search tell it alike. */
export interface Memory {
  id: string;
  text: string;
  at: string | null;
  tags: string[];
}

export const archivalQueries = {
  of: (agentId: string) => ["archival", agentId] as const,
  /** Newest first. */
  list: (agentId: string) =>
    infiniteQueryOptions({
      queryKey: [...archivalQueries.of(agentId), "list"],
      queryFn: async ({ pageParam, signal }): Promise<Memory[]> => {
        const passages = await api.agents.listPassages(
          {
            params: { agent_id: agentId },
            query: { ascending: false, after: pageParam, limit: pageLimit },
          },
          { signal },
        );
        return passages.map(({ id, text, created_at, tags }) => ({
          id,
          text,
          at: created_at,
          tags: tags ?? [],
        }));
      },
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.length === pageLimit ? page.at(-1)?.id : undefined),
    }),
  /** As the agent's own search finds them: by meaning where an embedding model is there, else by words. */
  search: (agentId: string, { query, tags }: { query: string; tags: string[] }) =>
    queryOptions({
      queryKey: [...archivalQueries.of(agentId), "search", query, tags],
      queryFn: async ({ signal }): Promise<Memory[]> => {
        const { results } = await api.agents.searchArchivalMemory(
          {
            params: { agent_id: agentId },
            query: { query, tags: tags.length > 0 ? tags : undefined, top_k: searchLimit },
          },
          { signal },
        );
        return results.map(({ id, content, timestamp, tags }) => ({
          id,
          text: content,
          at: timestamp,
          tags,
        }));
      },
      placeholderData: keepPreviousData,
    }),
};

export function useAddPassage(agentId: string) {
  const changed = useArchiveChanged(agentId);
  return useMutation({
    mutationFn: (passage: { text: string; tags: string[] }) =>
      api.agents.createPassage({ params: { agent_id: agentId }, body: passage }),
    onSuccess: changed,
  });
}

export function useDeletePassage(agentId: string) {
  const changed = useArchiveChanged(agentId);
  return useMutation({
    mutationFn: (id: string) => api.agents.deletePassage({ params: { agent_id: agentId, memory_id: id } }),
    onSuccess: changed,
  });
}

/** How much the archive holds is told to the model, so the window changes too. */
function useArchiveChanged(agentId: string) {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: ["context", "now", agentId] });
    return queryClient.invalidateQueries({ queryKey: archivalQueries.of(agentId) });
  };
}
