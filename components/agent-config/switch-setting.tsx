"use client";
import { type ReactNode, useId } from "react";
import { Switch } from "@/components/ui/switch";

type SwitchSettingProps = {
  label: string;
  hint?: ReactNode;
  isOn: boolean;
  disabled?: boolean;
  onChange: (isOn: boolean) => void;
};

export function SwitchSetting({ label, hint, isOn, disabled, onChange }: SwitchSettingProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <span id={id} className="font-medium text-ink-muted text-xs leading-6">
          {label}
        </span>
        {hint && (
          <span id={`${id}-hint`} className="text-ink-faint text-xs">
            {hint}
          </span>
        )}
      </div>
      <Switch
        isOn={isOn}
        onChange={onChange}
        disabled={disabled}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </div>
  );
}
