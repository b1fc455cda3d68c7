"use client";
import { useEffect, useEffectEvent } from "react";
import { areSingleKeysOn } from "@/components/shell/shortcuts";
import { setHash } from "@/components/ui/use-hash";

/** `[` and `]` go from step to step, but not while somebody writes. */
export function useStepKeys(order: string[], selectedId: string | null) {
  const onKey = useEffectEvent((key: KeyboardEvent) => {
    const by = key.key === "[" ? -1 : key.key === "]" ? 1 : 0;
    if (by === 0 || !areSingleKeysOn() || key.ctrlKey || key.metaKey || key.altKey || isWriting(key.target))
      return;
    const next = order[order.indexOf(selectedId ?? "") + by];
    if (next) setHash(next);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
