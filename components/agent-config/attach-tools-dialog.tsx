"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { QueryView } from "@/components/ui/query-view";
import { SearchBox } from "@/components/ui/search-box";
import { Skeleton } from "@/components/ui/skeleton";
import type { Tool } from "@/lib/contract/tools/schemas";
import { agentConfigQueries } from "./queries";
import { ToolSchema } from "./tool-schema";

type AttachToolsDialogProps = {
  attached: Tool[];
  isPending: boolean;
  onSet: (tool: Tool, isAttached: boolean) => void;
  onClose: () => void;
};

export function AttachToolsDialog({ attached, isPending, onSet, onClose }: AttachToolsDialogProps) {
  const [search, setSearch] = useState("");
  const tools = useQuery(agentConfigQueries.tools(search));
  const isAttached = (tool: Tool) => attached.some(({ id }) => id === tool.id);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Attach tools"
        description="What the agent can do besides talking. A change counts from the next message."
        className="h-[min(44rem,calc(100dvh-2rem))] w-[min(38rem,calc(100vw-2rem))]"
      >
        <SearchBox
          label="Search tools"
          placeholder="Search tools"
          value={search}
          onSearch={setSearch}
          className="mx-6 mb-3"
        />
        <div className="min-h-0 flex-1 overflow-y-auto border-t px-6 py-1">
          <QueryView query={tools} what="list the tools" loading={<Skeleton className="my-4 h-40" />}>
            {(found) =>
              found.length === 0 ? (
                <p className="py-6 text-center text-ink-muted">No tool matches.</p>
              ) : (
                <ul aria-label="Tools">
                  {found.map((tool) => (
                    <ToolChoice
                      key={tool.id}
                      tool={tool}
                      isAttached={isAttached(tool)}
                      isPending={isPending}
                      onSet={onSet}
                    />
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

type ToolChoiceProps = {
  tool: Tool;
  isAttached: boolean;
  isPending: boolean;
  onSet: AttachToolsDialogProps["onSet"];
};

function ToolChoice({ tool, isAttached, isPending, onSet }: ToolChoiceProps) {
  return (
    <li className="flex items-start gap-3 border-b py-3 last:border-b-0">
      <details className="min-w-0 flex-1">
        <summary className="flex list-none flex-col marker:hidden [&::-webkit-details-marker]:hidden">
          <span className="truncate font-mono text-xs leading-6">{tool.name}</span>
          <span className="truncate text-ink-muted text-xs">{firstLine(tool.description)}</span>
        </summary>
        <div className="pt-2">
          <ToolSchema tool={tool} />
        </div>
      </details>
      <Button
        size="sm"
        tone={isAttached ? "quiet" : "outline"}
        disabled={isPending}
        aria-label={`${isAttached ? "Detach" : "Attach"} ${tool.name}`}
        onClick={() => onSet(tool, !isAttached)}
      >
        {isAttached ? <Check /> : <Plus />} {isAttached ? "Attached" : "Attach"}
      </Button>
    </li>
  );
}

const firstLine = (text: string | null) => text?.trim().split("\n")[0] || "No description.";
