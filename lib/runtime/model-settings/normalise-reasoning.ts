import type { LlmConfig } from "../model-config";
import { bareName, claudeVersion, reasoningKind } from "./model-family";

const DEFAULT_BUDGET = 1024;

/**
 * Applies an agent's `reasoning` switch (null = not given) to its config, on create and whenever it is patched.
 * What a model cannot switch stays as the model has it.
 */
export function normaliseReasoning(
  config: LlmConfig,
  reasoning: boolean | null,
  agentType: string,
): LlmConfig {
  const wanted =
    reasoning ?? Boolean(config.enable_reasoner !== false || config.put_inner_thoughts_in_kwargs);
  const base: LlmConfig = { ...config, put_inner_thoughts_in_kwargs: false };
  const kind = reasoningKind(config);
  switch (kind) {
    case "effort":
      return {
        ...base,
        enable_reasoner: true,
        reasoning_effort: config.reasoning_effort ?? defaultOpenAiEffort(config.model),
        verbosity: config.verbosity ?? (/^gpt-[5-9]/.test(bareName(config.model)) ? "medium" : null),
      };
    case "always_budget":
      return withBudget(base);
    case "budget":
      return wanted
        ? { ...withBudget(base), effort: config.effort ?? defaultClaudeEffort(config) }
        : off(base);
    case "adaptive":
      return wanted
        ? { ...base, enable_reasoner: true, effort: config.effort ?? defaultClaudeEffort(config) }
        : off(base);
    case "toggle":
      return wanted ? { ...base, enable_reasoner: true } : off(base);
    case "none":
      return {
        ...off(base),
        // Agents of the older types let a model without reasoning think in an extra tool argument.
        put_inner_thoughts_in_kwargs: wanted && agentType !== "letta_v1_agent",
      };
  }
}

const off = (config: LlmConfig): LlmConfig => ({
  ...config,
  enable_reasoner: false,
  max_reasoning_tokens: 0,
});

const withBudget = (config: LlmConfig): LlmConfig => ({
  ...config,
  enable_reasoner: true,
  max_reasoning_tokens: config.max_reasoning_tokens || DEFAULT_BUDGET,
});

function defaultOpenAiEffort(model: string): LlmConfig["reasoning_effort"] {
  const name = bareName(model);
  if (/^gpt-(5\.[1-9]|[6-9])/.test(name)) return "none";
  return /^gpt-5/.test(name) && !/codex/.test(name) ? "minimal" : "medium";
}

/** Only models that take an effort get one: Opus from 4.5, Sonnet from 4.6. */
function defaultClaudeEffort(config: LlmConfig): LlmConfig["effort"] {
  if (config.model_endpoint_type !== "anthropic") return null;
  const version = claudeVersion(config.model) ?? 0;
  const since = /opus/.test(config.model) ? 4.5 : 4.6;
  return version >= since ? "medium" : null;
}
