import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/components/api";
import type { BlockResponse, BlockUpdate, CreateBlock } from "@/lib/contract/blocks/schemas";
import { type BlockChange, changesBetween } from "./block-changes";

export const memoryQueries = {
  of: (agentId: string) => ["memory", agentId] as const,
  blocks: (agentId: string) =>
    queryOptions({
      queryKey: [...memoryQueries.of(agentId), "blocks"],
      queryFn: ({ signal }) =>
        api.agents.listCoreMemoryBlocks(
          { params: { agent_id: agentId }, query: { order: "asc" } },
          { signal },
        ),
    }),
  /** The last change of each block that happened before the reader's eyes; nothing is fetched. */
  lastChanges: (agentId: string) =>
    queryOptions({
      queryKey: [...memoryQueries.of(agentId), "last-changes"],
      queryFn: (): SeenChanges => ({}),
      staleTime: Number.POSITIVE_INFINITY,
      initialData: {} as SeenChanges,
    }),
  /** Who else has each block. Only blocks of several agents are asked about. */
  sharing: (agentId: string, blockIds: string[]) =>
    queryOptions({
      queryKey: [...memoryQueries.of(agentId), "sharing", blockIds],
      queryFn: async ({ signal }): Promise<Sharing> => {
        const query = { connected_to_agents_count_gt: 1, limit: 1_000 };
        const shared = await api.blocks.listBlocks({ query }, { signal });
        const own = shared.filter(({ id }) => blockIds.includes(id));
        const entries = own.map(async ({ id }) => {
          const agents = await api.blocks.listAgentsForBlock({ params: { block_id: id } }, { signal });
          return [
            id,
            agents.filter((agent) => agent.id !== agentId).map(({ id, name }) => ({ id, name })),
          ] as const;
        });
        return Object.fromEntries(await Promise.all(entries));
      },
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }),
  /** Every block that could be attached, by a word in its label. */
  attachable: (search: string) =>
    queryOptions({
      queryKey: ["memory", "attachable", search],
      queryFn: ({ signal }) =>
        api.blocks.listBlocks(
          { query: { label_search: labelSearch(search), limit: 100, order: "desc" } },
          { signal },
        ),
      placeholderData: keepPreviousData,
    }),
  history: (blockId: string) =>
    infiniteQueryOptions({
      queryKey: ["memory", "history", blockId],
      queryFn: ({ pageParam, signal }) =>
        api.mneme.listBlockHistory(
          { params: { block_id: blockId }, query: { before: pageParam, limit: 50 } },
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next_before ?? undefined,
    }),
  /** What would be sent to the model now, in sections with their tokens. */
  context: (agentId: string) =>
    queryOptions({
      queryKey: ["context", "now", agentId],
      queryFn: ({ signal }) => api.mneme.retrieveAgentContext({ params: { agent_id: agentId } }, { signal }),
      placeholderData: keepPreviousData,
    }),
};

export type SeenChange = BlockChange & { atMs: number };
export type SeenChanges = Record<string, SeenChange>;
export type Sharing = Record<string, { id: string; name: string }[]>;

/** Labels are made of these characters only; the server refuses others. */
const labelSearch = (search: string) => search.replace(/[^a-zA-Z0-9_/-]/g, "").slice(0, 50) || undefined;

/** Reads the blocks again and says what changed since they were last read. */
export async function refreshBlocks(queryClient: QueryClient, agentId: string): Promise<BlockChange[]> {
  const options = memoryQueries.blocks(agentId);
  const before = queryClient.getQueryData(options.queryKey) ?? [];
  const after = await queryClient.fetchQuery({ ...options, staleTime: 0 });
  const changes = changesBetween(before, after);
  if (changes.length > 0) {
    queryClient.setQueryData(memoryQueries.lastChanges(agentId).queryKey, (seen: SeenChanges = {}) => ({
      ...seen,
      ...Object.fromEntries(changes.map((change) => [change.label, { ...change, atMs: Date.now() }])),
    }));
    void queryClient.invalidateQueries({ queryKey: ["memory", "history"] });
  }
  return changes;
}

export function useUpdateBlock(agentId: string, label: string) {
  const changed = useMemoryChanged(agentId);
  return useMutation({
    mutationFn: (change: Partial<BlockUpdate>) =>
      api.agents.modifyCoreMemoryBlock({
        params: { agent_id: agentId, block_label: label },
        body: change,
      }),
    onSuccess: (block) => changed((blocks) => blocks.map((each) => (each.id === block.id ? block : each))),
  });
}

/** Shows a block as it was just saved. */
export function useSavedBlock(agentId: string) {
  const changed = useMemoryChanged(agentId);
  return (block: BlockResponse) =>
    changed((blocks) => blocks.map((each) => (each.id === block.id ? block : each)));
}

/** A block that could not be attached after it was made would be an orphan; its label is checked by the form. */
export function useCreateBlock(agentId: string) {
  const changed = useMemoryChanged(agentId);
  return useMutation({
    mutationFn: async (
      fields: Pick<CreateBlock, "label" | "value" | "limit" | "read_only" | "description">,
    ) => {
      const block = await api.blocks.createBlock({ body: fields });
      await api.agents.attachCoreMemoryBlock({ params: { agent_id: agentId, block_id: block.id } });
      return block;
    },
    onSuccess: (block) => changed((blocks) => [...blocks, block]),
  });
}

export function useAttachBlock(agentId: string) {
  const changed = useMemoryChanged(agentId);
  return useMutation({
    mutationFn: async (block: BlockResponse) => {
      await api.agents.attachCoreMemoryBlock({ params: { agent_id: agentId, block_id: block.id } });
      return block;
    },
    onSuccess: (block) => changed((blocks) => [...blocks, block]),
  });
}

export function useDetachBlock(agentId: string) {
  const changed = useMemoryChanged(agentId);
  return useMutation({
    mutationFn: async (block: BlockResponse) => {
      await api.agents.detachCoreMemoryBlock({ params: { agent_id: agentId, block_id: block.id } });
      return block;
    },
    onSuccess: (block) => changed((blocks) => blocks.filter((each) => each.id !== block.id)),
  });
}

export function useRestoreBlock(agentId: string) {
  const changed = useMemoryChanged(agentId);
  return useMutation({
    mutationFn: ({ blockId, eventId }: { blockId: string; eventId: string }) =>
      api.mneme.restoreBlock({ params: { block_id: blockId }, body: { event_id: eventId, to: "after" } }),
    onSuccess: () => changed(),
  });
}

type Edit = (blocks: BlockResponse[]) => BlockResponse[];

/** Shows a change at once and lets everything that tells of memory ask again. */
function useMemoryChanged(agentId: string) {
  const queryClient = useQueryClient();
  return (edit?: Edit) => {
    if (edit) queryClient.setQueryData(memoryQueries.blocks(agentId).queryKey, (blocks = []) => edit(blocks));
    void queryClient.invalidateQueries({ queryKey: ["memory"] });
    void queryClient.invalidateQueries({ queryKey: ["context", "now", agentId] });
  };
}
