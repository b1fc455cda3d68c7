import { anthropic } from "./anthropic";
import { deepseek, groq, mistral, openrouter, together, xai } from "./compatible-vendors";
import { google } from "./google";
import { llamacpp } from "./llamacpp";
import { lmstudio } from "./lmstudio";
import type { LocalProvider } from "./local";
import { ollama } from "./ollama";
import { openai } from "./openai";
import type { Connection, Provider } from "./provider";
import { vllm } from "./vllm";

/** Providers that need a key (or, OpenAI's, a URL), by the API's `ProviderType`. */
export const hostedProviders: Record<string, (connection: Connection) => Provider> = {
  openai,
  anthropic,
  google_ai: google,
  openrouter,
  groq,
  deepseek,
  together,
  xai,
  mistral,
};

/** Servers on the user's own machine, found at their usual ports. */
export const localProviders: LocalProvider[] = [ollama, lmstudio, llamacpp, vllm];

/** Opens a provider that a user registered. Null when we cannot speak to its type. */
export function userProvider(type: string, connection: Connection): Provider | null {
  if (hostedProviders[type]) return hostedProviders[type](connection);
  if (!connection.baseUrl) return null;
  if (type === "lmstudio_openai") return lmstudio.create(connection);
  const local = localProviders.find(({ name }) => name === type);
  return local ? local.create(connection) : openai(connection);
}
