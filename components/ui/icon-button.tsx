"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** The accessible name, shown as the tooltip too. */
  label: string;
  side?: ComponentProps<typeof Tooltip>["side"];
};

export function IconButton({ label, side, className, ...props }: IconButtonProps) {
  return (
    <Tooltip label={label} side={side}>
      <button
        type="button"
        aria-label={label}
        {...props}
        className={cn(
          "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors",
          "hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-45",
          "aria-expanded:bg-hover aria-expanded:text-ink aria-pressed:bg-hover aria-pressed:text-ink [&_svg]:size-4",
          className,
        )}
      />
    </Tooltip>
  );
}
