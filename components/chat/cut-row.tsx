"use client";
import { Scissors } from "lucide-react";
import { useState } from "react";
import { plural } from "@/components/ui/numbers";
import { ItemView } from "./item-view";
import type { TranscriptItem } from "./transcript-items";

/** What was taken back is kept, but the agent no longer knows of it. */
export function CutRow({ items }: { items: TranscriptItem[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const count = new Set(items.map((item) => item.messageId)).size;
  return (
    <section aria-label="Taken back" className="py-2">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="mx-auto flex h-6 items-center gap-1.5 rounded-sm px-1 text-2xs text-ink-faint transition-colors hover:text-ink"
      >
        <Scissors aria-hidden="true" className="size-3" />
        {plural(count, "message")} taken back, {isOpen ? "hide" : "show"}
      </button>
      {isOpen && (
        <div className="mt-2 border-l border-dashed pl-4 opacity-70">
          {items.map((item) => (
            <ItemView key={item.key} item={item} />
          ))}
        </div>
      )}
    </section>
  );
}
