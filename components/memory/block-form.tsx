"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { readDraft, writeDraft } from "./block-draft";
import { BlockSize } from "./block-size";
import { useUpdateBlock } from "./queries";

type BlockFormProps = { agentId: string; block: BlockResponse; onClose: () => void };

export function BlockForm({ agentId, block, onClose }: BlockFormProps) {
  const label = block.label ?? block.id;
  const [base] = useState(block.value);
  const [draft, setDraft] = useState(() => readDraft(block) ?? block.value);
  const update = useUpdateBlock(agentId, label);
  const isTooLong = draft.length > block.limit;
  const close = () => {
    writeDraft(block, block.value);
    onClose();
  };
  const type = (value: string) => {
    setDraft(value);
    writeDraft(block, value);
  };
  const save = () =>
    update.mutate(draft, {
      onSuccess: close,
      onError: (error) => toast.failed(`${label} was not saved`, error.message),
    });
  return (
    <form action={save} className="flex flex-col gap-2">
      <Textarea
        autoFocus
        aria-label={`Text of ${label}`}
        aria-invalid={isTooLong || undefined}
        value={draft}
        className="max-h-96 leading-relaxed"
        onChange={(change) => type(change.target.value)}
        onKeyDown={(key) => key.key === "Escape" && draft === block.value && close()}
      />
      {block.value !== base && (
        <p role="status" className="rounded-sm bg-mark-soft px-2 py-1 text-mark-text text-xs">
          The agent changed this block while you were editing. Saving replaces its change.
        </p>
      )}
      <BlockSize label={label} size={draft.length} limit={block.limit} />
      <div className="flex items-center gap-1.5">
        <span className={isTooLong ? "text-danger-text text-xs" : "text-ink-faint text-xs"}>
          {isTooLong
            ? `${(draft.length - block.limit).toLocaleString("en")} characters too many`
            : draft === block.value
              ? "No changes"
              : "Draft, not saved"}
        </span>
        <Button tone="quiet" size="sm" className="ml-auto" onClick={close}>
          Cancel
        </Button>
        <Button
          type="submit"
          tone="primary"
          size="sm"
          isPending={update.isPending}
          disabled={isTooLong || draft === block.value}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
