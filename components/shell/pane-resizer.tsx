"use client";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { paneLimits, roomPx, type Side } from "./pane-script";
import { setPaneWidth, usePaneLayout } from "./pane-widths";

const stepPx = 16;

type PaneResizerProps = { side: Side; label: string; className?: string };

/** The edge of a pane: dragged with a pointer, moved with the arrow keys, put back with a double click or Enter. */
export function PaneResizer({ side, label, className }: PaneResizerProps) {
  const width = usePaneLayout()[side];
  const { minPx, maxPx, initialPx } = paneLimits[side];
  const drag = useRef<{ x: number; width: number; max: number } | null>(null);
  const outward = side === "configuration" ? 1 : -1;
  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    drag.current = { x: event.clientX, width: widthOf(side) ?? width, max: room(side) };
  };
  const move = (event: PointerEvent) => {
    if (!drag.current) return;
    const wanted = drag.current.width + (event.clientX - drag.current.x) * outward;
    setPaneWidth(side, Math.min(wanted, drag.current.max), { remember: false });
  };
  const end = () => {
    if (!drag.current) return;
    drag.current = null;
    setPaneWidth(side, widthOf(side) ?? width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyed(event.key, {
      width: widthOf(side) ?? width,
      outward,
      minPx,
      initialPx,
      room: room(side),
    });
    if (next === null) return;
    event.preventDefault();
    setPaneWidth(side, Math.min(next, room(side)));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the pattern of a window splitter; hr cannot be one.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={`pane-${side}`}
      aria-valuenow={width}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => setPaneWidth(side, initialPx)}
      onKeyDown={onKeyDown}
      className={cn(
        // On the far side of the line, so that the scroll bar on this side can be reached.
        "group relative z-20 -mr-2.5 -ml-0.5 w-3 shrink-0 cursor-col-resize touch-none outline-none max-md:hidden",
        className,
      )}
    >
      <span
        aria-hidden="true"
        className="absolute inset-y-0 left-px w-0.5 bg-transparent transition-colors group-hover:bg-line-strong group-focus-visible:bg-focus group-active:bg-accent"
      />
    </div>
  );
}

type Edge = { width: number; outward: number; minPx: number; initialPx: number; room: number };

function keyed(key: string, { width, outward, minPx, initialPx, room: max }: Edge): number | null {
  switch (key) {
    case "ArrowRight":
      return width + stepPx * outward;
    case "ArrowLeft":
      return width - stepPx * outward;
    case "Home":
      return minPx;
    case "End":
      return max;
    case "Enter":
      return initialPx;
    default:
      return null;
  }
}

/** As wide as it can be without pressing the conversation below its minimum. */
function room(side: Side): number {
  const pane = document.getElementById(`pane-${side}`);
  const conversation = document.getElementById("pane-conversation");
  if (!pane || !conversation) return paneLimits[side].maxPx;
  return Math.max(paneLimits[side].minPx, pane.offsetWidth + conversation.offsetWidth - roomPx);
}

const widthOf = (side: Side) => document.getElementById(`pane-${side}`)?.offsetWidth;
