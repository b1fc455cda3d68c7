"use client";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
import { plural } from "@/components/ui/numbers";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { useDetachBlock } from "./queries";

type DetachBlockDialogProps = {
  agentId: string;
  block: BlockResponse;
  sharedWith: { id: string; name: string }[];
  onClose: () => void;
};

export function DetachBlockDialog({ agentId, block, sharedWith, onClose }: DetachBlockDialogProps) {
  const detach = useDetachBlock(agentId);
  const label = block.label ?? block.id;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Detach ${label}?`}
      description={
        <>
          The agent no longer sees these {plural(block.value.length, "character")}.{" "}
          {sharedWith.length > 0
            ? `${sharedWith.map(({ name }) => name).join(", ")} still ${sharedWith.length === 1 ? "does" : "do"}.`
            : "The block itself is kept, with its history, and can be attached again."}
        </>
      }
      confirmLabel="Detach block"
      isPending={detach.isPending}
      onConfirm={() =>
        detach.mutate(block, {
          onSuccess: onClose,
          onError: (error) => toast.failed(`${label} was not detached`, error.message),
        })
      }
    />
  );
}
