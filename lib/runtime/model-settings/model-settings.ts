import type { LlmConfig, ResponseFormat } from "../model-config";

/** The values of `model_settings.provider_type`. */
export const settingsTypes = [
  "openai",
  "sglang",
  "anthropic",
  "google_ai",
  "google_vertex",
  "azure",
  "xai",
  "zai",
  "groq",
  "deepseek",
  "together",
  "bedrock",
  "baseten",
  "openrouter",
  "chatgpt_oauth",
  "moonshot",
  "moonshot_coding",
] as const;
export type SettingsType = (typeof settingsTypes)[number];

/** The API's `model_settings`: one provider's view of the config. Which fields exist depends on `provider_type`. */
export interface ModelSettings {
  provider_type: SettingsType;
  max_output_tokens: number;
  parallel_tool_calls: boolean;
  temperature: number;
  reasoning?: { reasoning_effort?: LlmConfig["reasoning_effort"] };
  thinking?: { type?: string; budget_tokens?: number; clear_thinking?: boolean };
  thinking_config?: { include_thoughts?: boolean; thinking_budget?: number };
  response_format?: ResponseFormat | null;
  response_schema?: ResponseFormat | null;
  verbosity?: LlmConfig["verbosity"];
  effort?: LlmConfig["effort"];
  strict?: boolean;
  tool_call_parser?: string | null;
}

export const hasEffort = (type: SettingsType) => ["openai", "sglang", "chatgpt_oauth"].includes(type);
export const hasStrict = (type: SettingsType) =>
  ["openai", "sglang", "anthropic", "moonshot", "moonshot_coding"].includes(type);
export const isClaudeLike = (type: SettingsType) => ["anthropic", "moonshot_coding"].includes(type);
export const isGoogle = (type: SettingsType) => ["google_ai", "google_vertex"].includes(type);
export const hasResponseFormat = (type: SettingsType) =>
  !isGoogle(type) && !["baseten", "chatgpt_oauth"].includes(type);

/** Providers with settings of their own whose endpoint type is that of the dialect they speak. */
const byHandle: SettingsType[] = ["sglang", "moonshot", "moonshot_coding"];

/** Endpoint types without settings of their own speak OpenAI's dialect. */
export function settingsTypeOf(config: Pick<LlmConfig, "model_endpoint_type" | "handle">): SettingsType {
  const type = config.model_endpoint_type;
  const named = byHandle.find((provider) => config.handle?.startsWith(`${provider}/`));
  if (named && ["openai", "anthropic"].includes(type)) return named;
  if (type === "zai_coding") return "zai";
  return settingsTypes.find((known) => known === type) ?? "openai";
}
