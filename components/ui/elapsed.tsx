"use client";
import { useEffect, useState } from "react";
import { duration } from "./time";

/** A running stopwatch. Hidden from screen readers, which would otherwise read every second aloud. */
export function Elapsed({ sinceMs, className }: { sinceMs: number; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <span aria-hidden="true" className={className}>
      {duration(Math.max(0, now - sinceMs))}
    </span>
  );
}
