import { anthropic } from "./anthropic";
import { azure } from "./azure";
import { bedrock } from "./bedrock";
import { compatibleVendors } from "./compatible-vendors";
import { google } from "./google";
import { kimiCoding } from "./kimi-coding";
import { llamacpp } from "./llamacpp";
import { lmstudio } from "./lmstudio";
import type { LocalProvider } from "./local";
import { mistral } from "./mistral";
import { ollama } from "./ollama";
import { openai } from "./openai";
import type { Connection, Provider } from "./provider";
import { sglang, vllm } from "./served";
import { vertex } from "./vertex";

/** Providers that need a key (or, OpenAI's, a URL), by the API's `ProviderType`. */
export const hostedProviders: Record<string, (connection: Connection) => Provider> = {
  ...compatibleVendors,
  openai,
  anthropic,
  google_ai: google,
  google_vertex: vertex,
  azure,
  bedrock,
  mistral,
  moonshot_coding: kimiCoding,
};

/** Servers on the user's own machine, found at their usual ports. */
export const localProviders: LocalProvider[] = [ollama, lmstudio, llamacpp, vllm, sglang];

/** Opens a provider that a user registered. Null when we cannot speak to its type. */
export function userProvider(type: string, connection: Connection): Provider | null {
  if (type === "lmstudio_openai" && connection.baseUrl) return lmstudio.create(connection);
  const local = localProviders.find(({ name }) => name === type);
  if (local) return connection.baseUrl ? local.create(connection) : null;
  if (Object.hasOwn(hostedProviders, type)) return hostedProviders[type](connection);
  return connection.baseUrl ? openai(connection) : null;
}
