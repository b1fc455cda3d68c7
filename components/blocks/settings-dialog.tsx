"use client";
import { useState } from "react";
import { BlockFields, problemsOf } from "@/components/memory/block-fields";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { useUpdateBlock } from "./queries";

export function SettingsDialog({ block, onClose }: { block: BlockResponse; onClose: () => void }) {
  const [values, setValues] = useState(() => ({
    label: block.label ?? "",
    description: block.description ?? "",
    limit: String(block.limit),
    read_only: block.read_only,
  }));
  const update = useUpdateBlock(block.id);
  const problems = problemsOf(values, { taken: [], size: block.value.length });
  const save = () =>
    update.mutate(
      {
        label: values.label.trim(),
        description: values.description.trim() || null,
        limit: Number(values.limit),
        read_only: values.read_only,
      },
      {
        onSuccess: onClose,
        onError: (error) => toast.failed("The settings were not saved", error.message),
      },
    );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={`Settings of ${block.label}`}>
        <form action={save}>
          <div className="flex flex-col gap-4 px-6 pb-6">
            <BlockFields
              values={values}
              problems={problems}
              onChange={(change) => setValues({ ...values, ...change })}
            />
          </div>
          <DialogFooter>
            <Button tone="quiet" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              tone="primary"
              isPending={update.isPending}
              disabled={Object.keys(problems).length > 0}
            >
              Save settings
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
