import type { ReactNode } from "react";
import type { Side } from "./place";
import { Slot } from "./slot";

type TooltipProps = { label: string; side?: Side; children: ReactNode };

/** Repeats or completes the name of a control; never the only place where something is said. `TooltipLayer` shows it. */
export function Tooltip({ label, side = "top", children }: TooltipProps) {
  return (
    <Slot data-tooltip={label} data-tooltip-side={side}>
      {children}
    </Slot>
  );
}
