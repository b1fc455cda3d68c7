const names: Record<string, string> = {
  anthropic: "Anthropic",
  demo: "Demo",
  google_ai: "Google Gemini",
  llamacpp: "llama.cpp",
  lmstudio: "LM Studio",
  local: "Built-in embedder",
  ollama: "Ollama",
  openai: "OpenAI",
  vllm: "vLLM",
};

/** What people call a provider; one that was added over the API has the name it was given. */
export const providerName = (name: string) => names[name] ?? name;
