import type { AgentState } from "@/lib/contract/agents/schemas";
import type { ModelSettings } from "@/lib/contract/models/settings";

type Subject = Pick<AgentState, "model" | "model_settings" | "llm_config">;

/** How a model's thinking can be set, as far as its settings say. */
export type ReasoningAbility =
  | { kind: "none" }
  | { kind: "effort"; value: string; efforts: readonly string[] }
  /** Can be switched; `budget` and `effort` are null where the model does not take them. */
  | { kind: "switch"; isOn: boolean; budget: number | null; effort: string | null };

export interface ModelAbilities {
  reasoning: ReasoningAbility;
  /** Null where the model chooses for itself. */
  temperature: { value: number; max: number } | null;
  maxTokens: number;
  areCallsParallel: boolean;
}

const openAiEfforts = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
export const claudeEfforts = ["low", "medium", "high", "max"] as const;
/** Providers whose models may think without having settings for it. */
const switchable = new Set(["openrouter", "baseten", "bedrock"]);

export function abilitiesOf({ model_settings, llm_config }: Subject): ModelAbilities {
  const reasoning = reasoningOf({ model_settings, llm_config });
  const type = model_settings?.provider_type ?? "openai";
  const isWarm = type === "anthropic" || type === "bedrock" || type === "moonshot_coding";
  return {
    reasoning,
    temperature: reasoning.kind === "effort" ? null : { value: llm_config.temperature, max: isWarm ? 1 : 2 },
    maxTokens: llm_config.max_tokens ?? model_settings?.max_output_tokens ?? 4_096,
    areCallsParallel: llm_config.parallel_tool_calls ?? false,
  };
}

function reasoningOf({
  model_settings: settings,
  llm_config: config,
}: Omit<Subject, "model">): ReasoningAbility {
  if (!settings) return { kind: "none" };
  const isOn = config.enable_reasoner;
  switch (settings.provider_type) {
    case "openai":
    case "sglang":
    case "chatgpt_oauth":
      if (!isOn) return { kind: "none" };
      return { kind: "effort", value: settings.reasoning.reasoning_effort, efforts: openAiEfforts };
    case "anthropic":
    case "moonshot_coding":
      return {
        kind: "switch",
        isOn,
        budget: isOn && !settings.effort ? settings.thinking.budget_tokens : null,
        effort: isOn ? settings.effort : null,
      };
    case "google_ai":
    case "google_vertex": {
      const { include_thoughts, thinking_budget } = settings.thinking_config;
      return {
        kind: "switch",
        isOn: include_thoughts,
        budget: include_thoughts ? thinking_budget : null,
        effort: null,
      };
    }
    case "zai":
      return { kind: "switch", isOn, budget: null, effort: null };
    default:
      return switchable.has(settings.provider_type)
        ? { kind: "switch", isOn, budget: null, effort: null }
        : { kind: "none" };
  }
}

export interface ModelChange {
  effort?: string;
  isThinking?: boolean;
  budget?: number;
  temperature?: number;
  maxTokens?: number;
  areCallsParallel?: boolean;
}

/**
 * The settings with one of them changed. What is left out of `model_settings` falls back to the provider's default, so
 * the others go along as they are; two of them are always told wrong and are taken from the config instead.
 */
export function settingsWith(
  { model_settings, llm_config }: Subject,
  change: ModelChange,
): ModelSettings | null {
  if (!model_settings) return null;
  const { max_output_tokens, ...rest } = model_settings;
  const settings = {
    ...rest,
    parallel_tool_calls: change.areCallsParallel ?? llm_config.parallel_tool_calls ?? false,
    temperature: change.temperature ?? llm_config.temperature,
    ...(change.maxTokens === undefined
      ? llm_config.max_tokens !== null && { max_output_tokens }
      : { max_output_tokens: change.maxTokens }),
    ...("response_format" in rest && { response_format: llm_config.response_format }),
    ...reasoningWith(model_settings, change),
  };
  // One member of the union with some of its own fields replaced.
  return settings as ModelSettings;
}

function reasoningWith(settings: ModelSettings, { effort, isThinking, budget }: ModelChange): object {
  if ("reasoning" in settings) return effort === undefined ? {} : { reasoning: { reasoning_effort: effort } };
  if ("thinking_config" in settings)
    return {
      thinking_config: {
        include_thoughts: isThinking ?? settings.thinking_config.include_thoughts,
        thinking_budget: budget ?? settings.thinking_config.thinking_budget,
      },
    };
  if (!("thinking" in settings)) return {};
  return {
    thinking: {
      ...settings.thinking,
      ...(isThinking !== undefined && { type: isThinking ? "enabled" : "disabled" }),
      ...(budget !== undefined && { budget_tokens: budget }),
    },
    ...(effort !== undefined && { effort }),
  };
}
