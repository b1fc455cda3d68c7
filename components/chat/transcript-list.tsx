"use client";
import { memo } from "react";
import { AssistantMessage } from "./assistant-message";
import { Reasoning } from "./reasoning";
import { Note, RunNotice } from "./run-notice";
import { ToolCall } from "./tool-call";
import type { TranscriptItem, UserItem } from "./transcript-items";
import { UserMessage } from "./user-message";

type TranscriptListProps = { items: readonly TranscriptItem[]; onRetry: (item: UserItem) => void };

export function TranscriptList({ items, onRetry }: TranscriptListProps) {
  return items.map((item) => <Row key={item.key} item={item} onRetry={onRetry} />);
}

/** An item that did not change is the same object, so its row is not rendered again. */
const Row = memo(function Row({
  item,
  onRetry,
}: {
  item: TranscriptItem;
  onRetry: (item: UserItem) => void;
}) {
  return <div className={isGrowing(item) ? undefined : "offscreen-skip"}>{show(item, onRetry)}</div>;
});

const isGrowing = (item: TranscriptItem) => "isStreaming" in item && item.isStreaming;

function show(item: TranscriptItem, onRetry: (item: UserItem) => void) {
  switch (item.kind) {
    case "user":
      return <UserMessage item={item} onRetry={onRetry} />;
    case "assistant":
      return <AssistantMessage item={item} />;
    case "reasoning":
      return <Reasoning item={item} />;
    case "tool":
      return <ToolCall item={item} />;
    case "note":
      return <Note item={item} />;
    case "outcome":
      return <RunNotice item={item} />;
  }
}
