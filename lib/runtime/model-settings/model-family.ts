import type { LlmConfig } from "../model-config";

/** How a model reasons, as far as its settings are concerned (runtime.md §13.5). */
export type ReasoningKind =
  /** OpenAI's reasoning models: always on, tuned by effort. */
  | "effort"
  /** Can be switched on and off, tuned by a token budget. */
  | "budget"
  /** Claude from 4.6 on: can be switched, decides itself how long to think. */
  | "adaptive"
  /** Gemini Pro: always on, tuned by a token budget. */
  | "always_budget"
  /** Can be switched on and off, nothing to tune. */
  | "toggle"
  | "none";

export function reasoningKind(config: Pick<LlmConfig, "model" | "model_endpoint_type">): ReasoningKind {
  const model = bareName(config.model);
  switch (config.model_endpoint_type) {
    case "openai":
    case "azure":
    case "chatgpt_oauth":
      return isOpenAiReasoning(model) ? "effort" : "none";
    case "anthropic":
    case "bedrock":
      return claudeReasoning(model);
    case "google_ai":
    case "google_vertex":
      return /claude/.test(model) ? claudeReasoning(model) : geminiReasoning(model);
    case "zai":
    case "zai_coding":
      return /^glm-(4\.[5-9]|[5-9])/.test(model) ? "toggle" : "none";
    case "openrouter":
      return /:thinking|reason|\br1\b|\bo[1-9]\b|gpt-5|qwq/.test(model) ? "toggle" : "none";
    case "baseten":
      return "toggle";
    default:
      return "none";
  }
}

/** `gpt-5-chat*` only talks; every other o-series or gpt-5-and-later model reasons. */
export const isOpenAiReasoning = (model: string): boolean =>
  /^(o\d|gpt-([5-9]|\d\d))/.test(bareName(model)) && !/-chat/.test(model);

/** Version of a Claude model as a number (`claude-opus-4-6` → 4.6, `claude-3-7-sonnet` → 3.7), or null. */
export function claudeVersion(model: string): number | null {
  const name = bareName(model);
  const match =
    /claude-(?:[a-z]+)-(\d)(?:-(\d))?(?!\d)/.exec(name) ?? /claude-(\d)(?:-(\d))?(?:-[a-z]|$)/.exec(name);
  return match ? Number(`${match[1]}.${match[2] ?? 0}`) : null;
}

/** Claude 4.6 and later choose their own thinking budget. */
export const isAdaptiveClaude = (model: string): boolean => (claudeVersion(model) ?? 0) >= 4.6;

/** Which vendor trained the model: reasoning signatures are only understood by the same one. */
export function vendorOf(model: string): string {
  const name = bareName(model);
  if (/claude/.test(name)) return "anthropic";
  if (/gemini|gemma/.test(name)) return "google";
  if (/^(gpt|o\d|chatgpt|codex)/.test(name)) return "openai";
  return name;
}

/** Model names may carry a path of their own (`openai/gpt-5`, `models/gemini-…`). */
export const bareName = (model: string): string => model.slice(model.lastIndexOf("/") + 1).toLowerCase();

function claudeReasoning(model: string): ReasoningKind {
  const version = claudeVersion(model);
  if (version === null || version < 3.7) return "none";
  if (isAdaptiveClaude(model)) return "adaptive";
  return /haiku/.test(model) && version < 4.5 ? "none" : "budget";
}

function geminiReasoning(model: string): ReasoningKind {
  if (/gemini-(2\.5-flash|flash)/.test(model)) return "budget";
  return /gemini-(2\.5-pro|[3-9]|pro)/.test(model) ? "always_budget" : "none";
}
