"use client";
import { ArrowDown } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Spinner } from "@/components/ui/spinner";
import { Announcer } from "./announcer";
import type { ChatState } from "./chat-state";
import { RunIndicator } from "./run-indicator";
import type { UserItem } from "./transcript-items";
import { TranscriptList } from "./transcript-list";
import { useScroll } from "./use-scroll";

type TranscriptViewProps = {
  state: ChatState;
  onRetry: (item: UserItem) => void;
  onLoadOlder: () => void;
  /** Stands at the end of the conversation, in the flow. */
  children?: ReactNode;
};

export function TranscriptView({ state, onRetry, onLoadOlder, children }: TranscriptViewProps) {
  const { items } = state.transcript;
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useScroll(scroller, { firstKey: items[0]?.key, onNearStart: onLoadOlder });
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={scroll.onScroll}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div
          role="log"
          aria-live="off"
          aria-label="Conversation"
          className="mx-auto flex min-h-full max-w-reading flex-col px-4 pt-2 pb-8 md:px-8"
        >
          {state.isLoadingOlder && (
            <p role="status" className="flex items-center justify-center gap-2 py-3 text-ink-faint text-xs">
              <Spinner /> Loading earlier messages
            </p>
          )}
          {!state.hasOlder && items.length > 0 && (
            <p className="py-3 text-center text-2xs text-ink-faint">Beginning of the conversation</p>
          )}
          <TranscriptList items={items} onRetry={onRetry} />
          {children}
          <RunIndicator state={state} />
        </div>
      </div>
      {!scroll.isAtEnd && (
        <button
          type="button"
          onClick={scroll.toEnd}
          className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-raised px-3 font-medium text-xs shadow-overlay hover:text-accent-text"
        >
          <ArrowDown aria-hidden="true" className="size-3.5" /> Jump to latest
        </button>
      )}
      <Announcer items={items} />
    </div>
  );
}
