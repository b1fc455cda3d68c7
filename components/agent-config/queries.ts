import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { modifyAgent } from "@/lib/contract/agents/operations";
import type { AgentState } from "@/lib/contract/agents/schemas";
import type { Call } from "@/lib/contract/operation";

export const agentConfigQueries = {
  /** Under the same key as elsewhere, so that whoever changes agents refreshes this one too. */
  detail: (id: string) =>
    queryOptions({
      queryKey: ["agents", id] as const,
      queryFn: ({ signal }) =>
        api.agents.retrieveAgent(
          { params: { agent_id: id }, query: { include: ["agent.tools", "agent.tags"] } },
          { signal },
        ),
    }),
  /** Every tool that could be attached, by a word in its name or description. */
  tools: (search: string) =>
    queryOptions({
      queryKey: ["tools", "attachable", search],
      queryFn: ({ signal }) =>
        api.tools.listTools({ query: { search: search || undefined, limit: 200 } }, { signal }),
      placeholderData: keepPreviousData,
    }),
  /** Tokens of the system prompt as it is saved, by the server's count. */
  promptTokens: (id: string) =>
    queryOptions({
      queryKey: ["context", "now", id],
      queryFn: ({ signal }) => api.mneme.retrieveAgentContext({ params: { agent_id: id } }, { signal }),
      select: ({ sections }) => sections.find(({ kind }) => kind === "system_prompt")?.tokens ?? null,
    }),
};

export type AgentChange = NonNullable<Call<typeof modifyAgent>["body"]>;

export function useUpdateAgent(id: string) {
  const keep = useKeepAgent(id);
  return useMutation({
    mutationFn: (change: AgentChange) => api.agents.modifyAgent({ params: { agent_id: id }, body: change }),
    onSuccess: keep,
  });
}

/** The system message is compiled again at once, so that the very next message is answered with the new prompt. */
export function useSaveSystemPrompt(id: string) {
  const keep = useKeepAgent(id);
  return useMutation({
    mutationFn: async (system: string) => {
      const params = { agent_id: id };
      const agent = await api.agents.modifyAgent({ params, body: { system } });
      await api.agents.recompileAgent({ params });
      return agent;
    },
    onSuccess: keep,
  });
}

export function useSetTool(id: string) {
  const keep = useKeepAgent(id);
  return useMutation({
    mutationFn: async ({ toolId, isAttached }: { toolId: string; isAttached: boolean }) => {
      const call = { params: { agent_id: id, tool_id: toolId } };
      await (isAttached ? api.agents.attachToolToAgent(call) : api.agents.detachToolFromAgent(call));
      return agentNow(id);
    },
    onSuccess: keep,
  });
}

export function useSetApproval(id: string) {
  const keep = useKeepAgent(id);
  return useMutation({
    mutationFn: async ({ toolName, isNeeded }: { toolName: string; isNeeded: boolean }) => {
      await api.agents.modifyApprovalForTool({
        params: { agent_id: id, tool_name: toolName },
        query: {},
        body: { requires_approval: isNeeded },
      });
      return agentNow(id);
    },
    onSuccess: keep,
  });
}

const agentNow = (id: string) =>
  api.agents.retrieveAgent({ params: { agent_id: id }, query: { include: ["agent.tools", "agent.tags"] } });

/** Shows what the server answered, and lets everything else that shows the agent ask again. */
function useKeepAgent(id: string) {
  const queryClient = useQueryClient();
  return (agent: AgentState) => {
    queryClient.setQueryData(agentConfigQueries.detail(id).queryKey, agent);
    void queryClient.invalidateQueries({
      queryKey: ["agents"],
      predicate: ({ queryKey }) => queryKey[1] !== id,
    });
    void queryClient.invalidateQueries({ queryKey: ["context", "now", id] });
  };
}
