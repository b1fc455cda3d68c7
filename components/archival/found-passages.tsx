"use client";
import { useQuery } from "@tanstack/react-query";
import { plural } from "@/components/ui/numbers";
import { QueryView } from "@/components/ui/query-view";
import { PassageList, PassagesSkeleton } from "./passage-list";
import { archivalQueries } from "./queries";

type FoundPassagesProps = { agentId: string; query: string; tags: string[]; onTag: (tag: string) => void };

export function FoundPassages({ agentId, query, tags, onTag }: FoundPassagesProps) {
  const found = useQuery(archivalQueries.search(agentId, { query, tags }));
  return (
    <QueryView query={found} what="search the archive" loading={<PassagesSkeleton />}>
      {(memories) => (
        <>
          <p role="status" className="px-4 pt-3 text-2xs text-ink-faint">
            {memories.length === 0
              ? "Nothing found. Try other words."
              : `${plural(memories.length, "result")}, best first`}
          </p>
          <PassageList
            agentId={agentId}
            memories={memories}
            isStale={found.isPlaceholderData}
            onTag={onTag}
          />
        </>
      )}
    </QueryView>
  );
}
