"use client";
import { AssistantMessage } from "./assistant-message";
import { Reasoning } from "./reasoning";
import { Note, RunNotice } from "./run-notice";
import { ToolCall } from "./tool-call";
import type { TranscriptItem } from "./transcript-items";
import { UserMessage } from "./user-message";

export function ItemView({ item }: { item: TranscriptItem }) {
  switch (item.kind) {
    case "user":
      return <UserMessage item={item} />;
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
