"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { count, percent } from "@/components/ui/numbers";
import { Skeleton } from "@/components/ui/skeleton";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { groupColours } from "./context-colours";
import { type ContextGroup, contextGroups } from "./context-groups";
import { ContextTable } from "./context-table";
import { memoryQueries } from "./queries";

/** How full the window would be if a message were sent now. */
export function ContextBar({ agentId }: { agentId: string }) {
  const context = useQuery(memoryQueries.context(agentId));
  if (context.data) return <FilledBar view={context.data} agentId={agentId} />;
  if (context.isError)
    return (
      <ErrorState
        title="Could not measure the context window"
        detail={context.error.message}
        onRetry={() => context.refetch()}
        isRetrying={context.isFetching}
        className="border-b px-4 py-3"
      />
    );
  return (
    <div aria-busy="true" className="flex h-19 flex-col justify-center gap-3 border-b px-4">
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="h-1.5" />
    </div>
  );
}

function FilledBar({ view, agentId }: { view: MnemeContextView; agentId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const groups = contextGroups(view);
  const window = view.context_window ?? view.total_tokens;
  const isOver = view.total_tokens > window;
  return (
    <section aria-label="Context window" className="border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="group flex w-full flex-col gap-2.5 px-4 pt-3 pb-3.5 text-left"
      >
        <span className="flex w-full items-center gap-2 text-xs">
          <span className="font-medium text-ink-muted group-hover:text-ink">Context window</span>
          <span className={cn("ml-auto", isOver ? "text-danger-text" : "text-ink-faint")}>
            {count(view.total_tokens)} of {count(window)} tokens, {percent(view.total_tokens / window)}
          </span>
          <ChevronRight
            aria-hidden="true"
            className={cn("size-3 shrink-0 text-ink-faint transition-transform", isOpen && "rotate-90")}
          />
        </span>
        <Segments groups={groups} isOver={isOver} />
      </button>
      {isOpen && <ContextTable groups={groups} view={view} agentId={agentId} />}
    </section>
  );
}

/** For the eye only; the words above and the table below say the same. What is there but small stays visible. */
const Segments = ({ groups, isOver }: { groups: ContextGroup[]; isOver: boolean }) => (
  <span
    aria-hidden="true"
    className={cn(
      "flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-pressed",
      isOver && "outline-1 outline-danger",
    )}
  >
    {groups.map((group) => (
      <span
        key={group.name}
        title={`${group.title}: ${count(group.tokens)} tokens`}
        style={{ width: `${group.share * 100}%` }}
        className={cn("h-full min-w-0.75 shrink transition-[width]", groupColours[group.name])}
      />
    ))}
  </span>
);
