"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { readDraft, writeDraft } from "@/components/memory/block-draft";
import { BlockSize } from "@/components/memory/block-size";
import { useSaveText } from "@/components/memory/use-save-text";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useTokenCount } from "@/components/ui/token-count";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { useBlocksChanged } from "./queries";

const MergeDialog = dynamic(() =>
  import("@/components/memory/merge-dialog").then((file) => file.MergeDialog),
);

/** The text, open for writing. A change from elsewhere is brought together with the draft before anything is saved. */
export function BlockEditor({ block }: { block: BlockResponse }) {
  const label = block.label ?? block.id;
  const [draft, setDraft] = useState(() => readDraft(block));
  const changed = useBlocksChanged();
  const text = draft?.text ?? block.value;
  const { tokens } = useTokenCount(text, true);
  const isTooLong = text.length > block.limit;
  const isChanged = text !== block.value;
  const drop = () => {
    writeDraft(block, null);
    setDraft(null);
    saving.leaveMerge();
  };
  const type = (next: string) => {
    const written = { base: draft?.base ?? block.value, text: next };
    writeDraft(block, written);
    setDraft(next === block.value ? null : written);
  };
  const saving = useSaveText({
    label,
    blockId: block.id,
    onSaved: () => {
      void changed();
      drop();
      toast.done(`${label} saved`);
    },
  });
  const save = () => {
    if (draft && !isTooLong) saving.save(draft);
  };
  return (
    <form action={save} className="flex min-w-0 flex-col gap-2.5">
      <h2 className="flex min-h-7 items-center font-medium text-base">Text</h2>
      <Textarea
        aria-label={`Text of ${label}`}
        aria-invalid={isTooLong || undefined}
        value={text}
        placeholder="Empty. Agents write here when there is something to keep."
        className="max-h-[32rem] min-h-48 px-4 py-3 text-base leading-relaxed"
        onChange={(change) => type(change.target.value)}
        onKeyDown={(key) => {
          if (key.key !== "s" || !(key.metaKey || key.ctrlKey)) return;
          key.preventDefault();
          save();
        }}
      />
      {draft && block.value !== draft.base && (
        <p role="status" className="rounded-sm bg-mark-soft px-2 py-1 text-mark-text text-xs">
          This block changed while you were editing. Saving shows both versions and loses neither.
        </p>
      )}
      <div className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="w-80">
          <BlockSize label={label} size={text.length} limit={block.limit} tokens={tokens} />
        </div>
        {isChanged && (
          <span className="ml-auto flex items-center gap-1.5">
            <span className={isTooLong ? "mr-1 text-danger-text text-xs" : "mr-1 text-ink-faint text-xs"}>
              {isTooLong ? "Too long for this block" : "Draft, not saved"}
            </span>
            <Button tone="quiet" size="sm" onClick={drop}>
              Discard
            </Button>
            <Button type="submit" tone="primary" size="sm" isPending={saving.isSaving} disabled={isTooLong}>
              Save
            </Button>
          </span>
        )}
      </div>
      {saving.theirs !== null && draft && (
        <MergeDialog
          label={label}
          limit={block.limit}
          versions={{ base: draft.base, mine: draft.text, theirs: saving.theirs }}
          isSaving={saving.isSaving}
          onSave={(merged) => saving.save({ base: saving.theirs ?? draft.base, text: merged })}
          onTakeTheirs={drop}
          onClose={saving.leaveMerge}
        />
      )}
    </form>
  );
}
