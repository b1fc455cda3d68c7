import { ProviderType } from "@/lib/contract/providers/schemas";

/** In the order that model lists have. */
const order = [
  "letta",
  "openai",
  "anthropic",
  "ollama",
  "google_ai",
  "google_vertex",
  "azure",
  "groq",
  "together",
  "vllm",
  "bedrock",
  "deepseek",
  "xai",
  "lmstudio_openai",
  "zai",
  "zai_coding",
  "openrouter",
];

const known = new Set<string>(ProviderType.options);

/** The API's word for a provider; what it has no word for speaks OpenAI's dialect. */
export function contractProviderType(type: string): ProviderType {
  if (known.has(type)) return type as ProviderType;
  return type.startsWith("lmstudio") ? "lmstudio_openai" : "openai";
}

export function providerRank(type: string): number {
  const rank = order.indexOf(type.startsWith("lmstudio") ? "lmstudio_openai" : type);
  return rank < 0 ? order.length : rank;
}
