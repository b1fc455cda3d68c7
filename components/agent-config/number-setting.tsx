"use client";
import { type ReactNode, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type NumberSettingProps = {
  label: string;
  hint?: ReactNode;
  value: number;
  min: number;
  max: number;
  step?: number;
  disabled?: boolean;
  /** Adds a slider beside the field. */
  hasSlider?: boolean;
  onSave: (value: number) => void;
};

/** Saved with Enter and when the field or the slider is left. Starts anew when `value` changes (key it). */
export function NumberSetting({
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  disabled,
  hasSlider,
  onSave,
}: NumberSettingProps) {
  const [text, setText] = useState(String(value));
  const number = Number(text);
  const isValid = text.trim() !== "" && Number.isFinite(number) && number >= min && number <= max;
  const save = () => {
    if (isValid && number !== value) onSave(number);
    if (!isValid) setText(String(value));
  };
  return (
    <Field
      label={label}
      hint={hint}
      error={isValid ? undefined : `Between ${min.toLocaleString("en")} and ${max.toLocaleString("en")}`}
    >
      {(control) => (
        <div className="flex items-center gap-3">
          {hasSlider && (
            <input
              type="range"
              aria-label={`${label}, slider`}
              min={min}
              max={max}
              step={step}
              value={isValid ? number : value}
              disabled={disabled}
              onChange={(change) => setText(change.target.value)}
              onPointerUp={save}
              onKeyUp={save}
              className="h-6 min-w-0 flex-1 accent-accent disabled:opacity-50"
            />
          )}
          <Input
            {...control}
            inputMode="decimal"
            value={text}
            disabled={disabled}
            onChange={(change) => setText(change.target.value)}
            onBlur={save}
            onKeyDown={(key) => {
              if (key.key === "Enter") save();
              if (key.key === "Escape") setText(String(value));
            }}
            className={hasSlider ? "w-24 text-right" : undefined}
          />
        </div>
      )}
    </Field>
  );
}
