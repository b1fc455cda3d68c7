import type { TranscriptItem } from "./transcript-items";

/** Reads finished messages aloud, politely and whole; the log itself, which changes with every token, keeps silent. */
export function Announcer({ items }: { items: readonly TranscriptItem[] }) {
  const said = items.findLast((item) => item.kind === "assistant" && !item.isStreaming && !item.isStored);
  return (
    <p role="status" aria-live="polite" aria-label="Latest message" className="sr-only">
      {said?.kind === "assistant" ? said.text : ""}
    </p>
  );
}
