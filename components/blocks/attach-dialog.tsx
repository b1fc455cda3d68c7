"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { QueryView } from "@/components/ui/query-view";
import { SearchBox } from "@/components/ui/search-box";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import type { Usage } from "@/lib/contract/mneme/overviews";
import { blockQueries, useBlockLink } from "./queries";

type AttachDialogProps = { block: BlockResponse; attached: Usage["agents"]; onClose: () => void };

/** Stays open, so that a block can be shared with several agents in one go. */
export function AttachDialog({ block, attached, onClose }: AttachDialogProps) {
  const [search, setSearch] = useState("");
  const agents = useQuery(blockQueries.attachable(search));
  const link = useBlockLink(block.id);
  const attach = (agent: { id: string; name: string }) =>
    link.mutate(
      { agentId: agent.id, isAttached: true },
      {
        onSuccess: () => toast.done(`${agent.name} now has ${block.label}`),
        onError: (error) => toast.failed(`${agent.name} was not given the block`, error.message),
      },
    );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Attach ${block.label}`}
        description="The agent reads this block with every message. What it writes here, every other agent with this block reads too."
      >
        <SearchBox
          label="Search agents"
          placeholder="Search by name"
          value={search}
          onSearch={setSearch}
          className="mx-6 mb-3"
        />
        <div className="h-80 overflow-y-auto border-t px-6">
          <QueryView query={agents} what="list the agents" loading={<Skeleton className="my-4 h-32" />}>
            {(found) =>
              found.length === 0 ? (
                <p className="py-8 text-center text-ink-muted">No agent {search && "by that name"}.</p>
              ) : (
                <ul aria-label="Agents to attach to">
                  {found.map((agent) => (
                    <li key={agent.id} className="flex items-center gap-3 border-b py-2.5 last:border-b-0">
                      <div className="min-w-0 flex-1">
                        <p className="truncate font-medium">{agent.name}</p>
                        <p className="truncate text-ink-faint text-xs">
                          {agent.description ?? "No description"}
                        </p>
                      </div>
                      {attached.some(({ id }) => id === agent.id) ? (
                        <span className="flex items-center gap-1 text-ink-muted text-xs">
                          <Check aria-hidden="true" className="size-3.5 text-positive-text" /> Has it
                        </span>
                      ) : (
                        <Button
                          size="sm"
                          aria-label={`Attach to ${agent.name}`}
                          disabled={link.isPending}
                          onClick={() => attach(agent)}
                        >
                          <Plus /> Attach
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
              )
            }
          </QueryView>
        </div>
      </DialogContent>
    </Dialog>
  );
}
