import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/components/api";
import { toast } from "@/components/ui/toast";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { ApiError } from "@/lib/contract/client";
import type { BlockDraft } from "./block-draft";
import { conflictsIn, mergedText, mergeTexts } from "./merge-texts";

interface SaveTextOptions {
  label: string;
  blockId: string;
  onSaved: (block: BlockResponse) => void;
}

/**
 * Saves what was written over the text that was read. The server refuses when the block says something else by then:
 * changes that fit together are saved together, others are handed back as `theirs` for the writer to choose.
 */
export function useSaveText({ label, blockId, onSaved }: SaveTextOptions) {
  const [theirs, setTheirs] = useState<string | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: (draft: BlockDraft) => replaceText(blockId, draft),
    onSuccess: (answer) => {
      if ("theirs" in answer) return setTheirs(answer.theirs);
      setTheirs(null);
      onSaved(answer.block);
    },
    onError: (error) => toast.failed(`${label} was not saved`, error.message),
  });
  return { theirs, isSaving: isPending, save: mutate, leaveMerge: () => setTheirs(null) };
}

async function replaceText(
  blockId: string,
  { base, text }: BlockDraft,
): Promise<{ block: BlockResponse } | { theirs: string }> {
  try {
    const block = await api.mneme.replaceBlockText({ params: { block_id: blockId }, body: { base, text } });
    return { block };
  } catch (error) {
    const current = currentText(error);
    if (current === null) throw error;
    const parts = mergeTexts(base, text, current);
    const isContained = conflictsIn(parts) === 0 && mergedText(parts, []) === text;
    return isContained ? replaceText(blockId, { base: current, text }) : { theirs: current };
  }
}

function currentText(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  const { current_text } = (error.body ?? {}) as { current_text?: unknown };
  return typeof current_text === "string" ? current_text : null;
}
