import { z } from "zod";
import { datetime, deprecated, orNull } from "../common";

export const ProviderCategory = z.enum(["base", "byok"]).meta({ id: "ProviderCategory" });
export type ProviderCategory = z.output<typeof ProviderCategory>;

export const ProviderType = z
  .enum([
    "anthropic",
    "azure",
    "baseten",
    "bedrock",
    "cerebras",
    "chatgpt_oauth",
    "deepseek",
    "fireworks",
    "google_ai",
    "google_vertex",
    "groq",
    "hugging-face",
    "letta",
    "lmstudio_openai",
    "minimax",
    "mistral",
    "ollama",
    "openai",
    "together",
    "vllm",
    "sglang",
    "openrouter",
    "xai",
    "zai",
    "zai_coding",
    "moonshot",
    "moonshot_coding",
  ])
  .meta({ id: "ProviderType" });
export type ProviderType = z.output<typeof ProviderType>;

export const Provider = z
  .object({
    id: orNull(z.string()),
    name: z.string(),
    provider_type: ProviderType,
    provider_category: ProviderCategory,
    api_key: deprecated(orNull(z.string())),
    base_url: orNull(z.string()),
    access_key: deprecated(orNull(z.string())),
    region: orNull(z.string()),
    api_version: orNull(z.string()),
    updated_at: orNull(datetime),
    last_synced: orNull(datetime),
    api_key_enc: orNull(z.string()),
    access_key_enc: orNull(z.string()),
  })
  .meta({ id: "Provider" });
export type Provider = z.output<typeof Provider>;

export const ProviderCheck = z
  .object({
    provider_type: ProviderType,
    api_key: z.string(),
    access_key: z.string().nullish(),
    region: z.string().nullish(),
    base_url: z.string().nullish(),
    api_version: z.string().nullish(),
  })
  .meta({ id: "ProviderCheck" });
export type ProviderCheck = z.output<typeof ProviderCheck>;

export const ProviderCreate = z
  .strictObject({
    name: z.string(),
    provider_type: ProviderType,
    api_key: z.string(),
    access_key: z.string().nullish(),
    region: z.string().nullish(),
    base_url: z.string().nullish(),
    api_version: z.string().nullish(),
  })
  .meta({ id: "ProviderCreate" });
export type ProviderCreate = z.output<typeof ProviderCreate>;

export const ProviderUpdate = z
  .strictObject({
    api_key: z.string(),
    access_key: z.string().nullish(),
    region: z.string().nullish(),
    base_url: z.string().nullish(),
    api_version: z.string().nullish(),
  })
  .meta({ id: "ProviderUpdate" });
export type ProviderUpdate = z.output<typeof ProviderUpdate>;
