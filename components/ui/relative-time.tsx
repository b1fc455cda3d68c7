"use client";
import { useSyncExternalStore } from "react";
import { exactTime, relativeTime } from "./time";

const tickMs = 20_000;
let now = Date.now();

export function RelativeTime({ value, className }: { value: string; className?: string }) {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => now,
  );
  return (
    <time dateTime={value} title={exactTime(value)} className={className} suppressHydrationWarning>
      {relativeTime(value, current)}
    </time>
  );
}

/** One clock for all of them: the page repaints its times together. */
function subscribe(onTick: () => void) {
  now = Date.now();
  const timer = setInterval(() => {
    now = Date.now();
    onTick();
  }, tickMs);
  return () => clearInterval(timer);
}
