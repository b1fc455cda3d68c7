"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { BlockFields, type BlockFieldValues, problemsOf } from "@/components/memory/block-fields";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useCreateBlock } from "./queries";

const empty: BlockFieldValues = { label: "", description: "", limit: "5000", read_only: false };

/** A block of its own, to be given to agents afterwards. */
export function NewBlockDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [values, setValues] = useState(empty);
  const [text, setText] = useState("");
  const create = useCreateBlock();
  const problems = problemsOf(values, { taken: [], size: text.length });
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
        onSuccess: (block) => router.push(`/blocks/${block.id}`),
        onError: (error) => toast.failed("The block was not created", error.message),
      },
    );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="New block" description="It belongs to nobody until you attach it to an agent.">
        <form action={save}>
          <div className="flex flex-col gap-4 px-6 pb-6">
            <BlockFields
              values={values}
              problems={problems}
              onChange={(change) => setValues({ ...values, ...change })}
            />
            <Field label="Text" hint="May stay empty until there is something to keep.">
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
      </DialogContent>
    </Dialog>
  );
}
