"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { claudeEfforts, type ModelChange, type ReasoningAbility } from "./model-abilities";
import { NumberSetting } from "./number-setting";
import { SwitchSetting } from "./switch-setting";

type ReasoningSettingProps = {
  ability: ReasoningAbility;
  disabled: boolean;
  onChange: (change: ModelChange, what: string) => void;
};

/** Offers of reasoning what the model has, and nothing that it would ignore. */
export function ReasoningSetting({ ability, disabled, onChange }: ReasoningSettingProps) {
  if (ability.kind === "none")
    return <p className="text-ink-faint text-xs">This model does not reason before it answers.</p>;
  if (ability.kind === "effort")
    return (
      <EffortSelect
        value={ability.value}
        efforts={ability.efforts}
        disabled={disabled}
        onChange={(effort) => onChange({ effort }, "The reasoning effort")}
      />
    );
  return (
    <>
      <SwitchSetting
        label="Reasoning"
        hint="The model thinks before it answers."
        isOn={ability.isOn}
        disabled={disabled}
        onChange={(isThinking) => onChange({ isThinking }, "Reasoning")}
      />
      {ability.effort !== null && (
        <EffortSelect
          value={ability.effort}
          efforts={claudeEfforts}
          disabled={disabled}
          onChange={(effort) => onChange({ effort }, "The reasoning effort")}
        />
      )}
      {ability.budget !== null && (
        <NumberSetting
          key={`budget:${ability.budget}`}
          label="Reasoning budget"
          hint="Tokens it may think with, part of the longest answer."
          value={ability.budget}
          min={1_024}
          max={200_000}
          disabled={disabled}
          onSave={(budget) => onChange({ budget }, "The reasoning budget")}
        />
      )}
    </>
  );
}

type EffortSelectProps = {
  value: string;
  efforts: readonly string[];
  disabled: boolean;
  onChange: (effort: string) => void;
};

const words: Record<string, string> = {
  none: "None",
  minimal: "Minimal",
  low: "Low",
  medium: "Medium",
  high: "High",
  xhigh: "Extra high",
  max: "Maximum",
};

const EffortSelect = ({ value, efforts, disabled, onChange }: EffortSelectProps) => (
  <Field label="Reasoning effort">
    {({ id }) => (
      <Select
        id={id}
        value={value}
        options={efforts.map((effort) => ({ value: effort, label: words[effort] ?? effort }))}
        disabled={disabled}
        onChange={onChange}
      />
    )}
  </Field>
);
