"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { setOverlay } from "./overlay";
import { areSingleKeysOn, intentOf } from "./shortcuts";

const prefixMs = 1_200;

/** The shortcuts of every page. */
export function useShortcuts() {
  const router = useRouter();
  const prefixedAt = useRef(Number.NEGATIVE_INFINITY);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const isAfterG = performance.now() - prefixedAt.current < prefixMs;
    prefixedAt.current = Number.NEGATIVE_INFINITY;
    const intent = intentOf(event, { isAfterG, areSingleKeysOn: areSingleKeysOn() });
    // A dialog is a place of its own: only what it opened over itself may be changed from within.
    if (!intent || (intent.type !== "palette" && document.querySelector("dialog[open]"))) return;
    event.preventDefault();
    if (intent.type === "prefix") prefixedAt.current = performance.now();
    else if (intent.type === "go") router.push(intent.href);
    else setOverlay(intent.type);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
