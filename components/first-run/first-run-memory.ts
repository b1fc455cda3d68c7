"use client";
import { useSyncExternalStore } from "react";

const storageKey = "mneme.first-run";

/** What this browser remembers of the list itself. */
export type FirstRunMemory = { isDismissed: boolean; hasCopiedCode: boolean };

const nothing: FirstRunMemory = { isDismissed: false, hasCopiedCode: false };
/** Before the browser has been asked, nothing is shown: a list that goes away again would only disturb. */
const unknown: FirstRunMemory = { isDismissed: true, hasCopiedCode: false };
let memory: FirstRunMemory | null = null;
const listeners = new Set<() => void>();

export const useFirstRunMemory = (): FirstRunMemory =>
  useSyncExternalStore(subscribe, current, () => unknown);

export function rememberFirstRun(change: Partial<FirstRunMemory>) {
  memory = { ...current(), ...change };
  localStorage.setItem(storageKey, JSON.stringify(memory));
  for (const listener of listeners) listener();
}

function current(): FirstRunMemory {
  memory ??= { ...nothing, ...stored() };
  return memory;
}

function stored(): Partial<FirstRunMemory> {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Partial<FirstRunMemory>;
  } catch {
    return {};
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
