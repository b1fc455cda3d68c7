"use client";
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { type Placement, place } from "./place";

type Floating = Placement & {
  isOpen: boolean;
  /** At least as wide as the anchor. */
  isAnchorWide?: boolean;
  /** The user pointed or moved elsewhere. */
  onLeave: () => void;
};

/**
 * Shows a `popover="manual"` panel beside its anchor, above everything else. The panel stays where it is in the document,
 * so that it belongs to the dialog it stands in.
 */
export function useFloating<Anchor extends HTMLElement>(
  anchorRef: RefObject<Anchor | null>,
  { isOpen, isAnchorWide = false, onLeave, side, align, gap }: Floating,
): RefObject<HTMLDivElement | null> {
  const panelRef = useRef<HTMLDivElement>(null);
  const leave = useEffectEvent(onLeave);
  useLayoutEffect(() => {
    const [anchor, panel] = [anchorRef.current, panelRef.current];
    if (!isOpen || !anchor || !panel) return;
    const put = () => putBeside(anchor, panel, { side, align, gap }, isAnchorWide);
    panel.showPopover();
    put();
    window.addEventListener("resize", put);
    document.addEventListener("scroll", put, { capture: true, passive: true });
    return () => {
      window.removeEventListener("resize", put);
      document.removeEventListener("scroll", put, { capture: true });
    };
  }, [anchorRef, isOpen, isAnchorWide, side, align, gap]);
  useEffect(() => {
    if (!isOpen) return;
    const look = (event: Event) => {
      const target = event.target as Node;
      if (!anchorRef.current?.contains(target) && !panelRef.current?.contains(target)) leave();
    };
    document.addEventListener("pointerdown", look, true);
    document.addEventListener("focusin", look);
    return () => {
      document.removeEventListener("pointerdown", look, true);
      document.removeEventListener("focusin", look);
    };
  }, [anchorRef, isOpen]);
  return panelRef;
}

/** Unaffected by whatever surrounds the anchor in the document. */
export const floatingClass =
  "fixed right-auto bottom-auto z-50 m-0 animate-rise overflow-y-auto overscroll-contain whitespace-normal rounded-lg bg-raised text-left font-normal font-sans text-ink text-sm shadow-overlay";

export function putBeside(anchor: Element, panel: HTMLElement, placement: Placement, isAnchorWide = false) {
  const box = anchor.getBoundingClientRect();
  if (isAnchorWide) panel.style.minWidth = `${box.width}px`;
  panel.style.maxHeight = "";
  const view = { width: window.innerWidth, height: window.innerHeight };
  const size = { width: panel.offsetWidth, height: panel.offsetHeight };
  const { left, top, maxHeight } = place(box, size, view, placement);
  Object.assign(panel.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${maxHeight}px` });
}
