"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryView } from "@/components/ui/query-view";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { duration } from "@/components/ui/time";
import type { Run } from "@/lib/contract/runs/schemas";
import { describeRun } from "./describe-run";
import { agentRunQueries } from "./queries";

/** The agent's latest turns; each leads to everything that is known of it. */
export function RecentRuns({ agentId }: { agentId: string }) {
  const runs = useQuery(agentRunQueries.recent(agentId));
  return (
    <QueryView query={runs} what="list the runs" loading={<RunsSkeleton />}>
      {(data) =>
        data.length === 0 ? (
          <EmptyState title="No runs yet">
            Each message starts one. Its steps, tools and tokens are kept here.
          </EmptyState>
        ) : (
          <>
            <ul aria-label="Recent runs" className="flex flex-col">
              {data.map((run) => (
                <RecentRun key={run.id} run={run} />
              ))}
            </ul>
            <Link
              href={`/runs?agent=${agentId}`}
              className="flex h-8 items-center px-4 py-5 text-accent-text text-xs hover:underline"
            >
              All runs of this agent
            </Link>
          </>
        )
      }
    </QueryView>
  );
}

function RecentRun({ run }: { run: Run }) {
  const { title, tone } = describeRun(run);
  return (
    <li className="border-b">
      <Link
        href={`/runs/${run.id}`}
        className="flex min-h-11 items-center gap-3 px-4 py-2 transition-colors hover:bg-hover"
      >
        <Badge tone={tone}>{title}</Badge>
        <span className="truncate font-mono text-2xs text-ink-faint">{run.id.slice(0, 12)}</span>
        <span className="ml-auto flex shrink-0 gap-2 text-ink-faint text-xs">
          {run.total_duration_ns !== null && <span>{duration(run.total_duration_ns / 1e6)}</span>}
          <RelativeTime value={run.created_at} />
        </span>
        <ChevronRight aria-hidden="true" className="size-3 shrink-0 text-ink-faint" />
      </Link>
    </li>
  );
}

const RunsSkeleton = () => (
  <div className="flex flex-col">
    {[1, 2, 3, 4].map((row) => (
      <div key={row} className="flex h-11 items-center justify-between border-b px-4">
        <Skeleton className="w-16" />
        <Skeleton className="w-24" />
      </div>
    ))}
  </div>
);
