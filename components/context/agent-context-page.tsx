"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Breadcrumb, PageScroll } from "@/components/ui/page";
import { QueryView } from "@/components/ui/query-view";
import { contextQueries } from "./queries";
import { ContextSkeleton, StepContext } from "./step-context";

/** What an agent has before its eyes: now, in its last step, or in the step that the address names. */
export function AgentContextPage({ agentId }: { agentId: string }) {
  const asked = useSearchParams().get("step");
  const agent = useQuery(contextQueries.agentName(agentId));
  const last = useQuery({ ...contextQueries.lastStep(agentId), enabled: asked === null });
  const name = agent.data?.name ?? "Agent";
  return (
    <PageScroll>
      <title>{`Context of ${name} · Mneme`}</title>
      <header className="flex flex-col gap-3">
        <Breadcrumb
          trail={[
            { href: "/agents", label: "Agents" },
            { href: `/agents/${agentId}`, label: name },
          ]}
          current="Context"
        />
        <div className="flex flex-col gap-1">
          <h1 className="font-display text-2xl">Context X-ray</h1>
          <p className="max-w-reading text-pretty text-base text-ink-muted">
            Everything the model reads before it answers, in its order, and what each part takes of the
            window.
          </p>
        </div>
      </header>
      {asked !== null ? (
        <StepContext agentId={agentId} stepId={asked} />
      ) : (
        <QueryView query={last} what="find the last step" loading={<ContextSkeleton />}>
          {(step) => <StepContext agentId={agentId} stepId={step?.id ?? null} first="now" />}
        </QueryView>
      )}
    </PageScroll>
  );
}
