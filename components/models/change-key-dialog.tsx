"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { Provider } from "@/lib/contract/providers/schemas";
import { ProviderFields } from "./provider-fields";
import { emptyDraft, isComplete, kindOf } from "./provider-kinds";
import { useChangeProvider } from "./queries";

export function ChangeKeyDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const [draft, setDraft] = useState(() => ({
    ...emptyDraft(kindOf(provider.provider_type).type, []),
    type: provider.provider_type,
    name: provider.name,
    baseUrl: provider.base_url ?? "",
    region: provider.region ?? "",
    apiVersion: provider.api_version ?? "",
  }));
  const change = useChangeProvider(provider.id ?? "");
  const submit = () =>
    change.mutate(draft, {
      onSuccess: () => {
        toast.done(`${provider.name} was changed`);
        onClose();
      },
    });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={`Change ${provider.name}`}
        description="Agents that use its models keep them, and think with the new key from their next turn on."
      >
        <form action={submit}>
          <div className="flex flex-col gap-4 px-6 pb-6">
            <ProviderFields
              draft={draft}
              onChange={(fields) => setDraft({ ...draft, ...fields })}
              keyHint="The stored key is not shown. Give the new one, or the same again."
            />
            {change.isError && (
              <p role="alert" className="wrap-anywhere text-danger-text">
                Nothing was changed. {change.error.message}
              </p>
            )}
          </div>
          <DialogFooter>
            <DialogClose asChild>
              <Button tone="quiet">Cancel</Button>
            </DialogClose>
            <Button type="submit" tone="primary" isPending={change.isPending} disabled={!isComplete(draft)}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
