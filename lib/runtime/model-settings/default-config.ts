import type { LlmConfig } from "../model-config";
import { DEFAULT_CONTEXT_WINDOW_CAP } from "./known-models";
import { bareName, claudeVersion } from "./model-family";

/** What a provider knows of one of its models. */
export interface ModelFacts {
  model: string;
  displayName: string;
  endpointType: string;
  endpoint: string | null;
  providerName: string;
  providerCategory: "base" | "byok";
  maxContextWindow: number;
  maxOutputTokens?: number | null;
  /** Handle when it is not `<provider name>/<model>`. */
  handle?: string;
}

/** The config an agent starts from when it names only a handle. The window is the model's own; see `contextWindowFor`. */
export function defaultConfigFor(facts: ModelFacts): LlmConfig {
  return {
    model: facts.model,
    display_name: facts.displayName,
    model_endpoint_type: facts.endpointType,
    model_endpoint: facts.endpoint,
    provider_name: facts.providerName,
    provider_category: facts.providerCategory,
    model_wrapper: null,
    context_window: facts.maxContextWindow,
    put_inner_thoughts_in_kwargs: false,
    handle: facts.handle ?? `${facts.providerName}/${facts.model}`,
    temperature: 1,
    max_tokens: fittingMaxTokens(facts),
    enable_reasoner: true,
    reasoning_effort: null,
    max_reasoning_tokens: 0,
    effort: null,
    frequency_penalty: null,
    compatibility_type: null,
    verbosity: isGpt5(facts) ? "medium" : null,
    tier: null,
    parallel_tool_calls: false,
    response_format: null,
    strict: false,
    return_logprobs: false,
    top_logprobs: null,
    return_token_ids: false,
    tool_call_parser: null,
  };
}

/** Tokens of the window an agent may use: what it asked for, unchecked, else the model's own up to the server's cap. */
export const contextWindowFor = (
  maxContextWindow: number,
  { limit, cap = DEFAULT_CONTEXT_WINDOW_CAP }: { limit?: number | null; cap?: number } = {},
): number => limit ?? Math.min(maxContextWindow, cap);

/** Fills what a caller left out of an `llm_config` of its own. Given values stay. */
export function completeConfig(config: LlmConfig): LlmConfig {
  const completed = { ...config };
  completed.max_tokens ??= maxTokensWhenAbsent(bareName(config.model));
  if (isGpt5({ model: config.model, endpointType: config.model_endpoint_type }))
    completed.verbosity ??= "medium";
  return completed;
}

/** Default length limit of one answer (resources.md §7.2). */
export function defaultMaxTokens(endpointType: string, model: string): number {
  const name = bareName(model);
  switch (endpointType) {
    case "openai":
      return isLongGpt5(name) ? 128_000 : 16_384;
    case "anthropic":
      return claudeMaxTokens(name);
    case "google_ai":
    case "google_vertex":
      return /gemini-(2\.5|[3-9])/.test(name) ? 65_536 : 8_192;
    case "chatgpt_oauth":
      if (/^gpt-5/.test(name)) return 128_000;
      return /^o\d/.test(name) ? 100_000 : 16_384;
    default:
      return 4_096;
  }
}

function claudeMaxTokens(name: string): number {
  if (!/opus|sonnet/.test(name)) return 8_192;
  return (claudeVersion(name) ?? 0) >= 4.6 ? 21_000 : 16_384;
}

/** A small local model must keep room for its prompt: servers refuse a limit that does not fit the window. */
function fittingMaxTokens({ endpointType, model, maxContextWindow, maxOutputTokens }: ModelFacts): number {
  const wanted = Math.min(defaultMaxTokens(endpointType, model), maxOutputTokens ?? Number.POSITIVE_INFINITY);
  return wanted > maxContextWindow / 2 ? Math.max(256, Math.floor(maxContextWindow / 4)) : wanted;
}

function maxTokensWhenAbsent(name: string): number | null {
  if (isLongGpt5(name)) return 128_000;
  if (/^gpt-5/.test(name)) return 16_384;
  return /^gpt-4\.1/.test(name) ? 8_192 : null;
}

const isLongGpt5 = (name: string) => /^gpt-5\.[2-9](?!.*-chat)/.test(name);

const isGpt5 = ({ model, endpointType }: { model: string; endpointType: string }) =>
  ["openai", "azure", "chatgpt_oauth"].includes(endpointType) && /^gpt-[5-9]/.test(bareName(model));
