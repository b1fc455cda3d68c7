export type Side = "top" | "right" | "bottom" | "left";
export type Align = "start" | "center" | "end";

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };
export type Placement = { side: Side; align: Align; gap: number };

const edge = 8;
const opposite = { top: "bottom", bottom: "top", left: "right", right: "left" } as const;

/** Where a panel lies beside its anchor: on the wished side if it fits or no other side has more room, and in view. */
export function place(anchor: Box, panel: Size, view: Size, { side, align, gap }: Placement) {
  const rooms = {
    top: anchor.top,
    bottom: view.height - anchor.top - anchor.height,
    left: anchor.left,
    right: view.width - anchor.left - anchor.width,
  };
  const isUpright = side === "top" || side === "bottom";
  const needed = (isUpright ? panel.height : panel.width) + gap + edge;
  const flipped = opposite[side];
  const taken = rooms[side] < needed && rooms[flipped] > rooms[side] ? flipped : side;
  const room = Math.max(0, rooms[taken] - gap - edge);
  const height = isUpright ? Math.min(panel.height, room) : Math.min(panel.height, view.height - 2 * edge);
  const along = isUpright
    ? aligned(anchor.left, anchor.width, panel.width, align)
    : aligned(anchor.top, anchor.height, height, align);
  const across = {
    top: anchor.top - gap - height,
    bottom: anchor.top + anchor.height + gap,
    left: anchor.left - gap - panel.width,
    right: anchor.left + anchor.width + gap,
  }[taken];
  return {
    left: clamp(isUpright ? along : across, view.width - panel.width),
    top: clamp(isUpright ? across : along, view.height - height),
    maxHeight: isUpright ? room : view.height - 2 * edge,
  };
}

function aligned(start: number, length: number, size: number, align: Align): number {
  if (align === "start") return start;
  if (align === "end") return start + length - size;
  return start + (length - size) / 2;
}

const clamp = (value: number, max: number) => Math.max(edge, Math.min(value, max - edge));
