"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PassageList, PassagesSkeleton } from "./passage-list";
import { archivalQueries } from "./queries";

type RecentPassagesProps = { agentId: string; onTag: (tag: string) => void; onAdd: () => void };

export function RecentPassages({ agentId, onTag, onAdd }: RecentPassagesProps) {
  const list = useInfiniteQuery(archivalQueries.list(agentId));
  const memories = list.data?.pages.flat();
  if (!memories && list.isError)
    return (
      <ErrorState
        title="Could not read the archive"
        detail={list.error.message}
        onRetry={() => list.refetch()}
        isRetrying={list.isFetching}
      />
    );
  if (!memories) return <PassagesSkeleton />;
  if (memories.length === 0)
    return (
      <EmptyState title="Nothing archived yet" action={<Button onClick={onAdd}>Add the first</Button>}>
        Here goes what is worth keeping but too much to have in mind. The agent finds it again by searching.
      </EmptyState>
    );
  return (
    <>
      <PassageList agentId={agentId} memories={memories} onTag={onTag} />
      {list.hasNextPage && (
        <Button
          size="sm"
          className="m-4 self-start"
          isPending={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}
