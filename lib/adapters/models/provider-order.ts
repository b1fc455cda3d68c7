interface Listed {
  providerName: string;
  handle: string;
  isDemo?: boolean;
}

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
  "lmstudio",
  "zai",
  "zai_coding",
  "openrouter",
];

/** The order of the model lists: by provider, then by name; the demo comes after everything real. */
export function byProvider(a: Listed, b: Listed): number {
  return rank(a) - rank(b) || compare(a.providerName, b.providerName) || compare(a.handle, b.handle);
}

function rank({ providerName, isDemo }: Listed): number {
  if (isDemo) return order.length + 1;
  const index = order.indexOf(providerName);
  return index < 0 ? order.length : index;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
