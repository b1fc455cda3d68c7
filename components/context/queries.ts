import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";

export const contextQueries = {
  /** What was sent does not change any more. */
  ofStep: (stepId: string) =>
    queryOptions({
      queryKey: ["context", "step", stepId],
      queryFn: ({ signal }) => api.mneme.retrieveStepContext({ params: { step_id: stepId } }, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  now: (agentId: string) =>
    queryOptions({
      queryKey: ["context", "now", agentId],
      queryFn: ({ signal }) => api.mneme.retrieveAgentContext({ params: { agent_id: agentId } }, { signal }),
      staleTime: 0,
    }),
  /** The newest step that called a model: what was sent last. */
  lastStep: (agentId: string) =>
    queryOptions({
      queryKey: ["context", "last-step", agentId],
      queryFn: async ({ signal }) => {
        const steps = await api.steps.listSteps({ query: { agent_id: agentId, limit: 10 } }, { signal });
        return steps.find(({ status }) => status === "success") ?? null;
      },
    }),
  agentName: (agentId: string) =>
    queryOptions({
      queryKey: ["agents", "name", agentId],
      queryFn: async ({ signal }) => {
        const { name } = await api.agents.retrieveAgent({ params: { agent_id: agentId } }, { signal });
        return { id: agentId, name };
      },
      staleTime: 30_000,
    }),
};
