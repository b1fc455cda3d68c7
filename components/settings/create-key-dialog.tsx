"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyLines } from "@/components/ui/copy-lines";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { MnemeCreatedKey } from "@/lib/contract/mneme/schemas";
import { useCreateKey } from "./queries";

const dayMs = 86_400_000;
const lifetimes = [
  { value: "0", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<MnemeCreatedKey | null>(null);
  return (
    <Dialog open onOpenChange={onClose}>
      {created ? (
        <DialogContent
          key="created"
          title="Copy the key now"
          description="It is shown this once; the server keeps only its fingerprint."
        >
          <Created apiKey={created} />
        </DialogContent>
      ) : (
        <DialogContent key="new" title="New key" description="Name it after the program that will use it.">
          <CreateKeyForm onCreated={setCreated} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function CreateKeyForm({ onCreated }: { onCreated: (key: MnemeCreatedKey) => void }) {
  const create = useCreateKey();
  const [name, setName] = useState("");
  const [days, setDays] = useState("0");
  const submit = () =>
    create.mutate({ name: name.trim(), expires_at: expiry(Number(days)) }, { onSuccess: onCreated });
  return (
    <form action={submit}>
      <div className="flex flex-col gap-4 px-6 pb-6">
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              autoComplete="off"
              placeholder="Nightly report"
              value={name}
              onChange={(change) => setName(change.target.value)}
            />
          )}
        </Field>
        <Field label="Expires">
          {({ id }) => <Select id={id} value={days} options={lifetimes} onChange={setDays} />}
        </Field>
        {create.isError && (
          <p role="alert" className="text-danger-text">
            The key was not created. {create.error.message}
          </p>
        )}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button tone="quiet">Cancel</Button>
        </DialogClose>
        <Button type="submit" tone="primary" isPending={create.isPending} disabled={name.trim() === ""}>
          Create key
        </Button>
      </DialogFooter>
    </form>
  );
}

const expiry = (days: number) => (days > 0 ? new Date(Date.now() + days * dayMs).toISOString() : null);

function Created({ apiKey }: { apiKey: MnemeCreatedKey }) {
  return (
    <>
      <div className="flex flex-col gap-3 px-6 pb-6">
        <CopyLines text={apiKey.key} label="Copy the key" />
        <p className="text-ink-muted text-xs">
          Programs send it as <code className="font-mono">Authorization: Bearer …</code>; the SDK takes it as{" "}
          <code className="font-mono">apiKey</code>.
        </p>
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button tone="primary">I have copied it</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}
