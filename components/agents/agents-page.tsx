"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { AgentSearch } from "./agent-search";
import { AgentsTable, AgentsTableSkeleton } from "./agents-table";
import { CreateAgentDialog } from "./create-agent-dialog";
import { NoAgents, NoMatches } from "./no-agents";
import { agentQueries } from "./queries";

export function AgentsPage() {
  const search = useSearchParams().get("q") ?? "";
  const list = useInfiniteQuery(agentQueries.list(search));
  const agents = list.data?.pages.flat();
  const isEmpty = agents?.length === 0 && search === "";
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-page flex-col gap-6 px-4 py-6 md:px-10 md:py-10">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
          <div className="flex flex-col gap-1">
            <h1 className="font-display text-2xl">Agents</h1>
            <p className="text-base text-ink-muted">Each one keeps its own memory, here on this machine.</p>
          </div>
          {!isEmpty && (
            <div className="flex w-full items-center gap-2 sm:w-auto">
              <AgentSearch search={search} />
              <CreateAgentDialog />
            </div>
          )}
        </header>
        {list.isPending && <AgentsTableSkeleton />}
        {list.isError && !agents && (
          <ErrorState
            title="Could not list the agents"
            detail={list.error.message}
            onRetry={() => list.refetch()}
            isRetrying={list.isFetching}
            className="border-y"
          />
        )}
        {isEmpty && <NoAgents />}
        {agents?.length === 0 && search !== "" && <NoMatches search={search} />}
        {agents && agents.length > 0 && <AgentsTable agents={agents} isStale={list.isPlaceholderData} />}
        {list.hasNextPage && (
          <Button
            className="self-center"
            isPending={list.isFetchingNextPage}
            onClick={() => list.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}
