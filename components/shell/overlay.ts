"use client";
import { useSyncExternalStore } from "react";

/** What lies over every page; one at a time. */
export type Overlay = "palette" | "shortcuts";

let shown: Overlay | null = null;
const listeners = new Set<() => void>();

export function setOverlay(next: Overlay | null) {
  shown = next;
  for (const listener of listeners) listener();
}

export const useOverlay = (): Overlay | null =>
  useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
