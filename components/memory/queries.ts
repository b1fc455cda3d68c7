import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import { type BlockChange, changesBetween } from "./block-changes";

export const memoryQueries = {
  blocks: (agentId: string) =>
    queryOptions({
      queryKey: ["memory", agentId, "blocks"],
      queryFn: ({ signal }) =>
        api.agents.listCoreMemoryBlocks(
          { params: { agent_id: agentId }, query: { order: "asc" } },
          { signal },
        ),
    }),
  /** The last change of each block that happened before the reader's eyes; nothing is fetched. */
  lastChanges: (agentId: string) =>
    queryOptions({
      queryKey: ["memory", agentId, "last-changes"],
      queryFn: (): SeenChanges => ({}),
      staleTime: Number.POSITIVE_INFINITY,
      initialData: {} as SeenChanges,
    }),
};

export type SeenChange = BlockChange & { atMs: number };
export type SeenChanges = Record<string, SeenChange>;

/** Reads the blocks again and says what changed since they were last read. */
export async function refreshBlocks(queryClient: QueryClient, agentId: string): Promise<BlockChange[]> {
  const options = memoryQueries.blocks(agentId);
  const before = queryClient.getQueryData(options.queryKey) ?? [];
  const after = await queryClient.fetchQuery({ ...options, staleTime: 0 });
  const changes = changesBetween(before, after);
  if (changes.length > 0)
    queryClient.setQueryData(memoryQueries.lastChanges(agentId).queryKey, (seen: SeenChanges = {}) => ({
      ...seen,
      ...Object.fromEntries(changes.map((change) => [change.label, { ...change, atMs: Date.now() }])),
    }));
  return changes;
}

export function useUpdateBlock(agentId: string, label: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (value: string) =>
      api.agents.modifyCoreMemoryBlock({
        params: { agent_id: agentId, block_label: label },
        body: { value },
      }),
    onSuccess: (block) =>
      queryClient.setQueryData(memoryQueries.blocks(agentId).queryKey, (blocks = []) =>
        blocks.map((each) => (each.id === block.id ? block : each)),
      ),
  });
}
