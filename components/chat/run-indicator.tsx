"use client";
import { Spinner } from "@/components/ui/spinner";
import type { ChatState } from "./chat-state";

/** What is going on when nothing is moving. */
export function RunIndicator({ state }: { state: ChatState }) {
  const words = wordsFor(state);
  if (!words) return null;
  return (
    <p role="status" className="flex items-center gap-2 py-2.5 text-ink-muted text-xs">
      <Spinner className="text-accent-text" /> {words}
    </p>
  );
}

function wordsFor({ phase, transcript }: ChatState): string | null {
  const last = transcript.items.at(-1);
  switch (phase.name) {
    case "loading":
    case "unavailable":
    case "idle":
      return null;
    case "sending":
      return "Sending";
    case "reconnecting":
      return "Connection lost, resuming. Nothing is lost meanwhile.";
    case "stopping":
      return "Stopping";
    case "waiting":
      return "The agent is busy with a request from another program. Its messages appear when it is done.";
    case "streaming":
      return last && "isStreaming" in last && last.isStreaming
        ? null
        : last?.kind === "tool" && !last.result
          ? null
          : "Working";
  }
}
