"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Paged } from "@/components/ui/paged";
import { SearchBox } from "@/components/ui/search-box";
import { Select } from "@/components/ui/select";
import { replaceParams } from "@/components/ui/url-params";
import { toolQueries } from "./queries";
import { filtersIn, hasFilters, type ToolFilters, toolTypes } from "./tool-types";
import { ToolsTable } from "./tools-table";

const any = "any";

export function ToolsPage() {
  const filters = filtersIn(useSearchParams());
  const list = useInfiniteQuery(toolQueries.list(filters));
  return (
    <Page title="Tools" intro="What agents can do besides talking. Attach them in an agent's configuration.">
      <ToolFilterBar filters={filters} />
      <Paged query={list} what="tools" empty={<NoTools isFiltered={hasFilters(filters)} />}>
        {(tools, isStale) => <ToolsTable tools={tools} isStale={isStale} />}
      </Paged>
    </Page>
  );
}

function ToolFilterBar({ filters }: { filters: ToolFilters }) {
  const types = Object.entries(toolTypes).map(([value, { label, summary }]) => ({
    value,
    label,
    hint: summary,
  }));
  return (
    <search aria-label="Filter tools" className="flex flex-wrap items-center gap-2">
      <SearchBox
        key={filters.search === "" ? "empty" : "used"}
        label="Search tools"
        placeholder="Search by name or purpose"
        value={filters.search}
        onSearch={(text) => replaceParams({ q: text })}
        className="w-full sm:w-72"
      />
      <div className="w-full sm:w-60">
        <Select
          label="Type"
          value={filters.type ?? any}
          options={[{ value: any, label: "Any type" }, ...types]}
          onChange={(next) => replaceParams({ type: next === any ? null : next })}
        />
      </div>
    </search>
  );
}

function NoTools({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered)
    return (
      <EmptyState className="border-y py-20" title="No tools yet">
        The tools that come with the server appear here once it has set them up.
      </EmptyState>
    );
  return (
    <EmptyState
      className="border-y"
      title="No tool fits"
      action={<Button onClick={() => replaceParams({ q: null, type: null })}>Show all tools</Button>}
    >
      The search looks at names and descriptions.
    </EmptyState>
  );
}
