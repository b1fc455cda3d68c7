"use client";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryView } from "@/components/ui/query-view";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { replaceParams } from "@/components/ui/url-params";
import { ApiError } from "@/lib/contract/client";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { ContextView } from "./context-view";
import { contextQueries } from "./queries";

type When = "sent" | "now";
type StepContextProps = { agentId: string; stepId: string | null; first?: When };

/** The X-ray of a step: what it sent, and beside it what the agent would send now. Which of them is in the address. */
export function StepContext({ agentId, stepId, first = "sent" }: StepContextProps) {
  const asked = useSearchParams().get("when");
  const when: When = asked === "now" || asked === "sent" ? asked : first;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <SegmentedControl
          label="Which request"
          value={when}
          options={[
            { value: "sent", label: "As it was sent" },
            { value: "now", label: "What would be sent now" },
          ]}
          onChange={(next) => replaceParams({ when: next === first ? null : next })}
        />
        <p className="text-ink-faint text-xs">
          {when === "sent"
            ? "The recorded request of this step."
            : "The next message would come on top. Nothing is sent."}
        </p>
      </div>
      {when === "now" ? (
        <NowContext agentId={agentId} />
      ) : stepId ? (
        <SentContext stepId={stepId} />
      ) : (
        <NothingSent />
      )}
    </div>
  );
}

function SentContext({ stepId }: { stepId: string }) {
  const view = useQuery(contextQueries.ofStep(stepId));
  if (view.error instanceof ApiError && view.error.status === 404)
    return (
      <EmptyState className="py-10" title="No request was kept for this step">
        It called no model, it is not over yet, or it broke off before an answer came.
      </EmptyState>
    );
  return <Shown query={view} what="read what was sent" />;
}

const NowContext = ({ agentId }: { agentId: string }) => (
  <Shown query={useQuery(contextQueries.now(agentId))} what="compose what would be sent" />
);

const Shown = ({ query, what }: { query: UseQueryResult<MnemeContextView>; what: string }) => (
  <QueryView query={query} what={what} loading={<ContextSkeleton />}>
    {(view) => <ContextView view={view} />}
  </QueryView>
);

const NothingSent = () => (
  <EmptyState className="py-10" title="Nothing has been sent yet">
    This agent has not called a model. What it would send is under “What would be sent now”.
  </EmptyState>
);

export function ContextSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex gap-12">
        <Skeleton className="h-10 w-28" />
        <Skeleton className="h-10 w-28" />
      </div>
      <Skeleton className="h-11" />
      {[80, 60, 70, 50].map((width) => (
        <div key={width} style={{ width: `${width}%` }}>
          <Skeleton />
        </div>
      ))}
    </div>
  );
}
