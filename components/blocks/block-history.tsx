"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { toVersion } from "@/components/memory/block-history";
import { VersionDetail } from "@/components/memory/version-detail";
import { VersionList } from "@/components/memory/version-list";
import { ErrorState } from "@/components/ui/error-state";
import { PanelTitle } from "@/components/ui/panel-title";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { replaceParams } from "@/components/ui/url-params";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { blockQueries, useRestoreBlock } from "./queries";

/** Every change with its difference, and the way back; the chosen one is in the address. */
export function BlockHistory({ block }: { block: BlockResponse }) {
  const wanted = useSearchParams().get("version");
  const history = useInfiniteQuery(blockQueries.history(block.id));
  const restore = useRestoreBlock(block.id);
  const versions = history.data?.pages.flatMap((page) => page.entries).map(toVersion);
  const chosen = versions?.find(({ id }) => id === wanted) ?? versions?.[0];
  const goBack = (eventId: string) =>
    restore.mutate(eventId, {
      onSuccess: () => {
        toast.done(`${block.label} restored`, "The version before it stays in the history.");
        replaceParams({ version: null });
      },
      onError: (error) => toast.failed(`${block.label} was not restored`, error.message),
    });
  return (
    <section aria-label="History" className="flex flex-col gap-2.5">
      <PanelTitle title="History" />
      {history.isError && !versions && (
        <ErrorState
          title="Could not read the history"
          detail={history.error.message}
          onRetry={() => history.refetch()}
          isRetrying={history.isFetching}
          className="border-y"
        />
      )}
      {history.isPending && <Skeleton className="h-40" />}
      {versions?.length === 0 && <p className="border-y py-6 text-ink-faint">Nothing has changed yet.</p>}
      {versions && chosen && (
        <div className="grid h-[30rem] grid-rows-[minmax(0,2fr)_minmax(0,3fr)] overflow-hidden rounded-lg border bg-surface md:grid-cols-[18rem_minmax(0,1fr)] md:grid-rows-1">
          <VersionList
            versions={versions}
            chosenId={chosen.id}
            hasMore={history.hasNextPage}
            isLoadingMore={history.isFetchingNextPage}
            onMore={() => history.fetchNextPage()}
            onChoose={(id) => replaceParams({ version: id })}
          />
          <VersionDetail
            key={chosen.id}
            version={chosen}
            current={block.value}
            isPending={restore.isPending}
            onRestore={() => goBack(chosen.id)}
          />
        </div>
      )}
    </section>
  );
}
