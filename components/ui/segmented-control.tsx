"use client";
import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

type SegmentedControlProps<Value extends string> = {
  label: string;
  value: Value;
  options: { value: Value; label: string; icon?: ReactNode }[];
  /** Show icons alone; the labels remain the accessible names. */
  isIconOnly?: boolean;
  className?: string;
  onChange: (value: Value) => void;
};

export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={props.label}
      value={props.value}
      onValueChange={(value) => value && props.onChange(value as Value)}
      className={cn("inline-flex items-center gap-0.5 rounded-md bg-hover p-0.5", props.className)}
    >
      {props.options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.label}
          title={props.isIconOnly ? option.label : undefined}
          className="inline-flex h-6 min-w-6 items-center justify-center gap-1.5 rounded-sm px-1.5 text-ink-muted text-xs transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-raised [&_svg]:size-3.5"
        >
          {option.icon}
          {!props.isIconOnly && option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
