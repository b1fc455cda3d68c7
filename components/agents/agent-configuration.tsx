"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { AgentName } from "./agent-name";
import { AttachedTools } from "./attached-tools";
import { ModelSelect } from "./model-select";
import { agentQueries, useUpdateAgent } from "./queries";
import { TextSetting } from "./text-setting";

export function AgentConfiguration({ agentId }: { agentId: string }) {
  const agent = useQuery(agentQueries.detail(agentId));
  return (
    <QueryView query={agent} what="read the agent" loading={<ConfigurationSkeleton />}>
      {(data) => <Configuration key={data.id} agent={data} />}
    </QueryView>
  );
}

function Configuration({ agent }: { agent: AgentState }) {
  const update = useUpdateAgent(agent.id);
  const save = (change: Parameters<typeof update.mutateAsync>[0]) => update.mutateAsync(change);
  const choose = (model: string) =>
    update.mutate(
      { model },
      { onError: (error) => toast.failed("The model was not changed", error.message) },
    );
  return (
    <div className="flex flex-col">
      <Section>
        <AgentName name={agent.name} onSave={(name) => save({ name })} />
        <div className="flex items-center gap-1 font-mono text-ink-faint text-xs">
          <span className="truncate">{agent.id}</span>
          <CopyButton value={agent.id} label="Copy agent id" />
        </div>
        <Field label="Model">
          {({ id }) => (
            <ModelSelect
              id={id}
              value={agent.model ?? agent.llm_config?.handle}
              disabled={update.isPending}
              onChange={choose}
            />
          )}
        </Field>
      </Section>
      <Section>
        <TextSetting
          key={`description:${agent.description}`}
          label="Description"
          hint="For people; the agent does not see it."
          value={agent.description ?? ""}
          className="max-h-40 min-h-9"
          onSave={(description) => save({ description })}
        />
        <TextSetting
          key={`system:${agent.system}`}
          label="System prompt"
          hint="Takes effect with the next message."
          value={agent.system}
          className="max-h-64 min-h-32 font-mono text-xs leading-relaxed"
          onSave={(system) => save({ system })}
        />
      </Section>
      <Section>
        <AttachedTools tools={agent.tools} />
      </Section>
    </div>
  );
}

function Section({ children }: { children: ReactNode }) {
  return <section className="flex flex-col gap-4 border-b px-4 py-4 last:border-b-0">{children}</section>;
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
