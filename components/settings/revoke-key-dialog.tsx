"use client";
import { ConfirmDialog } from "@/components/ui/alert-dialog";
import { toast } from "@/components/ui/toast";
import type { MnemeKey } from "@/lib/contract/mneme/schemas";
import { useRevokeKey } from "./queries";

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: MnemeKey; onClose: () => void }) {
  const revoke = useRevokeKey();
  const confirm = () =>
    revoke.mutate(apiKey.id, {
      onSuccess: () => {
        toast.done(`${apiKey.name} was revoked`);
        onClose();
      },
      onError: (error) => toast.failed(`${apiKey.name} could not be revoked`, error.message),
    });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Revoke ${apiKey.name}?`}
      description="Programs that use this key are refused from now on. A revoked key cannot be brought back."
      confirmLabel="Revoke key"
      isPending={revoke.isPending}
      onConfirm={confirm}
    />
  );
}
