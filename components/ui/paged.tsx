"use client";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "./button";
import { ErrorState } from "./error-state";
import { TableSkeleton } from "./table";

type PagedProps<Item> = {
  query: UseInfiniteQueryResult<InfiniteData<Item[]>>;
  /** Completes "Could not list the …" and "Loading …". */
  what: string;
  empty: ReactNode;
  children: (items: Item[], isStale: boolean) => ReactNode;
};

/** A list that is read page by page: waiting, failing, empty and "show more" look alike everywhere. */
export function Paged<Item>({ query, what, empty, children }: PagedProps<Item>) {
  const items = query.data?.pages.flat();
  if (!items && query.isError)
    return (
      <ErrorState
        title={`Could not list the ${what}`}
        detail={query.error.message}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
        className="border-y"
      />
    );
  if (!items) return <TableSkeleton what={what} />;
  if (items.length === 0) return empty;
  return (
    <>
      {children(items, query.isPlaceholderData)}
      {query.hasNextPage && (
        <Button
          className="self-center"
          isPending={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}
