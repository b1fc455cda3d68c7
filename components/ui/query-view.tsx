"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "./error-state";

type QueryViewProps<Data> = {
  query: UseQueryResult<Data>;
  /** Completes "Could not …". */
  what: string;
  loading: ReactNode;
  children: (data: Data) => ReactNode;
};

/** The outer half of a screen: waiting, failing and retrying look alike everywhere; `children` only shows. */
export function QueryView<Data>({ query, what, loading, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return (
      <ErrorState
        title={`Could not ${what}`}
        detail={query.error.message}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  return (
    <div aria-busy="true">
      <span className="sr-only" role="status">
        Loading
      </span>
      {loading}
    </div>
  );
}
