"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { preferredModel, serverQueries } from "@/components/shell/queries";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ModelSelect } from "./model-select";
import { useCreateAgent } from "./queries";
import { StarterPicker } from "./starter-picker";
import { type Starter, starters } from "./starters";

type CreateAgentDialogProps = { starterId: string; onClose: () => void };

export function CreateAgentDialog({ starterId, onClose }: CreateAgentDialogProps) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="New agent"
        description="Everything here can be changed later."
        className="w-[min(34rem,calc(100vw-2rem))]"
      >
        <CreateAgentForm initial={starters.find(({ id }) => id === starterId) ?? starters[0]} />
      </DialogContent>
    </Dialog>
  );
}

function CreateAgentForm({ initial }: { initial: Starter }) {
  const router = useRouter();
  const create = useCreateAgent();
  const models = useQuery(serverQueries.models());
  const embeddings = useQuery(serverQueries.embeddingModels());
  const [starter, setStarter] = useState<Starter>(initial);
  const [name, setName] = useState("");
  const [chosenModel, setChosenModel] = useState<string | null>(null);
  const model = chosenModel ?? preferredModel(models.data ?? [])?.handle ?? null;
  const submit = () =>
    create.mutate(
      {
        name: name.trim() || starter.defaultName,
        description: starter.description,
        model,
        embedding: embeddings.data?.[0]?.handle ?? undefined,
        memory_blocks: starter.memory_blocks,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      { onSuccess: (agent) => router.push(`/agents/${agent.id}`) },
    );
  return (
    <form action={submit}>
      <div className="flex flex-col gap-5 px-6 pb-6">
        <StarterPicker value={starter} onChange={setStarter} />
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              value={name}
              placeholder={starter.defaultName}
              onChange={(change) => setName(change.target.value)}
            />
          )}
        </Field>
        <Field
          label="Model"
          hint={models.isError ? `Could not list the models: ${models.error.message}` : undefined}
        >
          {({ id }) => <ModelSelect id={id} value={model} onChange={setChosenModel} />}
        </Field>
        {create.isError && (
          <p role="alert" className="text-danger-text">
            The agent was not created. {create.error.message}
          </p>
        )}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button tone="quiet">Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          tone="primary"
          isPending={create.isPending || create.isSuccess}
          disabled={!model}
        >
          Create agent
        </Button>
      </DialogFooter>
    </form>
  );
}
