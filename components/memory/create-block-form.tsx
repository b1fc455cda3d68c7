"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { BlockFields, type BlockFieldValues, problemsOf } from "./block-fields";
import { useCreateBlock } from "./queries";

type CreateBlockFormProps = { agentId: string; blocks: BlockResponse[]; onClose: () => void };

const empty: BlockFieldValues = { label: "", description: "", limit: "5000", read_only: false };

export function CreateBlockForm({ agentId, blocks, onClose }: CreateBlockFormProps) {
  const [values, setValues] = useState(empty);
  const [text, setText] = useState("");
  const create = useCreateBlock(agentId);
  const taken = blocks.map((block) => block.label ?? "");
  const problems = problemsOf(values, { taken, size: text.length });
  const save = () =>
    create.mutate(
      {
        label: values.label.trim(),
        value: text,
        description: values.description.trim() || null,
        limit: Number(values.limit),
        read_only: values.read_only,
      },
      {
        onSuccess: onClose,
        onError: (error) => toast.failed("The block was not created", error.message),
      },
    );
  return (
    <form action={save}>
      <div className="flex flex-col gap-4 px-6 pb-6">
        <BlockFields
          values={values}
          problems={problems}
          onChange={(change) => setValues({ ...values, ...change })}
        />
        <Field label="Text" hint="May stay empty until the agent has something to keep.">
          {(control) => (
            <Textarea
              {...control}
              value={text}
              className="max-h-60 min-h-20"
              onChange={(change) => setText(change.target.value)}
            />
          )}
        </Field>
      </div>
      <DialogFooter>
        <Button tone="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          tone="primary"
          isPending={create.isPending}
          disabled={Object.keys(problems).length > 0}
        >
          Create block
        </Button>
      </DialogFooter>
    </form>
  );
}
