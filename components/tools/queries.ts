import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ToolUpdate } from "@/lib/contract/tools/schemas";
import type { ToolFilters } from "./tool-types";

const pageLimit = 100;
const agentsMax = 200;

export const toolQueries = {
  all: () => ["tools"] as const,
  list: ({ search, type }: ToolFilters) =>
    infiniteQueryOptions({
      queryKey: [...toolQueries.all(), "browse", search, type],
      queryFn: ({ pageParam, signal }) =>
        api.tools.listTools(
          {
            query: {
              search: search || undefined,
              tool_types: type ? [type] : undefined,
              after: pageParam,
              limit: pageLimit,
            },
          },
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.length === pageLimit ? page.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
    }),
  /** Who has each of these tools, one question for each page of the list. */
  usage: (ids: string[], agents_max = 3) =>
    queryOptions({
      queryKey: [...toolQueries.all(), "usage", ids, agents_max],
      queryFn: async ({ signal }) => {
        const pages = [];
        for (let at = 0; at < ids.length; at += agentsMax) pages.push(ids.slice(at, at + agentsMax));
        const answers = await Promise.all(
          pages.map((tool_ids) => api.mneme.listUsage({ query: { tool_ids, agents_max } }, { signal })),
        );
        return new Map(answers.flat().map((usage) => [usage.id, usage]));
      },
      placeholderData: keepPreviousData,
    }),
  agents: (id: string) => toolQueries.usage([id], agentsMax),
  detail: (id: string) =>
    queryOptions({
      queryKey: [...toolQueries.all(), "one", id],
      queryFn: ({ signal }) => api.tools.retrieveTool({ params: { tool_id: id } }, { signal }),
    }),
};

export function useUpdateTool(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: ToolUpdate) => api.tools.modifyTool({ params: { tool_id: id }, body: change }),
    onSuccess: (tool) => {
      queryClient.setQueryData(toolQueries.detail(id).queryKey, tool);
      return queryClient.invalidateQueries({ queryKey: toolQueries.all() });
    },
  });
}
