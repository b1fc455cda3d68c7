import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";

const refreshMs = 4_000;
const historyLimit = 50;

/** The agent that was last talked to, and whether it has changed its own memory. */
const lastTalk = async (signal: AbortSignal) => {
  const [agent] = await api.agents.listAgents(
    { query: { limit: 1, order_by: "last_run_completion" } },
    { signal },
  );
  if (!agent) return { agentId: null, hasTalked: false, hasRemembered: false };
  const hasTalked = Boolean(agent.last_run_completion);
  if (!hasTalked) return { agentId: agent.id, hasTalked, hasRemembered: false };
  const { entries } = await api.mneme.listAgentHistory(
    { params: { agent_id: agent.id }, query: { limit: historyLimit } },
    { signal },
  );
  const hasRemembered = entries.some((one) => one.entity_type === "block" && one.actor.type === "agent");
  return { agentId: agent.id, hasTalked, hasRemembered };
};

export const firstRunQueries = {
  lastTalk: () =>
    queryOptions({
      queryKey: ["first-run", "last-talk"],
      queryFn: ({ signal }) => lastTalk(signal),
      // Until both are seen; then there is nothing left to wait for.
      refetchInterval: ({ state }) => (state.data?.hasRemembered ? false : refreshMs),
    }),
};
