"use client";
import { useQueryClient } from "@tanstack/react-query";
import { agentConfigQueries } from "@/components/agent-config/queries";
import { Conversation } from "@/components/chat/conversation";
import { refreshBlocks } from "@/components/memory/queries";
import { isDemo } from "@/components/shell/queries";
import type { AgentState } from "@/lib/contract/agents/schemas";
import type { MnemeActivity } from "@/lib/contract/mneme/streams";

/** Tells the panes around the conversation when something happened that they show. */
export function AgentConversation({ agent }: { agent: AgentState }) {
  const queryClient = useQueryClient();
  const again = (...queryKey: string[]) => void queryClient.invalidateQueries({ queryKey });
  // A failed refresh shows in the memory pane, which asks the same query.
  const refresh = () => refreshBlocks(queryClient, agent.id);
  const onRunEnd = () => {
    refresh().catch(() => undefined);
    again("agents");
    again("context", "now", agent.id);
    again("runs");
    again("archival", agent.id);
  };
  const onActivity = ({ event }: MnemeActivity) => {
    switch (event) {
      case "block_changed":
      case "block_attached":
      case "block_detached":
        refresh().catch(() => undefined);
        return again("context", "now", agent.id);
      case "agent_changed":
        again(...agentConfigQueries.detail(agent.id).queryKey);
        return again("context", "now", agent.id);
      case "run_started":
      case "run_ended":
        return again("runs");
    }
  };
  return (
    <Conversation
      agent={{ id: agent.id, name: agent.name, windowIds: agent.message_ids }}
      isDemo={isDemo(agent.model ?? agent.llm_config?.handle)}
      onMemoryTool={refresh}
      onRunEnd={onRunEnd}
      onActivity={onActivity}
    />
  );
}
