"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/ui/page";
import { Paged } from "@/components/ui/paged";
import { BlockFilterBar } from "./block-filter-bar";
import { filtersIn, hasFilters } from "./block-filters";
import { BlocksTable } from "./blocks-table";
import { NewBlockButton } from "./new-block-button";
import { NoBlocks, NoSuchBlocks } from "./no-blocks";
import { blockQueries } from "./queries";

export function BlocksPage() {
  const filters = filtersIn(useSearchParams());
  const list = useInfiniteQuery(blockQueries.list(filters));
  const isFiltered = hasFilters(filters);
  const isEmpty = !isFiltered && list.data?.pages[0].length === 0;
  return (
    <Page
      title="Blocks"
      intro="What agents always have in mind. A block that several agents share is one memory: what one of them writes, all of them know."
      actions={!isEmpty && <NewBlockButton />}
    >
      {!isEmpty && <BlockFilterBar filters={filters} />}
      <Paged query={list} what="blocks" empty={isFiltered ? <NoSuchBlocks /> : <NoBlocks />}>
        {(blocks, isStale) => <BlocksTable blocks={blocks} isStale={isStale} />}
      </Paged>
    </Page>
  );
}
