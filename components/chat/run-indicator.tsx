"use client";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { duration } from "@/components/ui/time";
import type { ChatState } from "./chat-state";

type RunIndicatorProps = { state: ChatState; onTryNow: () => void };

/** What is going on when nothing is moving. */
export function RunIndicator({ state, onTryNow }: RunIndicatorProps) {
  const words = wordsFor(state);
  if (!words) return null;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-2 py-1.5 text-ink-muted text-xs">
      <Spinner className="text-accent-text" />
      <span role="status">{words}</span>
      {state.phase.name === "streaming" && <Waited sinceMs={state.heardAtMs} />}
      {state.phase.name === "reconnecting" && state.phase.attempt > 1 && (
        <Button size="sm" onClick={onTryNow}>
          Try now
        </Button>
      )}
    </div>
  );
}

const slowMs = 8_000;

/** A slow model is told from a dead one by saying how long nothing came. */
function Waited({ sinceMs }: { sinceMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const ms = nowMs - sinceMs;
  if (sinceMs === 0 || ms < slowMs) return null;
  return (
    <span className="text-ink-faint">
      Nothing from the model for {duration(ms)}. It may be slow or loading.
    </span>
  );
}

function wordsFor({ phase, transcript }: ChatState): string | null {
  const last = transcript.items.at(-1);
  switch (phase.name) {
    case "loading":
    case "unavailable":
    case "gone":
    case "idle":
      return null;
    case "sending":
      return "Sending";
    case "reconnecting":
      return "Connection lost, resuming. Nothing is lost meanwhile.";
    case "stopping":
      return "Stopping";
    case "waiting":
      return "The agent is busy. Its messages appear when it is done.";
    case "streaming":
      if (last && "isStreaming" in last && last.isStreaming) return null;
      return last?.kind === "tool" && !last.result ? null : "Working";
  }
}
