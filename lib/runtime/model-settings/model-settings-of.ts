import type { LlmConfig } from "../model-config";
import {
  hasEffort,
  hasResponseFormat,
  hasStrict,
  isClaudeLike,
  isGoogle,
  type ModelSettings,
  settingsTypeOf,
} from "./model-settings";

/**
 * The `model_settings` of a response, derived from the config as it is. Upstream's echo is kept where clients assert
 * it: `parallel_tool_calls` always reads true and `response_format` null.
 */
export function modelSettingsOf(config: LlmConfig): ModelSettings {
  const type = settingsTypeOf(config);
  const settings: ModelSettings = {
    provider_type: type,
    max_output_tokens: config.max_tokens ?? (isGoogle(type) ? 65_536 : 4_096),
    parallel_tool_calls: true,
    temperature: config.temperature ?? 1,
  };
  if (hasResponseFormat(type)) settings.response_format = null;
  if (isGoogle(type)) settings.response_schema = null;
  if (hasStrict(type)) settings.strict = config.strict ?? false;
  if (hasEffort(type))
    settings.reasoning = {
      reasoning_effort: config.reasoning_effort ?? (type === "chatgpt_oauth" ? "medium" : "minimal"),
    };
  if (type === "sglang") settings.tool_call_parser = config.tool_call_parser ?? null;
  if (type === "zai") settings.thinking = { type: switchOf(config), clear_thinking: false };
  if (isClaudeLike(type)) {
    settings.thinking = { type: switchOf(config), budget_tokens: config.max_reasoning_tokens || 1024 };
    settings.verbosity = config.verbosity ?? null;
    settings.effort = config.effort ?? null;
  }
  if (isGoogle(type)) {
    const budget = config.max_reasoning_tokens ?? 0;
    settings.thinking_config = { include_thoughts: budget > 0, thinking_budget: budget || 1024 };
  }
  return settings;
}

const switchOf = (config: LlmConfig) => (config.enable_reasoner === false ? "disabled" : "enabled");
