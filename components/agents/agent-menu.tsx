"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Copy, Ellipsis, Pencil, Tag, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { copyText } from "@/components/ui/copy-button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { deleteLater } from "./pending-deletions";

const TagsDialog = dynamic(() => import("./tags-dialog").then((file) => file.TagsDialog));

type AgentMenuProps = {
  agent: Pick<AgentState, "id" | "name" | "tags">;
  onRename?: () => void;
  onDeleted?: () => void;
};

export function AgentMenu({ agent, onRename, onDeleted }: AgentMenuProps) {
  const [isTagging, setIsTagging] = useState(false);
  const queryClient = useQueryClient();
  const copyId = async () => {
    if (await copyText(agent.id)) toast.done("Id copied", agent.id);
  };
  const remove = () => {
    deleteLater(agent, queryClient);
    onDeleted?.();
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={`Actions for ${agent.name}`}
          className="inline-flex size-7 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-pressed hover:text-ink data-[state=open]:bg-pressed"
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {onRename && (
            <DropdownMenuItem onSelect={onRename}>
              <Pencil aria-hidden="true" /> Rename
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => setIsTagging(true)}>
            <Tag aria-hidden="true" /> Edit tags
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={copyId}>
            <Copy aria-hidden="true" /> Copy id
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={remove}>
            <Trash2 aria-hidden="true" /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isTagging && <TagsDialog agent={agent} onClose={() => setIsTagging(false)} />}
    </>
  );
}
