"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { ProviderFields, TextField } from "./provider-fields";
import {
  emptyDraft,
  freeName,
  isComplete,
  kindOf,
  type ProviderDraft,
  providerKinds,
} from "./provider-kinds";
import { useAddProvider } from "./queries";

const options = providerKinds.map(({ type, title }) => ({ value: type, label: title }));

type AddProviderProps = { takenNames: string[]; onClose: () => void };

/** The key is tried before it is stored; one that is refused now may be stored all the same. */
export function AddProviderDialog({ takenNames, onClose }: AddProviderProps) {
  const [draft, setDraft] = useState(() => emptyDraft("openai", takenNames));
  const add = useAddProvider();
  const change = (fields: Partial<ProviderDraft>) => setDraft({ ...draft, ...fields });
  const submit = (isUnchecked: boolean) =>
    add.mutate(
      { draft, isUnchecked },
      {
        onSuccess: () => {
          toast.done(`${draft.name} was added`);
          onClose();
        },
      },
    );
  const choose = (type: string) => {
    const isOffered = draft.name === freeName(draft.type, takenNames);
    change({ type: kindOf(type).type, ...(isOffered && { name: freeName(type, takenNames) }) });
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Add a provider"
        description="Its models join the list under the name you give it. The key is for everybody who uses this workspace."
      >
        <form action={() => submit(false)}>
          <div className="flex flex-col gap-4 px-6 pb-6">
            <Field label="Provider">
              {({ id }) => <Select id={id} value={draft.type} options={options} onChange={choose} />}
            </Field>
            <TextField
              label="Name"
              hint={`Handles of its models begin with “${draft.name.trim() || "name"}/”.`}
              value={draft.name}
              onChange={(name) => change({ name })}
            />
            <ProviderFields draft={draft} onChange={change} />
            {add.isError && <Refusal error={add.error} />}
          </div>
          <DialogFooter>
            {add.isError && add.error.wasChecking ? (
              <Button tone="quiet" onClick={() => submit(true)} disabled={add.isPending}>
                Add it anyway
              </Button>
            ) : (
              <DialogClose asChild>
                <Button tone="quiet">Cancel</Button>
              </DialogClose>
            )}
            <Button type="submit" tone="primary" isPending={add.isPending} disabled={!isComplete(draft)}>
              Check and add
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Refusal({ error }: { error: { message: string; wasChecking: boolean } }) {
  return (
    <p role="alert" className="wrap-anywhere text-danger-text">
      {error.wasChecking ? "The provider was not reached with this." : "The provider was not added."}{" "}
      {error.message}
    </p>
  );
}
