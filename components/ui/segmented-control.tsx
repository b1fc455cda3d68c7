"use client";
import type { KeyboardEvent, ReactNode } from "react";
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

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Radio buttons in a row: one stop for Tab, arrows choose. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { options, value, onChange } = props;
  const onKeyDown = (key: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[key.key];
    if (!step) return;
    key.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const next = (at + step + options.length) % options.length;
    onChange(options[next].value);
    (key.currentTarget.children[next] as HTMLElement).focus();
  };
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      onKeyDown={onKeyDown}
      className={cn("inline-flex items-center gap-0.5 rounded-md bg-hover p-0.5", props.className)}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: an input could not hold the icon.
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-label={option.label}
          title={props.isIconOnly ? option.label : undefined}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          className="inline-flex h-6 min-w-6 items-center justify-center gap-1.5 rounded-sm px-1.5 text-ink-muted text-xs transition-colors hover:text-ink aria-checked:bg-raised aria-checked:text-ink aria-checked:shadow-raised [&_svg]:size-3.5"
        >
          {option.icon}
          {!props.isIconOnly && option.label}
        </button>
      ))}
    </div>
  );
}
