"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/ui/page";
import { Paged } from "@/components/ui/paged";
import { NoRuns, NoSuchRuns } from "./no-runs";
import { runQueries } from "./queries";
import { RunFilterBar } from "./run-filter-bar";
import { filtersIn, hasFilters } from "./run-filters";
import { RunsTable } from "./runs-table";

export function RunsPage() {
  const filters = filtersIn(useSearchParams());
  const list = useInfiniteQuery(runQueries.list(filters));
  const isFiltered = hasFilters(filters);
  const isEmpty = !isFiltered && list.data?.pages[0].length === 0;
  return (
    <Page
      title="Runs"
      intro="Every turn that an agent took: what it was asked, what it did, and how it ended."
    >
      {!isEmpty && <RunFilterBar filters={filters} />}
      <Paged query={list} what="runs" empty={isFiltered ? <NoSuchRuns /> : <NoRuns />}>
        {(runs, isStale) => <RunsTable runs={runs} isStale={isStale} />}
      </Paged>
    </Page>
  );
}
