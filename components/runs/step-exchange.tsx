"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { runQueries } from "./queries";

const JsonView = dynamic(() => import("@/components/ui/json-view").then((file) => file.JsonView), {
  loading: () => <Skeleton className="h-64" />,
});

/** Exactly what went out and what came back. Large, so it is fetched when it is looked at. */
export function StepExchange({ stepId, isOver }: { stepId: string; isOver: boolean }) {
  const exchange = useQuery({ ...runQueries.exchange(stepId), enabled: isOver });
  if (!isOver) return <p className="py-6 text-ink-muted">The exchange is kept when the step ends.</p>;
  return (
    <QueryView query={exchange} what="read the exchange" loading={<Skeleton className="h-64" />}>
      {(trace) =>
        trace ? (
          <div className="flex flex-col gap-5">
            <JsonView label="Request" value={trace.request_json} />
            <JsonView label="Response" value={trace.response_json} />
          </div>
        ) : (
          <EmptyState className="py-10" title="No exchange was kept">
            This step called no model, or it broke off before an answer came.
          </EmptyState>
        )
      }
    </QueryView>
  );
}
