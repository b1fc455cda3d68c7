"use client";
import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "@/components/ui/copy-button";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { AdvancedSection } from "./advanced-section";
import { AgentName } from "./agent-name";
import { ModelSection } from "./model-section";
import { type AgentChange, agentConfigQueries, useUpdateAgent } from "./queries";
import { SystemPromptSection } from "./system-prompt-section";
import { TagEditor } from "./tag-editor";
import { TextSetting } from "./text-setting";
import { ToolsSection } from "./tools-section";

export function AgentConfiguration({ agentId }: { agentId: string }) {
  const agent = useQuery(agentConfigQueries.detail(agentId));
  return (
    <QueryView query={agent} what="read the agent" loading={<ConfigurationSkeleton />}>
      {(data) => <Configuration key={data.id} agent={data} />}
    </QueryView>
  );
}

function Configuration({ agent }: { agent: AgentState }) {
  const update = useUpdateAgent(agent.id);
  const saveNow = (change: AgentChange) => update.mutateAsync(change);
  const save = (change: AgentChange, what: string) =>
    update.mutate(change, { onError: (error) => toast.failed(`${what} was not changed`, error.message) });
  return (
    <div className="flex flex-col">
      <section aria-label="Agent" className="flex flex-col gap-4 border-b px-4 pt-4 pb-5">
        <div className="flex flex-col gap-1">
          <AgentName name={agent.name} onSave={(name) => saveNow({ name })} />
          <div className="flex items-center gap-1 font-mono text-ink-faint text-xs">
            <span className="truncate">{agent.id}</span>
            <CopyButton value={agent.id} label="Copy agent id" />
          </div>
        </div>
        <TextSetting
          key={`description:${agent.description}`}
          label="Description"
          hint="For people; the agent does not see it."
          value={agent.description ?? ""}
          className="max-h-40 min-h-9"
          onSave={(description) => saveNow({ description })}
        />
        <TagEditor tags={agent.tags} onSave={(tags) => save({ tags }, "The tags")} />
      </section>
      <ModelSection agent={agent} isSaving={update.isPending} onSave={save} />
      <SystemPromptSection key={`system:${agent.system}`} agent={agent} />
      <ToolsSection agent={agent} />
      <AdvancedSection agent={agent} isSaving={update.isPending} onSave={save} />
    </div>
  );
}

function ConfigurationSkeleton() {
  return (
    <div className="flex flex-col gap-4 px-4 py-5">
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="w-full" />
      <Skeleton className="h-8" />
      <Skeleton className="mt-4 h-16" />
      <Skeleton className="h-40" />
    </div>
  );
}
