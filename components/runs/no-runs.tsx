"use client";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { replaceParams } from "@/components/ui/url-params";

export function NoRuns() {
  return (
    <EmptyState className="border-y py-20" title="Nothing has run yet">
      Each message to an agent becomes a run.{" "}
      <Link href="/agents" className="text-accent-text underline underline-offset-3">
        Open an agent
      </Link>{" "}
      and say something; its model calls, tools and tokens are shown here.
    </EmptyState>
  );
}

export function NoSuchRuns() {
  return (
    <EmptyState
      className="border-y"
      title="No run fits these filters"
      action={<Button onClick={clearFilters}>Show all runs</Button>}
    >
      Take one of them away, or look at a longer time.
    </EmptyState>
  );
}

export const clearFilters = () =>
  replaceParams({ agent: null, state: null, stop: null, since: null, from: null, to: null });
