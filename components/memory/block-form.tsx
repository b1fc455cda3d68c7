"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { plural } from "@/components/ui/numbers";
import { Textarea } from "@/components/ui/textarea";
import { useTokenCount } from "@/components/ui/token-count";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { readDraft, writeDraft } from "./block-draft";
import { BlockSize } from "./block-size";
import { useSavedBlock } from "./queries";
import { useSaveText } from "./use-save-text";

const MergeDialog = dynamic(() => import("./merge-dialog").then((module) => module.MergeDialog));

type BlockFormProps = { agentId: string; block: BlockResponse; onClose: () => void };
const warnFrom = 0.8;

/** A change from elsewhere is brought together with the draft before anything is saved. */
export function BlockForm({ agentId, block, onClose }: BlockFormProps) {
  const label = block.label ?? block.id;
  const [draft, setDraft] = useState(() => readDraft(block) ?? { base: block.value, text: block.value });
  const { tokens } = useTokenCount(draft.text, true);
  const isTooLong = draft.text.length > block.limit;
  const isChanged = draft.text !== block.value;
  const close = () => {
    writeDraft(block, null);
    onClose();
  };
  const showSaved = useSavedBlock(agentId);
  const saving = useSaveText({
    label,
    blockId: block.id,
    onSaved: (saved) => {
      showSaved(saved);
      close();
    },
  });
  const type = (text: string) => {
    setDraft({ ...draft, text });
    writeDraft(block, { ...draft, text });
  };
  const save = () => saving.save(draft);
  return (
    <form action={save} className="flex flex-col gap-2">
      <Textarea
        autoFocus
        aria-label={`Text of ${label}`}
        aria-invalid={isTooLong || undefined}
        value={draft.text}
        className="max-h-96 leading-relaxed"
        onChange={(change) => type(change.target.value)}
        onKeyDown={(key) => {
          if (key.key === "Escape" && !isChanged) close();
          if (key.key === "s" && (key.metaKey || key.ctrlKey)) {
            key.preventDefault();
            if (isChanged && !isTooLong) save();
          }
        }}
      />
      {block.value !== draft.base && (
        <p role="status" className="rounded-sm bg-mark-soft px-2 py-1 text-mark-text text-xs">
          This block changed while you were editing. Saving shows both versions and loses neither.
        </p>
      )}
      <BlockSize label={label} size={draft.text.length} limit={block.limit} tokens={tokens} />
      <div className="flex items-center gap-1.5">
        <span className={isTooLong ? "text-danger-text text-xs" : "text-ink-faint text-xs"}>
          {stateOf({ size: draft.text.length, limit: block.limit, isChanged })}
        </span>
        <Button tone="quiet" size="sm" className="ml-auto" onClick={close}>
          Cancel
        </Button>
        <Button
          type="submit"
          tone="primary"
          size="sm"
          isPending={saving.isSaving}
          disabled={isTooLong || !isChanged}
        >
          Save
        </Button>
      </div>
      {saving.theirs !== null && (
        <MergeDialog
          label={label}
          limit={block.limit}
          versions={{ base: draft.base, mine: draft.text, theirs: saving.theirs }}
          isSaving={saving.isSaving}
          onSave={(text) => saving.save({ base: saving.theirs ?? draft.base, text })}
          onTakeTheirs={close}
          onClose={saving.leaveMerge}
        />
      )}
    </form>
  );
}

function stateOf({ size, limit, isChanged }: { size: number; limit: number; isChanged: boolean }): string {
  if (size > limit) return `${plural(size - limit, "character")} too many`;
  if (!isChanged) return "No changes";
  return size >= limit * warnFrom ? "Draft, nearly full" : "Draft, not saved";
}
