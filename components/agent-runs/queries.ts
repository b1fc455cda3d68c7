import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";

const shownLimit = 25;

export const agentRunQueries = {
  recent: (agentId: string) =>
    queryOptions({
      queryKey: ["runs", "of-agent", agentId],
      queryFn: ({ signal }) =>
        api.runs.listRuns({ query: { agent_id: agentId, limit: shownLimit } }, { signal }),
    }),
};
