"use client";
import { useState } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { AttachBlockList } from "./attach-block-list";
import { CreateBlockForm } from "./create-block-form";

type AddBlockDialogProps = { agentId: string; blocks: BlockResponse[]; onClose: () => void };

/** A new block, or one that another agent may already have: memory can be shared. */
export function AddBlockDialog({ agentId, blocks, onClose }: AddBlockDialogProps) {
  const [way, setWay] = useState<"create" | "attach">("create");
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Add a memory block"
        description="A part of memory that the agent has before its eyes with every message."
        className="w-[min(34rem,calc(100vw-2rem))]"
      >
        <SegmentedControl
          label="Kind of block"
          value={way}
          options={[
            { value: "create", label: "New block" },
            { value: "attach", label: "Existing block" },
          ]}
          onChange={setWay}
          className="mx-6 mb-4 self-start"
        />
        {way === "create" ? (
          <CreateBlockForm agentId={agentId} blocks={blocks} onClose={onClose} />
        ) : (
          <AttachBlockList agentId={agentId} blocks={blocks} onClose={onClose} />
        )}
      </DialogContent>
    </Dialog>
  );
}
