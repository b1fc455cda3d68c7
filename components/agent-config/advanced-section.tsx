"use client";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { isDemo, serverQueries } from "@/components/shell/queries";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { ConfigSection } from "./config-section";
import { abilitiesOf, type ModelChange, settingsWith } from "./model-abilities";
import { NumberSetting } from "./number-setting";
import type { AgentChange } from "./queries";
import { SwitchSetting } from "./switch-setting";

type AdvancedSectionProps = {
  agent: AgentState;
  isSaving: boolean;
  onSave: (change: AgentChange, what: string) => void;
};

const smallestWindow = 1_024;

export function AdvancedSection({ agent, isSaving, onSave }: AdvancedSectionProps) {
  const models = useQuery(serverQueries.models());
  const config = agent.llm_config;
  const handle = agent.model ?? config.handle;
  const largest =
    models.data?.find((model) => model.handle === handle)?.max_context_window ?? config.context_window;
  const abilities = abilitiesOf(agent);
  const set = (change: ModelChange, what: string) =>
    onSave({ model_settings: settingsWith(agent, change) }, what);
  return (
    <ConfigSection title="Advanced" isOpenAtFirst={false}>
      <NumberSetting
        key={`window:${config.context_window}`}
        label="Context window"
        hint={`Tokens that may be sent. The model takes up to ${largest.toLocaleString("en")}.`}
        value={config.context_window}
        min={smallestWindow}
        max={Math.max(largest, config.context_window)}
        step={1_024}
        hasSlider
        disabled={isSaving}
        onSave={(context_window_limit) => onSave({ context_window_limit }, "The context window")}
      />
      <NumberSetting
        key={`tokens:${abilities.maxTokens}`}
        label="Longest answer"
        hint="Tokens of one reply, reasoning included."
        value={abilities.maxTokens}
        min={1}
        max={Math.max(config.context_window, abilities.maxTokens)}
        disabled={isSaving || isDemo(handle)}
        onSave={(maxTokens) => set({ maxTokens }, "The longest answer")}
      />
      <SwitchSetting
        label="Parallel tool calls"
        hint="The model may call several tools at once."
        isOn={abilities.areCallsParallel}
        disabled={isSaving}
        onChange={(areCallsParallel) => set({ areCallsParallel }, "Parallel tool calls")}
      />
      <SwitchSetting
        label="Forget the conversation after each turn"
        hint="Memory stays; earlier messages are no longer sent to the model."
        isOn={agent.message_buffer_autoclear}
        disabled={isSaving}
        onChange={(message_buffer_autoclear) => onSave({ message_buffer_autoclear }, "Forgetting")}
      />
      <TimezoneSetting
        key={agent.timezone}
        value={agent.timezone ?? "UTC"}
        onSave={(timezone) => onSave({ timezone }, "The time zone")}
      />
      <Facts agent={agent} />
    </ConfigSection>
  );
}

/** The agent's clock: what time it believes it is. */
function TimezoneSetting({ value, onSave }: { value: string; onSave: (timezone: string) => void }) {
  const listId = useId();
  return (
    <Field label="Time zone" hint="The agent tells the time in it.">
      {(control) => (
        <>
          <Input
            {...control}
            list={listId}
            defaultValue={value}
            onBlur={({ currentTarget: input }) => {
              const zone = zones().find((each) => each.toLowerCase() === input.value.trim().toLowerCase());
              if (!zone) input.value = value;
              else if (zone !== value) onSave(zone);
            }}
            onKeyDown={(key) => key.key === "Enter" && key.currentTarget.blur()}
          />
          <datalist id={listId}>
            {zones().map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

const zones = () => ["UTC", ...Intl.supportedValuesOf("timeZone")];

function Facts({ agent }: { agent: AgentState }) {
  const facts = [
    ["Agent type", agent.agent_type],
    [
      "Embedding",
      agent.embedding ?? agent.embedding_config?.handle ?? "None, archival memory is searched as text",
    ],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="wrap-anywhere text-right text-ink-muted">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
