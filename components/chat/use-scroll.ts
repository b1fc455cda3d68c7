"use client";
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

/** Closer than this to the end counts as being there; closer than this to the start asks for older messages. */
const nearPx = 48;
const earlyPx = 320;

/**
 * Keeps a growing list at its end as long as the reader is there, and where the reader is when older entries are put
 * before it.
 */
export function useScroll(
  scroller: RefObject<HTMLDivElement | null>,
  { firstKey, onNearStart }: { firstKey?: string; onNearStart: () => void },
) {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const follows = useRef(true);
  const last = useRef({ height: 0, top: 0, firstKey });

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    follows.current = true;
    setIsAtEnd(true);
  }, [scroller]);

  // After every change of the list: the new height is known, and nothing has been painted yet.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (follows.current) element.scrollTop = element.scrollHeight;
    else if (firstKey !== last.current.firstKey)
      element.scrollTop = last.current.top + element.scrollHeight - last.current.height;
    last.current = { height: element.scrollHeight, top: element.scrollTop, firstKey };
  });

  // What opens or wraps inside the list changes its height without a new list.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element?.firstElementChild) return;
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [scroller]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    last.current.top = element.scrollTop;
    last.current.height = element.scrollHeight;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    follows.current = isNear;
    setIsAtEnd(isNear);
    if (element.scrollTop < earlyPx) onNearStart();
  };
  return { isAtEnd, toEnd, onScroll };
}
