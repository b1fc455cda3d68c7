import type { BlockResponse } from "@/lib/contract/blocks/schemas";

export interface BlockDraft {
  /** What the block said when the writing began: changes since then are other people's. */
  base: string;
  text: string;
}

type Known = Pick<BlockResponse, "id" | "value">;
const keyOf = ({ id }: Pick<BlockResponse, "id">) => `mneme.block.${id}`;

/** What was typed into a block and not saved yet; survives a reload. Null when it says what the block says. */
export function readDraft(block: Known): BlockDraft | null {
  const draft = parsed(localStorage.getItem(keyOf(block)));
  return draft && draft.text !== block.value ? draft : null;
}

export function writeDraft(block: Known, draft: BlockDraft | null) {
  if (!draft || draft.text === block.value) localStorage.removeItem(keyOf(block));
  else localStorage.setItem(keyOf(block), JSON.stringify(draft));
}

function parsed(stored: string | null): BlockDraft | null {
  try {
    const draft = JSON.parse(stored ?? "null") as Partial<BlockDraft> | null;
    return typeof draft?.text === "string" && typeof draft.base === "string" ? (draft as BlockDraft) : null;
  } catch {
    return null;
  }
}
