"use client";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { BlockCard } from "./block-card";
import { memoryQueries } from "./queries";

/** What the agent always has before its eyes. */
export function MemoryPane({ agentId }: { agentId: string }) {
  const blocks = useQuery(memoryQueries.blocks(agentId));
  return (
    <QueryView query={blocks} what="read the memory" loading={<BlocksSkeleton />}>
      {(data) => <Blocks agentId={agentId} blocks={data} />}
    </QueryView>
  );
}

function Blocks({ agentId, blocks }: { agentId: string; blocks: BlockResponse[] }) {
  const changes = useQuery(memoryQueries.lastChanges(agentId));
  if (blocks.length === 0)
    return (
      <EmptyState title="No memory blocks">
        This agent keeps nothing in mind between messages except the conversation itself.
      </EmptyState>
    );
  return (
    <ul aria-label="Memory blocks" className="flex flex-col">
      {[...blocks].sort(byLabel).map((block) => (
        <BlockCard
          key={block.id}
          agentId={agentId}
          block={block}
          change={changes.data[block.label ?? block.id]}
        />
      ))}
    </ul>
  );
}

/** The server orders by creation, and the blocks of a new agent are made in the same instant. */
const byLabel = (a: BlockResponse, b: BlockResponse) => (a.label ?? "").localeCompare(b.label ?? "");

function BlocksSkeleton() {
  return (
    <div className="flex flex-col">
      {["human", "persona"].map((block) => (
        <div key={block} className="flex flex-col gap-2 border-b px-4 py-5">
          <Skeleton className="mb-1 w-20" />
          <Skeleton className="h-2.5" />
          <Skeleton className="h-2.5" />
          <Skeleton className="h-2.5 w-2/3" />
        </div>
      ))}
    </div>
  );
}
