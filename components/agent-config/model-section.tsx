"use client";
import { useQuery } from "@tanstack/react-query";
import { isDemo, modelName, serverQueries } from "@/components/shell/queries";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { ConfigSection } from "./config-section";
import { abilitiesOf, type ModelChange, settingsWith } from "./model-abilities";
import { ModelPicker } from "./model-picker";
import { NumberSetting } from "./number-setting";
import type { AgentChange } from "./queries";
import { ReasoningSetting } from "./reasoning-setting";

type ModelSectionProps = {
  agent: AgentState;
  isSaving: boolean;
  onSave: (change: AgentChange, what: string) => void;
};

/** The model, and what of it can be set. */
export function ModelSection({ agent, isSaving, onSave }: ModelSectionProps) {
  const models = useQuery(serverQueries.models());
  const handle = agent.model ?? agent.llm_config.handle;
  const abilities = abilitiesOf(agent);
  const set = (change: ModelChange, what: string) =>
    onSave({ model_settings: settingsWith(agent, change) }, what);
  return (
    <ConfigSection title="Model" summary={modelName(handle, models.data)}>
      <ModelPicker value={handle} disabled={isSaving} onChange={(model) => onSave({ model }, "The model")} />
      {!isDemo(handle) && (
        <>
          <ReasoningSetting ability={abilities.reasoning} disabled={isSaving} onChange={set} />
          {abilities.temperature ? (
            <NumberSetting
              key={`temperature:${abilities.temperature.value}`}
              label="Temperature"
              hint="Low is steady, high is varied."
              value={abilities.temperature.value}
              min={0}
              max={abilities.temperature.max}
              step={0.05}
              hasSlider
              disabled={isSaving}
              onSave={(temperature) => set({ temperature }, "The temperature")}
            />
          ) : (
            <p className="text-ink-faint text-xs">This model reasons and chooses its own temperature.</p>
          )}
        </>
      )}
    </ConfigSection>
  );
}
