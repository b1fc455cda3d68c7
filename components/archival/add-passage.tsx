"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useAddPassage } from "./queries";
import { tagsIn } from "./tags-in";

type AddPassageProps = { agentId: string; onClose: () => void };

export function AddPassage({ agentId, onClose }: AddPassageProps) {
  const [text, setText] = useState("");
  const [tags, setTags] = useState("");
  const add = useAddPassage(agentId);
  const save = () =>
    add.mutate(
      { text: text.trim(), tags: tagsIn(tags) },
      {
        onSuccess: onClose,
        onError: (error) => toast.failed("Nothing was added", error.message),
      },
    );
  return (
    <form action={save} className="flex animate-fade flex-col gap-3 border-b bg-surface px-4 py-4">
      <Field label="Text">
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            value={text}
            className="max-h-60"
            onChange={(change) => setText(change.target.value)}
            onKeyDown={(key) => key.key === "Escape" && text === "" && onClose()}
          />
        )}
      </Field>
      <Field label="Tags" hint="Divided by commas.">
        {(control) => <Input {...control} value={tags} onChange={(change) => setTags(change.target.value)} />}
      </Field>
      <div className="flex justify-end gap-1.5">
        <Button tone="quiet" size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" tone="primary" size="sm" isPending={add.isPending} disabled={!text.trim()}>
          Add
        </Button>
      </div>
    </form>
  );
}
