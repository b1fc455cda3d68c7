import { type Anchor, rowAt, type VirtualWindow, windowFor } from "./virtual-window";

/** Closer than this to the end counts as being there; closer than this to the start asks for older messages. */
const nearPx = 48;
const earlyPx = 480;
/** Rows nearer than this to the view's edge must be in the document. */
const marginPx = 700;
const estimatePx = 96;

interface ListEvents {
  /** The rows in the document no longer cover what is seen. */
  onShift: () => void;
  onNearStart: () => void;
  onEnd: (isAtEnd: boolean) => void;
}

/**
 * Scrolls thousands of rows of unknown height with only some of them in the document. One row holds its place, or the
 * end does: rows before it may come, go, and change their height, and the reader sees none of it.
 */
export class VirtualList {
  private anchor: Anchor | null = null;
  private keys: readonly string[] = [];
  private shown: VirtualWindow = { start: 0, end: 0, before: 0, after: 0 };
  private viewHeight = 900;
  private readonly heights = new Map<string, number>();
  private scroller: HTMLElement | null = null;
  private rows: HTMLElement | null = null;
  private readonly observer: ResizeObserver | null;
  private readonly observed = new Set<Element>();

  constructor(private readonly events: ListEvents) {
    this.observer =
      typeof ResizeObserver === "undefined" ? null : new ResizeObserver((entries) => this.resized(entries));
  }

  /** What to put into the document for these rows. */
  windowOf(keys: readonly string[]): VirtualWindow {
    this.keys = keys;
    this.shown = windowFor({
      keys,
      heightOf: this.heightOf,
      viewHeight: this.viewHeight,
      anchor: this.anchor,
    });
    return this.shown;
  }

  readonly attach = (scroller: HTMLElement, rows: HTMLElement) => {
    this.scroller = scroller;
    this.rows = rows;
    this.viewHeight = scroller.clientHeight;
    this.observer?.observe(scroller);
    this.observer?.observe(rows);
    return () => {
      this.observer?.disconnect();
      this.observed.clear();
    };
  };

  /** After the rows are in the document and before they are painted. */
  readonly settle = () => {
    if (!this.rows) return;
    const present = new Set<Element>(this.rowElements());
    for (const element of this.observed) {
      if (present.has(element)) continue;
      this.observer?.unobserve(element);
      this.observed.delete(element);
    }
    for (const element of present) {
      if (this.observed.has(element)) continue;
      this.observed.add(element);
      this.observer?.observe(element);
      this.heights.set(keyOf(element), (element as HTMLElement).offsetHeight);
    }
    this.hold();
  };

  readonly scrolled = () => {
    const { scroller } = this;
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearPx;
    this.anchor = isAtEnd ? null : this.anchorAt(scrollTop);
    this.events.onEnd(isAtEnd);
    if (scrollTop < earlyPx) this.events.onNearStart();
    if (!this.covers(scrollTop, clientHeight)) this.events.onShift();
  };

  readonly toEnd = () => {
    this.anchor = null;
    this.events.onEnd(true);
    this.events.onShift();
  };

  readonly toKey = (key: string) => {
    this.anchor = { key, offset: Math.round(this.viewHeight / 4) };
    this.events.onEnd(false);
    this.events.onShift();
  };

  private readonly heightOf = (key: string) => this.heights.get(key) ?? estimatePx;

  private rowElements = () => [...(this.rows?.querySelectorAll<HTMLElement>(":scope > [data-row]") ?? [])];

  private resized(entries: ResizeObserverEntry[]) {
    for (const { target } of entries) {
      if (target === this.scroller) this.viewHeight = target.clientHeight;
      else if (target !== this.rows) this.heights.set(keyOf(target), (target as HTMLElement).offsetHeight);
    }
    this.hold();
  }

  /** Puts the anchor, or the end, back where it was on the screen. */
  private hold() {
    const { scroller, anchor } = this;
    if (!scroller) return;
    if (!anchor) {
      scroller.scrollTop = scroller.scrollHeight;
      return;
    }
    const element = this.rowElements().find((row) => keyOf(row) === anchor.key);
    if (!element) return;
    const moved = element.offsetTop - scroller.scrollTop - anchor.offset;
    if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
  }

  private anchorAt(scrollTop: number): Anchor | null {
    const row = this.rowElements().find((each) => each.offsetTop + each.offsetHeight > scrollTop);
    if (row && row.offsetTop <= scrollTop + this.viewHeight)
      return { key: keyOf(row), offset: row.offsetTop - scrollTop };
    const start = this.rows?.offsetTop ?? 0;
    return rowAt({ keys: this.keys, heightOf: this.heightOf }, scrollTop - start);
  }

  private covers(scrollTop: number, clientHeight: number): boolean {
    const elements = this.rowElements();
    const [first, last] = [elements[0], elements[elements.length - 1]];
    if (!first) return this.keys.length === 0;
    const isTopCovered = this.shown.start === 0 || first.offsetTop < scrollTop - marginPx;
    const end = last.offsetTop + last.offsetHeight;
    const isEndCovered = this.shown.end === this.keys.length || end > scrollTop + clientHeight + marginPx;
    return isTopCovered && isEndCovered;
  }
}

const keyOf = (element: Element) => (element as HTMLElement).dataset.row ?? "";
