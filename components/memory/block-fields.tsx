"use client";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";

export interface BlockFieldValues {
  label: string;
  description: string;
  limit: string;
  read_only: boolean;
}

/** What is wrong with the fields, by field; empty when they can be saved. */
export function problemsOf(
  { label, limit }: BlockFieldValues,
  { taken, size }: { taken: string[]; size: number },
): Partial<Record<keyof BlockFieldValues, string>> {
  const name = label.trim();
  const number = Number(limit);
  return {
    ...(!/^[a-zA-Z0-9_/-]{1,50}$/.test(name)
      ? { label: "Letters, digits, _ - and / only, up to 50" }
      : taken.includes(name) && { label: "The agent has a block of this name" }),
    ...(!Number.isInteger(number) || number < 1
      ? { limit: "A whole number of characters" }
      : number < size && { limit: `The text has ${size.toLocaleString("en")} characters` }),
  };
}

type BlockFieldsProps = {
  values: BlockFieldValues;
  problems: ReturnType<typeof problemsOf>;
  onChange: (change: Partial<BlockFieldValues>) => void;
};

export function BlockFields({ values, problems, onChange }: BlockFieldsProps) {
  const id = useId();
  return (
    <>
      <Field
        label="Name"
        hint="How the agent calls this part of its memory."
        error={values.label ? problems.label : undefined}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={values.label}
            onChange={(change) => onChange({ label: change.target.value })}
          />
        )}
      </Field>
      <Field label="Description" hint="Tells the agent what belongs here. It reads this with every message.">
        {(control) => (
          <Textarea
            {...control}
            value={values.description}
            className="max-h-40 min-h-16"
            onChange={(change) => onChange({ description: change.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label="Limit in characters" error={problems.limit}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={values.limit}
              onChange={(change) => onChange({ limit: change.target.value })}
            />
          )}
        </Field>
        <div className="flex flex-col gap-1.5">
          <span id={id} className="font-medium text-ink-muted text-xs">
            Read-only for the agent
          </span>
          <span className="flex h-8 items-center">
            <Switch
              aria-labelledby={id}
              isOn={values.read_only}
              onChange={(read_only) => onChange({ read_only })}
            />
          </span>
        </div>
      </div>
    </>
  );
}
