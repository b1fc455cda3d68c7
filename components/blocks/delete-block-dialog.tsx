"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
import { plural } from "@/components/ui/numbers";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { blockQueries, useDeleteBlock } from "./queries";

export function DeleteBlockDialog({ block, onClose }: { block: BlockResponse; onClose: () => void }) {
  const router = useRouter();
  const usage = useQuery(blockQueries.agents(block.id));
  const remove = useDeleteBlock(block.id);
  const agents = usage.data?.agent_count ?? 0;
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.done(`${block.label} was deleted`);
        router.replace("/blocks");
      },
      onError: (error) => toast.failed(`${block.label} could not be deleted`, error.message),
    });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${block.label}?`}
      description={
        agents > 0
          ? `${plural(agents, "agent")} ${agents === 1 ? "loses" : "lose"} this memory with its ${plural(block.value.length, "character")}. This cannot be undone.`
          : `Its ${plural(block.value.length, "character")} are gone for good. No agent has it.`
      }
      confirmLabel="Delete block"
      isPending={remove.isPending}
      onConfirm={confirm}
    />
  );
}
