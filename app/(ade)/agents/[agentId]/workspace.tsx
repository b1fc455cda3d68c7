"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { AgentConfiguration } from "@/components/agent-config/agent-configuration";
import { AgentMenu } from "@/components/agents/agent-menu";
import { AgentModel } from "@/components/agents/agent-model";
import { agentQueries } from "@/components/agents/queries";
import { Conversation } from "@/components/chat/conversation";
import { MemoryPane } from "@/components/memory/memory-pane";
import { refreshBlocks } from "@/components/memory/queries";
import { isDemo } from "@/components/shell/queries";
import { WorkspaceFrame } from "@/components/shell/workspace-frame";
import { PaneHeading } from "@/components/ui/pane-heading";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { AgentState } from "@/lib/contract/agents/schemas";

/** Puts the features of one agent side by side and tells memory when the conversation may have changed it. */
export function Workspace({ agentId }: { agentId: string }) {
  const agent = useQuery(agentQueries.detail(agentId));
  const router = useRouter();
  return (
    <WorkspaceFrame
      title={
        agent.data ? (
          <h1 className="truncate font-medium">{agent.data.name}</h1>
        ) : (
          <Skeleton className="w-28" />
        )
      }
      actions={
        agent.data && <WorkspaceActions agent={agent.data} onDeleted={() => router.replace("/agents")} />
      }
      configuration={<AgentConfiguration agentId={agentId} />}
      conversation={
        <QueryView query={agent} what="open the agent" loading={null}>
          {(data) => <AgentConversation agent={data} />}
        </QueryView>
      }
      state={
        <>
          <PaneHeading>Memory</PaneHeading>
          <MemoryPane agentId={agentId} />
        </>
      }
    />
  );
}

function WorkspaceActions({ agent, onDeleted }: { agent: AgentState; onDeleted: () => void }) {
  return (
    <>
      <title>{`${agent.name} · Mneme`}</title>
      <span className="max-sm:hidden">
        <AgentModel handle={agent.model ?? agent.llm_config?.handle} />
      </span>
      <AgentMenu agent={agent} onDeleted={onDeleted} />
    </>
  );
}

function AgentConversation({ agent }: { agent: AgentState }) {
  const queryClient = useQueryClient();
  const refresh = () => refreshBlocks(queryClient, agent.id);
  const onRunEnd = () => {
    // A failed refresh shows in the memory pane, which asks the same query.
    refresh().catch(() => undefined);
    void queryClient.invalidateQueries({ queryKey: agentQueries.lists() });
  };
  return (
    <Conversation
      agent={agent}
      isDemo={isDemo(agent.model ?? agent.llm_config?.handle)}
      onMemoryTool={refresh}
      onRunEnd={onRunEnd}
    />
  );
}
