"use client";
import { ChevronRight, Sparkle } from "lucide-react";
import { memo, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Elapsed } from "@/components/ui/elapsed";
import { duration } from "@/components/ui/time";
import type { ReasoningItem } from "./transcript-items";

/** Joined late, a run's events arrive in a burst and tell nothing about how long it thought. */
const tellingMs = 950;

/** Open while the thought is being written, closed after, unless the reader decides otherwise. */
export const Reasoning = memo(function Reasoning({ item }: { item: ReasoningItem }) {
  const [choice, setChoice] = useState<boolean | null>(null);
  const isOpen = choice ?? item.isStreaming;
  if (item.isHidden)
    return <p className="py-1 text-ink-faint text-xs">The model kept its reasoning to itself.</p>;
  return (
    <section aria-label="Reasoning" className="flex flex-col py-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChoice(!isOpen)}
        className="flex h-6 items-center gap-1.5 self-start rounded-sm text-ink-faint text-xs transition-colors hover:text-ink"
      >
        <Sparkle
          aria-hidden="true"
          className={cn("size-3.5", item.isStreaming && "animate-pulse text-accent-text")}
        />
        {item.isStreaming ? "Thinking" : title(item)}
        {item.isStreaming && <Elapsed sinceMs={item.startedAtMs} />}
        <ChevronRight
          aria-hidden="true"
          className={cn("size-3 transition-transform", isOpen && "rotate-90")}
        />
      </button>
      {isOpen && (
        <p className="wrap-anywhere mt-1 ml-1.5 animate-fade whitespace-pre-wrap border-l py-0.5 pl-4 text-base text-ink-muted">
          {item.text}
        </p>
      )}
    </section>
  );
});

function title({ startedAtMs, endedAtMs }: ReasoningItem): string {
  const ms = (endedAtMs ?? startedAtMs) - startedAtMs;
  return ms >= tellingMs ? `Thought for ${duration(ms)}` : "Thought";
}
