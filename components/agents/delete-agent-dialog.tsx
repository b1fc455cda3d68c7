"use client";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
import { toast } from "@/components/ui/toast";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { useDeleteAgent } from "./queries";

type DeleteAgentDialogProps = {
  agent: Pick<AgentState, "id" | "name">;
  onClose: () => void;
  onDeleted?: () => void;
};

export function DeleteAgentDialog({ agent, onClose, onDeleted }: DeleteAgentDialogProps) {
  const remove = useDeleteAgent();
  const confirm = () =>
    remove.mutate(agent.id, {
      onSuccess: () => {
        toast.done(`${agent.name} was deleted`);
        onClose();
        onDeleted?.();
      },
      onError: (error) => toast.failed(`${agent.name} could not be deleted`, error.message),
    });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${agent.name}?`}
      description="Its conversation, its archival memory and its settings are deleted for good. Memory blocks that other agents share stay."
      confirmLabel="Delete agent"
      isPending={remove.isPending}
      onConfirm={confirm}
    />
  );
}
