"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { QueryView } from "@/components/ui/query-view";
import { SearchBox } from "@/components/ui/search-box";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { memoryQueries, useAttachBlock } from "./queries";

type AttachBlockListProps = { agentId: string; blocks: BlockResponse[]; onClose: () => void };

export function AttachBlockList({ agentId, blocks, onClose }: AttachBlockListProps) {
  const [search, setSearch] = useState("");
  const found = useQuery(memoryQueries.attachable(search));
  const attach = useAttachBlock(agentId);
  const choose = (block: BlockResponse) =>
    attach.mutate(block, {
      onSuccess: onClose,
      onError: (error) => toast.failed(`${block.label} was not attached`, error.message),
    });
  return (
    <>
      <SearchBox
        label="Search blocks"
        placeholder="Search by name"
        value={search}
        onSearch={setSearch}
        className="mx-6 mb-3"
      />
      <div className="h-80 overflow-y-auto border-t px-6">
        <QueryView query={found} what="list the blocks" loading={<Skeleton className="my-4 h-32" />}>
          {(all) => {
            const others = all.filter(({ id }) => !blocks.some((block) => block.id === id));
            if (others.length === 0)
              return (
                <p className="py-8 text-center text-ink-muted">No other block {search && "by that name"}.</p>
              );
            return (
              <ul aria-label="Existing blocks">
                {others.map((block) => (
                  <ExistingBlock
                    key={block.id}
                    block={block}
                    isTaken={blocks.some(({ label }) => label === block.label)}
                    isPending={attach.isPending}
                    onChoose={() => choose(block)}
                  />
                ))}
              </ul>
            );
          }}
        </QueryView>
      </div>
    </>
  );
}

type ExistingBlockProps = {
  block: BlockResponse;
  isTaken: boolean;
  isPending: boolean;
  onChoose: () => void;
};

function ExistingBlock({ block, isTaken, isPending, onChoose }: ExistingBlockProps) {
  return (
    <li className="flex items-start gap-3 border-b py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{block.label}</p>
        <p className="line-clamp-2 text-ink-muted text-xs">{block.value || block.description || "Empty"}</p>
        {isTaken && <p className="text-2xs text-mark-text">The agent already has a block of this name.</p>}
      </div>
      <Button
        size="sm"
        aria-label={`Attach ${block.label} (${block.id.slice(-4)})`}
        disabled={isPending || isTaken}
        onClick={onChoose}
      >
        <Plus /> Attach
      </Button>
    </li>
  );
}
