"use client";
import { useQuery } from "@tanstack/react-query";
import { Square } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Breadcrumb } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Run } from "@/lib/contract/runs/schemas";
import { useCancelRun } from "./cancel-run";
import { runQueries } from "./queries";
import { RunBadge } from "./run-badge";
import type { SessionState } from "./run-session";
import { isActive } from "./run-state";
import type { RunStory } from "./run-story";

type RunHeaderProps = {
  run: Run;
  story: RunStory;
  isLoaded: boolean;
  connection: SessionState["connection"];
};

export function RunHeader({ run, story, isLoaded, connection }: RunHeaderProps) {
  const agent = useQuery(runQueries.agent(run.agent_id));
  const asked = story.input.map(({ text }) => text).join("\n");
  const title = asked || "A turn without a message";
  return (
    <header className="flex flex-col gap-3">
      <title>{`${asked.slice(0, 60) || "Run"} · Mneme`}</title>
      <Breadcrumb
        trail={[{ href: "/runs", label: "Runs" }]}
        current={<span className="font-mono">{run.id.slice(0, 12)}</span>}
      />
      <div className="flex items-start justify-between gap-4">
        {isLoaded || asked ? (
          <h1 className="wrap-anywhere line-clamp-3 max-w-reading text-pretty font-display text-2xl">
            {title}
          </h1>
        ) : (
          <Skeleton className="h-9 w-96 max-w-full" />
        )}
        {isActive(run) && <StopButton run={run} />}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-ink-muted">
        <RunBadge run={run} />
        <Link
          href={`/agents/${run.agent_id}`}
          className="rounded-xs text-accent-text underline-offset-3 hover:underline"
        >
          {agent.data?.name ?? "Agent"}
        </Link>
        <span aria-hidden="true" className="text-ink-faint">
          ·
        </span>
        <RelativeTime value={run.created_at} />
        <span className="flex items-center gap-0.5 font-mono text-ink-faint text-xs">
          {run.id.slice(0, 12)}…
          <CopyButton value={run.id} label="Copy the id of the run" />
        </span>
        {connection === "lost" && (
          <span role="status" className="text-mark-text">
            Connection lost, trying again
          </span>
        )}
      </div>
    </header>
  );
}

function StopButton({ run }: { run: Run }) {
  const cancel = useCancelRun(run);
  return (
    <Button isPending={cancel.isPending} onClick={() => cancel.mutate()}>
      {!cancel.isPending && <Square className="fill-current" />} Stop
    </Button>
  );
}
