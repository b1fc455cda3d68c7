"use client";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BlockVersion } from "./block-history";

type VersionListProps = {
  versions: BlockVersion[];
  chosenId: string;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
  onChoose: (id: string) => void;
};

export function VersionList({
  versions,
  chosenId,
  hasMore,
  isLoadingMore,
  onMore,
  onChoose,
}: VersionListProps) {
  return (
    <div className="min-h-0 overflow-y-auto border-b bg-paper md:border-r md:border-b-0">
      <ol aria-label="Versions" className="flex flex-col">
        {versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              aria-current={version.id === chosenId ? "true" : undefined}
              onClick={() => onChoose(version.id)}
              className={cn(
                "flex w-full flex-col gap-0.5 border-b px-6 py-2.5 text-left transition-colors hover:bg-hover",
                version.id === chosenId && "bg-hover",
              )}
            >
              <span className="truncate font-medium">{version.what}</span>
              <span className="flex gap-1.5 text-ink-faint text-xs">
                <span className="truncate">{version.who}</span>
                <span aria-hidden="true">·</span>
                <RelativeTime value={version.at} className="shrink-0" />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {hasMore && (
        <Button tone="quiet" size="sm" className="m-3" isPending={isLoadingMore} onClick={onMore}>
          Show earlier
        </Button>
      )}
    </div>
  );
}
