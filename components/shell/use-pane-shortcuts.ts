"use client";
import { useEffect, useEffectEvent } from "react";

type Toggles = { b: () => void; j: () => void };

/** Control or Command with B and J, as editors have them. */
export function usePaneShortcuts(toggles: Toggles) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isMod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isMod || event.defaultPrevented || event.repeat || document.querySelector("dialog[open]")) return;
    const toggle = toggles[event.key.toLowerCase() as keyof Toggles];
    if (!toggle) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
