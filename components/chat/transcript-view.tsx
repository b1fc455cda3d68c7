"use client";
import { ArrowDown } from "lucide-react";
import { type ReactNode, type Ref, useImperativeHandle, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { Announcer } from "./announcer";
import type { ChatState } from "./chat-state";
import { type DetailLevel, RowBuilder } from "./rows";
import { RunIndicator } from "./run-indicator";
import { TranscriptRow } from "./transcript-row";
import { useVirtualList } from "./use-virtual-list";

export interface TranscriptHandle {
  show: (key: string) => void;
  toEnd: () => void;
}

type TranscriptViewProps = {
  ref?: Ref<TranscriptHandle>;
  state: ChatState;
  level: DetailLevel;
  windowIds: readonly string[] | null;
  /** The same function for as long as the page lives. */
  onLoadOlder: () => void;
  onTryNow: () => void;
  /** Stands at the end of the conversation, in the flow. */
  children?: ReactNode;
};

export function TranscriptView(props: TranscriptViewProps) {
  const { ref, state, level, windowIds, onLoadOlder, onTryNow, children } = props;
  const { items } = state.transcript;
  const [builder] = useState(() => new RowBuilder());
  const rows = builder.build(items, { level, windowIds });
  const { scrollerRef, rowsRef, shown, isAtEnd, list } = useVirtualList(
    rows.map((row) => row.key),
    onLoadOlder,
  );
  useImperativeHandle(ref, () => ({ show: list.toKey, toEnd: list.toEnd }), [list]);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scrollerRef}
        onScroll={list.scrolled}
        className="relative h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div
          role="log"
          aria-live="off"
          aria-label="Conversation"
          className="mx-auto flex min-h-full max-w-reading flex-col px-4 pb-6 md:px-8"
        >
          <HistoryEdge state={state} />
          <div ref={rowsRef} className="flex flex-col">
            {shown.before > 0 && <div style={{ height: shown.before }} />}
            {rows.slice(shown.start, shown.end).map((row) => (
              <TranscriptRow key={row.key} row={row} />
            ))}
            {shown.after > 0 && <div style={{ height: shown.after }} />}
          </div>
          {children}
          <RunIndicator state={state} onTryNow={onTryNow} />
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          onClick={list.toEnd}
          className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-raised px-3 font-medium text-xs shadow-overlay hover:text-accent-text"
        >
          <ArrowDown aria-hidden="true" className="size-3.5" /> Jump to latest
        </button>
      )}
      <Announcer items={items} />
    </div>
  );
}

/** Keeps its height while older messages load, so that nothing moves. */
function HistoryEdge({ state }: { state: ChatState }) {
  if (state.transcript.items.length === 0) return null;
  return (
    <p role="status" className="flex h-10 shrink-0 items-center justify-center gap-2 text-2xs text-ink-faint">
      {state.isLoadingOlder ? (
        <>
          <Spinner /> Loading earlier messages
        </>
      ) : (
        !state.hasOlder && "Beginning of the conversation"
      )}
    </p>
  );
}
