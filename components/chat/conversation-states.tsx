"use client";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Phase } from "./chat-state";

type Broken = Extract<Phase, { name: "unavailable" | "gone" }>;
const linkClass =
  "inline-flex h-8 items-center rounded-md border bg-raised px-3 font-medium shadow-raised hover:border-line-strong";

/** Why there is no conversation to show, and the way on. */
export function Unavailable({ phase, onRetry }: { phase: Broken; onRetry: () => void }) {
  if (phase.name === "gone" || phase.status === 404)
    return (
      <EmptyState
        title="This agent was deleted"
        action={
          <Link href="/agents" className={linkClass}>
            All agents
          </Link>
        }
      >
        Its conversation went with it.
      </EmptyState>
    );
  if (phase.status === 401)
    return (
      <EmptyState
        title="This server asks for a key"
        action={
          <Link href="/settings" className={linkClass}>
            Enter a key
          </Link>
        }
      >
        {phase.reason} What you had written is kept.
      </EmptyState>
    );
  return <ErrorState title="Could not read the conversation" detail={phase.reason} onRetry={onRetry} />;
}

export function ConversationSkeleton() {
  return (
    <div
      aria-busy="true"
      className="mx-auto flex h-full w-full max-w-reading flex-col gap-8 px-4 pt-20 md:px-8"
    >
      <span className="sr-only" role="status">
        Loading the conversation
      </span>
      <Skeleton className="h-9 w-2/5 self-end rounded-xl" />
      <div className="flex flex-col gap-2.5">
        <Skeleton className="w-24" />
        <Skeleton />
        <Skeleton className="w-11/12" />
        <Skeleton className="w-3/5" />
      </div>
      <Skeleton className="h-9 w-1/3 self-end rounded-xl" />
      <Skeleton className="w-4/5" />
    </div>
  );
}
