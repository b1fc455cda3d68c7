"use client";
import { Copy, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
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
import { useDeleteAgent } from "./queries";

type AgentMenuProps = { agent: Pick<AgentState, "id" | "name">; onDeleted?: () => void };

export function AgentMenu({ agent, onDeleted }: AgentMenuProps) {
  const [isConfirming, setIsConfirming] = useState(false);
  const remove = useDeleteAgent();
  const confirm = () =>
    remove.mutate(agent.id, {
      onSuccess: () => {
        setIsConfirming(false);
        toast.done(`${agent.name} was deleted`);
        onDeleted?.();
      },
      onError: (error) => toast.failed(`${agent.name} could not be deleted`, error.message),
    });
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
          <DropdownMenuItem
            onSelect={() =>
              void copyText(agent.id).then((isCopied) => isCopied && toast.done("Id copied", agent.id))
            }
          >
            <Copy /> Copy id
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => setIsConfirming(true)}>
            <Trash2 /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        isOpen={isConfirming}
        onOpenChange={setIsConfirming}
        title={`Delete ${agent.name}?`}
        description="Its conversation, its archival memory and its settings are deleted for good. Memory blocks that other agents share stay."
        confirmLabel="Delete agent"
        isPending={remove.isPending}
        onConfirm={confirm}
      />
    </>
  );
}
