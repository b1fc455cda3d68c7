"use client";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
import { toast } from "@/components/ui/toast";
import type { Provider } from "@/lib/contract/providers/schemas";
import { useDeleteProvider } from "./queries";

export function DeleteProviderDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const remove = useDeleteProvider(provider.id ?? "");
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.done(`${provider.name} was deleted`);
        onClose();
      },
      onError: (error) => toast.failed(`${provider.name} could not be deleted`, error.message),
    });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete ${provider.name}?`}
      description={`Its key is forgotten. Agents that think with a model of ${provider.name} fail on their next turn until they get another model, or a provider of this name is added again.`}
      confirmLabel="Delete provider"
      isPending={remove.isPending}
      onConfirm={confirm}
    />
  );
}
