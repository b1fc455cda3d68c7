"use client";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
import { toast } from "@/components/ui/toast";
import { type Memory, useDeletePassage } from "./queries";

type DeletePassageDialogProps = { agentId: string; memory: Memory; onClose: () => void };

export function DeletePassageDialog({ agentId, memory, onClose }: DeletePassageDialogProps) {
  const remove = useDeletePassage(agentId);
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Delete from the archive?"
      description={
        <>
          The agent will not find this any more: <q className="text-ink">{excerpt(memory.text)}</q>
        </>
      }
      confirmLabel="Delete passage"
      isPending={remove.isPending}
      onConfirm={() =>
        remove.mutate(memory.id, {
          onSuccess: onClose,
          onError: (error) => toast.failed("The passage was not deleted", error.message),
        })
      }
    />
  );
}

const excerpt = (text: string) => (text.length > 140 ? `${text.slice(0, 140)}…` : text);
