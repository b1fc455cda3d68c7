"use client";
import { useSyncExternalStore } from "react";
import { paneKey, paneLimits, paneVariable, type Side } from "./pane-script";

export interface PaneLayout {
  configuration: number;
  state: number;
  isConfigurationClosed: boolean;
  isStateClosed: boolean;
}

const initial: PaneLayout = {
  configuration: paneLimits.configuration.initialPx,
  state: paneLimits.state.initialPx,
  isConfigurationClosed: false,
  isStateClosed: false,
};
let layout: PaneLayout | null = null;
const listeners = new Set<() => void>();

/** The panes as this browser last had them. Widths are also CSS variables, so that dragging renders no pane again. */
export function usePaneLayout(): PaneLayout {
  return useSyncExternalStore(subscribe, current, () => initial);
}

/** `remember` is false while dragging. */
export function setPaneWidth(side: Side, px: number, { remember = true } = {}) {
  const { minPx, maxPx } = paneLimits[side];
  const width = Math.round(Math.min(Math.max(px, minPx), maxPx));
  document.documentElement.style.setProperty(paneVariable(side), `${width}px`);
  change({ [side]: width }, remember);
}

export const setPaneClosed = (side: Side, isClosed: boolean) =>
  change(side === "state" ? { isStateClosed: isClosed } : { isConfigurationClosed: isClosed }, true);

function change(part: Partial<PaneLayout>, remember: boolean) {
  layout = { ...current(), ...part };
  if (remember) localStorage.setItem(paneKey, JSON.stringify(layout));
  for (const listener of listeners) listener();
}

function current(): PaneLayout {
  if (layout) return layout;
  layout = { ...initial, ...stored() };
  for (const side of ["configuration", "state"] as const)
    document.documentElement.style.setProperty(paneVariable(side), `${layout[side]}px`);
  return layout;
}

function stored(): Partial<PaneLayout> {
  try {
    return JSON.parse(localStorage.getItem(paneKey) ?? "{}") as Partial<PaneLayout>;
  } catch {
    return {};
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
