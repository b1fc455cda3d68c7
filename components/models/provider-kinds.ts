import type { ProviderType } from "@/lib/contract/providers/schemas";

type Need = "required" | "optional";

/** A kind of provider as the form asks for it. */
export interface ProviderKind {
  type: ProviderType;
  title: string;
  /** What the key is called there, and where it is longer than one line. */
  keyLabel?: string;
  isKeyOptional?: boolean;
  baseUrl?: Need;
  urlExample?: string;
  region?: Need;
  regionLabel?: string;
  apiVersion?: Need;
  accessKey?: Need;
}

export const providerKinds: ProviderKind[] = [
  {
    type: "openai",
    title: "OpenAI, or any server that speaks its API",
    baseUrl: "optional",
    urlExample: "https://api.openai.com/v1",
  },
  { type: "anthropic", title: "Anthropic", baseUrl: "optional", urlExample: "https://api.anthropic.com" },
  { type: "google_ai", title: "Google Gemini" },
  { type: "openrouter", title: "OpenRouter" },
  { type: "mistral", title: "Mistral" },
  { type: "groq", title: "Groq" },
  { type: "xai", title: "xAI" },
  { type: "deepseek", title: "DeepSeek" },
  { type: "together", title: "Together" },
  { type: "fireworks", title: "Fireworks" },
  { type: "cerebras", title: "Cerebras" },
  { type: "zai", title: "Z.ai" },
  { type: "minimax", title: "MiniMax" },
  { type: "moonshot", title: "Moonshot (Kimi)" },
  { type: "baseten", title: "Baseten" },
  {
    type: "azure",
    title: "Azure OpenAI",
    baseUrl: "required",
    urlExample: "https://name.openai.azure.com",
    apiVersion: "optional",
  },
  {
    type: "bedrock",
    title: "Amazon Bedrock",
    keyLabel: "Secret access key, or Bedrock API key",
    accessKey: "optional",
    region: "required",
    regionLabel: "Region",
  },
  {
    type: "google_vertex",
    title: "Google Vertex",
    keyLabel: "API key, or the JSON of a service account",
    region: "optional",
    regionLabel: "Location",
  },
  {
    type: "ollama",
    title: "Ollama",
    baseUrl: "required",
    urlExample: "http://192.168.1.20:11434",
    isKeyOptional: true,
  },
  {
    type: "vllm",
    title: "vLLM",
    baseUrl: "required",
    urlExample: "http://192.168.1.20:8000",
    isKeyOptional: true,
  },
  {
    type: "sglang",
    title: "SGLang",
    baseUrl: "required",
    urlExample: "http://192.168.1.20:30000",
    isKeyOptional: true,
  },
  {
    type: "lmstudio_openai",
    title: "LM Studio",
    baseUrl: "required",
    urlExample: "http://192.168.1.20:1234",
    isKeyOptional: true,
  },
];

export const kindOf = (type: string): ProviderKind =>
  providerKinds.find((kind) => kind.type === type) ?? providerKinds[0];

/** What the form holds; empty = not given. */
export interface ProviderDraft {
  type: ProviderType;
  name: string;
  apiKey: string;
  accessKey: string;
  baseUrl: string;
  region: string;
  apiVersion: string;
}

export const emptyDraft = (type: ProviderType, takenNames: string[]): ProviderDraft => ({
  type,
  name: freeName(type, takenNames),
  apiKey: "",
  accessKey: "",
  baseUrl: "",
  region: "",
  apiVersion: "",
});

/** The name is the first part of the handles, so a short one is offered. */
export function freeName(type: string, taken: string[]): string {
  const base = type.replace("_openai", "");
  const names = [`my-${base}`, ...Array.from({ length: 98 }, (_, index) => `my-${base}-${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? "";
}

/** The fields of a request; those that the kind does not know are left out. */
export function connectionOf(draft: ProviderDraft) {
  const kind = kindOf(draft.type);
  const given = (need: Need | undefined, value: string) => (need ? value.trim() || null : null);
  return {
    api_key: draft.apiKey.trim(),
    access_key: given(kind.accessKey, draft.accessKey),
    base_url: given(kind.baseUrl, draft.baseUrl),
    region: given(kind.region, draft.region),
    api_version: given(kind.apiVersion, draft.apiVersion),
  };
}

export function isComplete(draft: ProviderDraft): boolean {
  const kind = kindOf(draft.type);
  const needed = [
    draft.name,
    kind.isKeyOptional || isOwnServer(draft) ? "-" : draft.apiKey,
    kind.baseUrl === "required" ? draft.baseUrl : "-",
    kind.region === "required" ? draft.region : "-",
  ];
  return needed.every((value) => value.trim() !== "") && !draft.name.includes("/");
}

/** A server of one's own that speaks OpenAI's API often wants no key. */
const isOwnServer = ({ type, baseUrl }: ProviderDraft) => type === "openai" && baseUrl.trim() !== "";
