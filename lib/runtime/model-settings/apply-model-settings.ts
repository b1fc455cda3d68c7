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
 * Lays supplied settings over a config (resources.md §7.2). Fields that the caller left out count with the settings'
 * own defaults, except the length limit, which only counts when the request named it: pass those names as `explicitKeys`.
 */
export function applyModelSettings(
  config: LlmConfig,
  settings: Partial<ModelSettings>,
  explicitKeys: Iterable<string> = Object.keys(settings),
): LlmConfig {
  const type = settings.provider_type ?? settingsTypeOf(config);
  const explicit = new Set(explicitKeys);
  const isWarm = isClaudeLike(type);
  const next: LlmConfig = {
    ...config,
    temperature: settings.temperature ?? (isWarm ? 1 : 0.7),
    parallel_tool_calls: settings.parallel_tool_calls ?? true,
    strict: hasStrict(type) ? (settings.strict ?? ["openai", "sglang"].includes(type)) : false,
  };
  if (explicit.has("max_output_tokens") && settings.max_output_tokens !== undefined)
    next.max_tokens = settings.max_output_tokens;
  if (hasResponseFormat(type)) next.response_format = settings.response_format ?? null;
  if (hasEffort(type))
    next.reasoning_effort =
      settings.reasoning?.reasoning_effort ?? (type === "chatgpt_oauth" ? "medium" : "high");
  if (type === "sglang") next.tool_call_parser = settings.tool_call_parser ?? null;
  if (isClaudeLike(type) || type === "zai") applyThinking(next, settings, explicit);
  if (isGoogle(type)) {
    next.response_format = settings.response_schema ?? null;
    next.max_reasoning_tokens = thoughtBudget(settings.thinking_config);
  }
  return next;
}

function applyThinking(config: LlmConfig, settings: Partial<ModelSettings>, explicit: Set<string>) {
  const isOff = settings.thinking?.type === "disabled";
  if (explicit.has("thinking")) config.enable_reasoner = !isOff;
  if (settings.provider_type === "zai") return;
  config.max_reasoning_tokens = isOff ? 0 : (settings.thinking?.budget_tokens ?? 1024);
  if (explicit.has("verbosity")) config.verbosity = settings.verbosity ?? null;
  if (explicit.has("effort")) config.effort = settings.effort ?? null;
}

const thoughtBudget = (thinking: ModelSettings["thinking_config"]) =>
  thinking?.include_thoughts === false ? 0 : (thinking?.thinking_budget ?? 1024);
