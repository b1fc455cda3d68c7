"use client";
import { useDeferredValue, useEffect, useMemo, useSyncExternalStore } from "react";

type Counter = (text: string) => number;

let counter: Counter | null = null;
let isAsked = false;
const listeners = new Set<() => void>();
const utf8 = new TextEncoder();

export interface TokenCount {
  tokens: number;
  /** Counted, not estimated by length. */
  isCounted: boolean;
}

/**
 * Tokens of a text that is being written, counted as the server counts. The vocabulary is a megabyte, so it is fetched
 * only when `isWanted`; until it is there the count is an estimate.
 */
export function useTokenCount(text: string, isWanted: boolean): TokenCount {
  const count = useSyncExternalStore(
    subscribe,
    () => counter,
    () => null,
  );
  useEffect(() => {
    if (isWanted) void load();
  }, [isWanted]);
  const settled = useDeferredValue(text);
  return useMemo(
    () =>
      count ? { tokens: count(settled), isCounted: true } : { tokens: estimate(settled), isCounted: false },
    [count, settled],
  );
}

const estimate = (text: string) => Math.ceil(utf8.encode(text).length / 4);

async function load() {
  if (isAsked) return;
  isAsked = true;
  try {
    const encoding = await import("gpt-tokenizer/encoding/o200k_base");
    counter = (text) => encoding.countTokens(text);
    for (const listener of listeners) listener();
  } catch {
    // Away for a moment: the estimate stays, and the next text that wants a count tries again.
    isAsked = false;
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
