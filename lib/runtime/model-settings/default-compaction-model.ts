import type { LlmConfig } from "../model-config";

/** Handle of the model that shortens an agent's history unless the agent names one: a small one of its own provider. */
export function defaultCompactionModel(config: LlmConfig): string | null {
  switch (config.provider_name ?? config.model_endpoint_type) {
    case "anthropic":
      return "anthropic/claude-haiku-4-5";
    case "openai":
      return isOpenAi(config) ? "openai/gpt-5-mini" : (config.handle ?? null);
    case "google_ai":
      return "google_ai/gemini-2.5-flash";
    case "letta":
      return "letta/auto";
    default:
      return config.handle ?? null;
  }
}

/** A server behind a base URL of its own does not have OpenAI's models. */
const isOpenAi = (config: LlmConfig) =>
  !config.model_endpoint || new URL(config.model_endpoint).hostname === "api.openai.com";
