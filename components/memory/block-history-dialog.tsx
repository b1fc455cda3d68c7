"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { replaceParams } from "@/components/ui/url-params";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { toVersion } from "./block-history";
import { memoryQueries, useRestoreBlock } from "./queries";
import { VersionDetail } from "./version-detail";
import { VersionList } from "./version-list";

/** Every change of a block with its difference; the chosen one is in the address. */
export function BlockHistoryDialog({ agentId, block }: { agentId: string; block: BlockResponse }) {
  const label = block.label ?? block.id;
  const history = useInfiniteQuery(memoryQueries.history(block.id));
  const restore = useRestoreBlock(agentId);
  const wanted = useSearchParams().get("version");
  const versions = history.data?.pages.flatMap((page) => page.entries).map(toVersion);
  const chosen = versions?.find(({ id }) => id === wanted) ?? versions?.[0];
  const goBack = (eventId: string) =>
    restore.mutate(
      { blockId: block.id, eventId },
      {
        onSuccess: () => {
          toast.done(`${label} restored`, "The version before it stays in the history.");
          replaceParams({ version: null });
        },
        onError: (error) => toast.failed(`${label} was not restored`, error.message),
      },
    );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && replaceParams({ history: null, version: null })}>
      <DialogContent
        title={`History of ${label}`}
        description="Every change, by whom, and the way back."
        className="h-[min(44rem,calc(100dvh-2rem))] w-[min(60rem,calc(100vw-2rem))]"
      >
        {history.isError && !versions ? (
          <ErrorState
            title="Could not read the history"
            detail={history.error.message}
            onRetry={() => history.refetch()}
            isRetrying={history.isFetching}
          />
        ) : !versions ? (
          <Skeleton className="mx-6 h-40" />
        ) : !chosen ? (
          <p className="px-6 pb-8 text-ink-muted">Nothing has changed since this block was made.</p>
        ) : (
          <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,2fr)_minmax(0,3fr)] border-t md:grid-cols-[18rem_minmax(0,1fr)] md:grid-rows-1">
            <VersionList
              versions={versions}
              chosenId={chosen.id}
              hasMore={history.hasNextPage}
              isLoadingMore={history.isFetchingNextPage}
              onMore={() => history.fetchNextPage()}
              onChoose={(id) => replaceParams({ version: id })}
            />
            <VersionDetail
              version={chosen}
              current={block.value}
              isPending={restore.isPending}
              onRestore={() => goBack(chosen.id)}
            />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
