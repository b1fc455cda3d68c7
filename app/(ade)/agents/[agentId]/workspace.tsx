"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { AgentConfiguration } from "@/components/agent-config/agent-configuration";
import { agentConfigQueries } from "@/components/agent-config/queries";
import { AgentMenu } from "@/components/agents/agent-menu";
import { AgentModel } from "@/components/agents/agent-model";
import { WorkspaceFrame } from "@/components/shell/workspace-frame";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { AgentConversation } from "./agent-conversation";
import { StatePane } from "./state-pane";

/** Puts the features of one agent side by side. */
export function Workspace({ agentId }: { agentId: string }) {
  const agent = useQuery(agentConfigQueries.detail(agentId));
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
      state={<StatePane agentId={agentId} />}
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
