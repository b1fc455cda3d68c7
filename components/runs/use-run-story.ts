"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { runQueries, storyApi } from "./queries";
import { RunSession, type SessionState } from "./run-session";

/** Ties the reading of a run to the page: its network, its frames, and its life. */
export function useRunStory(runId: string): SessionState {
  const queryClient = useQueryClient();
  const [session] = useState(
    () =>
      new RunSession(runId, {
        ...storyApi,
        now: Date.now,
        wait,
        onFrame: (callback) => void requestAnimationFrame(callback),
        onProgress: () => void queryClient.invalidateQueries({ queryKey: runQueries.detail(runId).queryKey }),
      }),
  );
  useEffect(() => session.start(), [session]);
  return useSyncExternalStore(session.subscribe, session.state, session.state);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
