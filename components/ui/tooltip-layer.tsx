"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Side } from "./place";
import { putBeside } from "./use-floating";

const delayMs = 500;
/** After one tooltip the next comes at once: the reader is looking along a row. */
const warmMs = 400;

/** The one tooltip of the page. It goes with Escape, stays while pointed at, and never takes the focus. */
export function TooltipLayer() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => watch(setAnchor), []);
  return anchor && <TooltipPanel anchor={anchor} />;
}

function TooltipPanel({ anchor }: { anchor: HTMLElement }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    // Shown anew for each anchor, so that it lies above a dialog that was opened since.
    panel.hidePopover();
    panel.showPopover();
    const side = (anchor.dataset.tooltipSide ?? "top") as Side;
    putBeside(anchor, panel, { side, align: "center", gap: 6 });
  }, [anchor]);
  return (
    <div
      ref={ref}
      role="tooltip"
      popover="manual"
      className="fixed right-auto bottom-auto m-0 max-w-72 animate-fade rounded-sm bg-ink px-2 py-1 text-paper text-xs"
    >
      {anchor.dataset.tooltip}
    </div>
  );
}

function watch(show: (anchor: HTMLElement | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: HTMLElement | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  const set = (anchor: HTMLElement | null) => {
    clearTimeout(timer);
    if (shown && !anchor) hiddenAt = performance.now();
    shown = anchor;
    show(anchor);
  };
  const over = ({ target }: Event) => {
    const anchor = anchorOf(target);
    if (anchor === shown || isTooltip(target)) return;
    clearTimeout(timer);
    if (!anchor) return shown && set(null);
    const isWarm = shown || performance.now() - hiddenAt < warmMs;
    timer = setTimeout(() => anchor.isConnected && set(anchor), isWarm ? 0 : delayMs);
  };
  const focus = ({ target }: Event) => {
    const anchor = anchorOf(target);
    if (anchor?.matches(":focus-visible")) set(anchor);
    else if (shown) set(null);
  };
  const hide = () => {
    clearTimeout(timer);
    if (shown) set(null);
  };
  const onKey = (event: Event) => (event as KeyboardEvent).key === "Escape" && hide();
  const listeners: [string, (event: Event) => void][] = [
    ["pointerover", over],
    ["focusin", focus],
    ["focusout", hide],
    ["pointerdown", hide],
    ["scroll", hide],
    ["keydown", onKey],
  ];
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true);
  return () => {
    clearTimeout(timer);
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true);
  };
}

const anchorOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-tooltip]") : null;
const isTooltip = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="tooltip"]') !== null;
