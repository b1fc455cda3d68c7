"use client";
import { RadioGroup } from "radix-ui";
import { type Starter, starters } from "./starters";

export function StarterPicker({ value, onChange }: { value: Starter; onChange: (starter: Starter) => void }) {
  return (
    <RadioGroup.Root
      aria-label="Starter"
      value={value.id}
      onValueChange={(id) => onChange(starters.find((starter) => starter.id === id) ?? starters[0])}
      className="grid gap-2 sm:grid-cols-2"
    >
      {starters.map((starter) => (
        <RadioGroup.Item
          key={starter.id}
          value={starter.id}
          aria-label={starter.name}
          className="group flex flex-col gap-1 rounded-lg border bg-raised p-3.5 text-left transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          <span className="flex items-center justify-between font-medium text-base">
            {starter.name}
            <span
              aria-hidden="true"
              className="size-3.5 rounded-full border border-line-strong transition-[border-width] group-data-[state=checked]:border-4 group-data-[state=checked]:border-accent"
            />
          </span>
          <span className="text-ink-muted text-xs">{starter.summary}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
