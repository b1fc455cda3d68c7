"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn";

type SwitchProps = Omit<ComponentProps<"button">, "onChange" | "role"> & {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
};

export function Switch({ isOn, onChange, className, ...props }: SwitchProps) {
  return (
    <button
      type="button"
      {...props}
      role="switch"
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
      className={cn(
        "group inline-flex h-6 w-10 shrink-0 items-center justify-center rounded-full disabled:opacity-50",
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          "flex h-4.5 w-8 items-center rounded-full border p-0.5 transition-colors",
          isOn ? "border-accent bg-accent" : "border-line-strong bg-raised group-hover:bg-hover",
        )}
      >
        <span
          className={cn(
            "size-3 rounded-full transition-transform",
            isOn ? "translate-x-3.5 bg-accent-ink" : "bg-line-strong",
          )}
        />
      </span>
    </button>
  );
}
