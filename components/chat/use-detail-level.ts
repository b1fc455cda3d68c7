"use client";
import { useSyncExternalStore } from "react";
import type { DetailLevel } from "./rows";

const key = "mneme.detail";
const levels: DetailLevel[] = ["simple", "interactive", "debug"];
const listeners = new Set<() => void>();

/** How much of a conversation this browser shows. */
export function useDetailLevel(): DetailLevel {
  return useSyncExternalStore(subscribe, read, () => "interactive");
}

export function setDetailLevel(level: DetailLevel) {
  localStorage.setItem(key, level);
  for (const listener of listeners) listener();
}

function read(): DetailLevel {
  const kept = localStorage.getItem(key);
  return levels.find((level) => level === kept) ?? "interactive";
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
