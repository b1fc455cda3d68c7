"use client";
import { useId } from "react";
import { type Starter, starters } from "./starters";

export function StarterPicker({ value, onChange }: { value: Starter; onChange: (starter: Starter) => void }) {
  const name = useId();
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="sr-only">Starter</legend>
      {starters.map((starter) => (
        <label
          key={starter.id}
          className="flex cursor-pointer flex-col gap-1 rounded-lg border bg-raised p-3.5 transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
        >
          <span className="flex items-center justify-between font-medium text-base">
            {starter.name}
            <input
              type="radio"
              name={name}
              value={starter.id}
              checked={starter.id === value.id}
              aria-label={starter.name}
              aria-describedby={`${name}-${starter.id}`}
              onChange={() => onChange(starter)}
              className="size-3.5 appearance-none rounded-full border border-line-strong outline-hidden transition-[border-width] checked:border-4 checked:border-accent"
            />
          </span>
          <span id={`${name}-${starter.id}`} className="text-ink-muted text-xs">
            {starter.summary}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
