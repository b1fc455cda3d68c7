import type { BlockResponse } from "@/lib/contract/blocks/schemas";

const keyOf = (block: Pick<BlockResponse, "id">) => `mneme.block.${block.id}`;

/** What was typed into a block and not saved yet; survives a reload. Null when it says what the block says. */
export function readDraft(block: Pick<BlockResponse, "id" | "value">): string | null {
  const draft = localStorage.getItem(keyOf(block));
  return draft === block.value ? null : draft;
}

export function writeDraft(block: Pick<BlockResponse, "id" | "value">, draft: string) {
  if (draft === block.value) localStorage.removeItem(keyOf(block));
  else localStorage.setItem(keyOf(block), draft);
}
