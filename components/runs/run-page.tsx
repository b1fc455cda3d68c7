"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PageScroll } from "@/components/ui/page";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { runQueries } from "./queries";
import { RunView } from "./run-view";

export type ContextOf = (stepId: string, agentId: string) => ReactNode;

export function RunPage({ runId, contextOf }: { runId: string; contextOf: ContextOf }) {
  const run = useQuery(runQueries.detail(runId));
  return (
    <PageScroll className="gap-7 md:py-8">
      <QueryView query={run} what="open the run" loading={<RunSkeleton />}>
        {(data) => <RunView run={data} contextOf={contextOf} />}
      </QueryView>
    </PageScroll>
  );
}

function RunSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="w-40" />
      <Skeleton className="h-8 w-2/3" />
      <div className="flex gap-8 border-y py-5">
        {["a", "b", "c", "d"].map((each) => (
          <Skeleton key={each} className="h-8 w-24" />
        ))}
      </div>
      {[90, 70, 30, 60].map((width) => (
        <div key={width} style={{ width: `${width}%` }}>
          <Skeleton className="h-5" />
        </div>
      ))}
    </div>
  );
}
