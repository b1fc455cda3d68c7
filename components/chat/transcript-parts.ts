import type { TranscriptItem } from "./transcript-items";

export type Items = readonly TranscriptItem[];
/** Where a message came from, and when. */
export type Source = { isStored: boolean; atMs: number; runId: string | null };

/** Whatever was still being written is finished when something else begins; `except` goes on. */
export function closeStreaming(items: Items, atMs: number | null, except?: string): Items {
  const index = items.findLastIndex(
    (item) => "isStreaming" in item && item.isStreaming && item.key !== except,
  );
  if (index < 0) return items;
  const item = items[index];
  const closed =
    item.kind === "reasoning"
      ? { ...item, isStreaming: false, endedAtMs: atMs }
      : { ...item, isStreaming: false };
  return replaceAt(items, index, closed as TranscriptItem);
}

export function replaceAt(items: Items, index: number, item: TranscriptItem): Items {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}

/** Appends to the text of an item, or begins it; stored text is complete already. */
export function grow(
  items: Items,
  item: Extract<TranscriptItem, { kind: "assistant" | "reasoning" }>,
  { atMs }: Source,
): Items {
  const open = closeStreaming(items, atMs, item.key);
  const index = open.findLastIndex((each) => each.key === item.key);
  if (index < 0) return [...open, item];
  const known = open[index] as typeof item;
  if (known.isStored) return open;
  return replaceAt(open, index, { ...known, text: known.text + item.text, isStreaming: true });
}

/** What the page showed before the server had it gives way to what the server has. */
export function addOnce(items: Items, item: TranscriptItem): Items {
  const index = items.findLastIndex((each) => each.key === item.key);
  if (index < 0) return [...items, item];
  const known = items[index];
  return known.kind === "user" && known.refusal !== null ? replaceAt(items, index, item) : items;
}

export function textOf(content: string | readonly { type: string; text?: string }[]): string {
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}
