"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { BlockFields, problemsOf } from "./block-fields";
import { memoryQueries, useUpdateBlock } from "./queries";

type BlockSettingsDialogProps = { agentId: string; block: BlockResponse; onClose: () => void };

export function BlockSettingsDialog({ agentId, block, onClose }: BlockSettingsDialogProps) {
  const label = block.label ?? block.id;
  const blocks = useQuery(memoryQueries.blocks(agentId));
  const update = useUpdateBlock(agentId, label);
  const [values, setValues] = useState(() => ({
    label,
    description: block.description ?? "",
    limit: String(block.limit),
    read_only: block.read_only,
  }));
  const others = (blocks.data ?? []).filter(({ id }) => id !== block.id);
  const taken = others.map((each) => each.label ?? "");
  const problems = problemsOf(values, { taken, size: block.value.length });
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
        onError: (error) => toast.failed(`${label} was not changed`, error.message),
      },
    );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={`Settings of ${label}`}>
        <form action={save}>
          <div className="flex flex-col gap-4 px-6 pb-6">
            <div className="flex items-center gap-1 font-mono text-ink-faint text-xs">
              <span className="truncate">{block.id}</span>
              <CopyButton value={block.id} label="Copy block id" />
            </div>
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
