"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { BlockCard } from "./block-card";
import { tokensByBlock } from "./context-groups";
import { memoryQueries } from "./queries";

const AddBlockDialog = dynamic(() => import("./add-block-dialog").then((module) => module.AddBlockDialog));

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
  const [isAdding, setIsAdding] = useState(false);
  const changes = useQuery(memoryQueries.lastChanges(agentId));
  const context = useQuery(memoryQueries.context(agentId));
  const ids = blocks.map(({ id }) => id);
  const sharing = useQuery({ ...memoryQueries.sharing(agentId, ids), enabled: ids.length > 0 });
  const tokens = tokensByBlock(context.data);
  const add = (
    <Button size="sm" onClick={() => setIsAdding(true)}>
      <Plus /> Add block
    </Button>
  );
  return (
    <>
      {blocks.length === 0 ? (
        <EmptyState title="No memory blocks" action={add}>
          This agent keeps nothing in mind between messages except the conversation itself.
        </EmptyState>
      ) : (
        <>
          <ul aria-label="Memory blocks" className="flex flex-col">
            {[...blocks].sort(byLabel).map((block) => (
              <BlockCard
                key={block.id}
                agentId={agentId}
                block={block}
                change={changes.data[block.label ?? block.id]}
                tokens={tokens[block.id]}
                sharedWith={sharing.data?.[block.id]}
              />
            ))}
          </ul>
          <div className="px-4 py-4">{add}</div>
        </>
      )}
      {isAdding && <AddBlockDialog agentId={agentId} blocks={blocks} onClose={() => setIsAdding(false)} />}
    </>
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
