"use client";
import { useLayoutEffect, useReducer, useRef, useState } from "react";
import { VirtualList } from "./virtual-list";

/**
 * Ties a virtual list to the elements that scroll: `scrollerRef` and `rowsRef` go on them, rows carry `data-row`.
 * `onNearStart` must stay the same function.
 */
export function useVirtualList(keys: readonly string[], onNearStart: () => void) {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const rowsRef = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [, onShift] = useReducer((count: number) => count + 1, 0);
  const [list] = useState(() => new VirtualList({ onShift, onEnd: setIsAtEnd, onNearStart }));
  const shown = list.windowOf(keys);
  useLayoutEffect(() => {
    if (scrollerRef.current && rowsRef.current) return list.attach(scrollerRef.current, rowsRef.current);
  }, [list]);
  // After every change of the rows: their heights are known, and nothing has been painted yet.
  useLayoutEffect(list.settle);
  return { scrollerRef, rowsRef, shown, isAtEnd, list };
}
