/** The row that holds its place on the screen while rows around it come, go and change their height. */
export interface Anchor {
  key: string;
  /** From the top of the view to the top of the row, in pixels. */
  offset: number;
}

export interface VirtualWindow {
  /** Rows from `start` to before `end` are in the document. */
  start: number;
  end: number;
  /** Height of what is left out above and below, in pixels. */
  before: number;
  after: number;
}

interface View {
  keys: readonly string[];
  heightOf: (key: string) => number;
  viewHeight: number;
  /** Null: the view is at the end and stays there. */
  anchor: Anchor | null;
}

/** Rows are kept this far beyond the view, so that scrolling meets them finished. */
export const overscanPx = 1_600;

/** Which rows to show: those in the view and some on either side, walked from the anchor so that cost is what is shown. */
export function windowFor({ keys, heightOf, viewHeight, anchor }: View): VirtualWindow {
  const at = anchor ? Math.max(0, keys.lastIndexOf(anchor.key)) : keys.length;
  const above = (anchor ? anchor.offset : viewHeight) + overscanPx;
  const below = anchor ? viewHeight - anchor.offset + overscanPx : 0;
  let start = at;
  for (let px = above; px > 0 && start > 0; ) px -= heightOf(keys[--start]);
  let end = at;
  for (let px = below; px > 0 && end < keys.length; ) px -= heightOf(keys[end++]);
  return { start, end, before: heightOfRange(0, start), after: heightOfRange(end, keys.length) };

  function heightOfRange(from: number, to: number): number {
    let px = 0;
    for (let index = from; index < to; index++) px += heightOf(keys[index]);
    return px;
  }
}

/** The row at a place that no row in the document covers: the reader dragged the scroll bar. */
export function rowAt({ keys, heightOf }: Pick<View, "keys" | "heightOf">, topPx: number): Anchor | null {
  let px = 0;
  for (const key of keys) {
    const height = heightOf(key);
    if (px + height > topPx) return { key, offset: px - topPx };
    px += height;
  }
  return null;
}
