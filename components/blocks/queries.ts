import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/components/api";
import type { BlockResponse, BlockUpdate, CreateBlock } from "@/lib/contract/blocks/schemas";
import { type BlockFilters, blocksQuery } from "./block-filters";

const pageLimit = 50;
const agentsMax = 200;
const foundMax = 30;

export const blockQueries = {
  all: () => ["blocks"] as const,
  list: (filters: BlockFilters) =>
    infiniteQueryOptions({
      queryKey: [...blockQueries.all(), "list", filters],
      queryFn: ({ pageParam, signal }): Promise<BlockResponse[]> => {
        const query = blocksQuery(filters);
        if (!query) return Promise.resolve([]);
        return api.blocks.listBlocks(
          { query: { ...query, order: "desc", after: pageParam, limit: pageLimit } },
          { signal },
        );
      },
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.length === pageLimit ? page.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
    }),
  /** Who has each of these blocks, one question for each page of the list. */
  usage: (ids: string[]) =>
    queryOptions({
      queryKey: [...blockQueries.all(), "usage", ids],
      queryFn: async ({ signal }) => {
        const pages = [];
        for (let at = 0; at < ids.length; at += agentsMax) pages.push(ids.slice(at, at + agentsMax));
        const answers = await Promise.all(
          pages.map((block_ids) => api.mneme.listUsage({ query: { block_ids } }, { signal })),
        );
        return new Map(answers.flat().map((usage) => [usage.id, usage]));
      },
      placeholderData: keepPreviousData,
    }),
  detail: (id: string) =>
    queryOptions({
      queryKey: [...blockQueries.all(), id],
      queryFn: ({ signal }) => api.blocks.retrieveBlock({ params: { block_id: id } }, { signal }),
    }),
  agents: (id: string) =>
    queryOptions({
      queryKey: [...blockQueries.all(), id, "agents"],
      queryFn: async ({ signal }) => {
        const query = { block_ids: [id], agents_max: agentsMax };
        const [usage] = await api.mneme.listUsage({ query }, { signal });
        return usage;
      },
    }),
  history: (id: string) =>
    infiniteQueryOptions({
      queryKey: [...blockQueries.all(), id, "history"],
      queryFn: ({ pageParam, signal }) =>
        api.mneme.listBlockHistory({ params: { block_id: id }, query: { before: pageParam } }, { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next_before ?? undefined,
    }),
  /** Agents that could be given a block, by a part of their name. */
  attachable: (search: string) =>
    queryOptions({
      queryKey: ["agents", "attachable", search],
      queryFn: async ({ signal }) => {
        const query = { query_text: search || undefined, limit: foundMax };
        const agents = await api.agents.listAgents({ query }, { signal });
        return agents.map(({ id, name, description }) => ({ id, name, description }));
      },
      placeholderData: keepPreviousData,
    }),
};

export function useUpdateBlock(id: string) {
  const changed = useBlocksChanged();
  return useMutation({
    mutationFn: (change: BlockUpdate) => api.blocks.modifyBlock({ params: { block_id: id }, body: change }),
    onSuccess: changed,
  });
}

export function useRestoreBlock(id: string) {
  const changed = useBlocksChanged();
  return useMutation({
    mutationFn: (event_id: string) =>
      api.mneme.restoreBlock({ params: { block_id: id }, body: { event_id, to: "after" } }),
    onSuccess: () => changed(),
  });
}

export function useCreateBlock() {
  const changed = useBlocksChanged();
  return useMutation({
    mutationFn: (block: CreateBlock | Pick<CreateBlock, "label" | "value">) =>
      api.blocks.createBlock({ body: block }),
    onSuccess: changed,
  });
}

export function useDeleteBlock(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.blocks.deleteBlock({ params: { block_id: id } }),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: blockQueries.detail(id).queryKey });
      void queryClient.invalidateQueries({ queryKey: ["memory"] });
      return queryClient.invalidateQueries({ queryKey: [...blockQueries.all(), "list"] });
    },
  });
}

/** Attaches the block to an agent, or detaches it. */
export function useBlockLink(id: string) {
  const changed = useBlocksChanged();
  return useMutation({
    mutationFn: ({ agentId, isAttached }: { agentId: string; isAttached: boolean }) => {
      const call = { params: { agent_id: agentId, block_id: id } };
      return isAttached ? api.agents.attachCoreMemoryBlock(call) : api.agents.detachCoreMemoryBlock(call);
    },
    onSuccess: () => changed(),
  });
}

/** Shows the answer at once and lets everything that tells of blocks ask again. */
export function useBlocksChanged() {
  const queryClient = useQueryClient();
  return (block?: BlockResponse) => {
    if (block) queryClient.setQueryData(blockQueries.detail(block.id).queryKey, block);
    void queryClient.invalidateQueries({ queryKey: ["memory"] });
    void queryClient.invalidateQueries({ queryKey: ["context"] });
    void queryClient.invalidateQueries({ queryKey: blockQueries.all() });
  };
}
