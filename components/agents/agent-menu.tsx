"use client";
import { Copy, Ellipsis, Trash2 } from "lucide-react";
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

/** Loaded when it is asked for: few visits end with it. */
const DeleteAgentDialog = dynamic(() =>
  import("./delete-agent-dialog").then((file) => file.DeleteAgentDialog),
);

type AgentMenuProps = { agent: Pick<AgentState, "id" | "name">; onDeleted?: () => void };

export function AgentMenu({ agent, onDeleted }: AgentMenuProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const copyId = async () => {
    if (await copyText(agent.id)) toast.done("Id copied", agent.id);
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={`Actions for ${agent.name}`}
          className="inline-flex size-7 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-pressed hover:text-ink data-[state=open]:bg-pressed"
        >
          <Ellipsis className="size-4" />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={copyId}>
            <Copy /> Copy id
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => setIsDeleting(true)}>
            <Trash2 /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isDeleting && (
        <DeleteAgentDialog agent={agent} onClose={() => setIsDeleting(false)} onDeleted={onDeleted} />
      )}
    </>
  );
}
