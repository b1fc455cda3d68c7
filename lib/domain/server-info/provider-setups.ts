/** How the operator connects a provider: the environment variables that the server reads. */
export const providerSetups = [
  {
    name: "openai",
    title: "OpenAI, or any server that speaks its API",
    is_local: false,
    variables: ["OPENAI_API_KEY", "OPENAI_BASE_URL"],
    usual_url: null,
  },
  {
    name: "anthropic",
    title: "Anthropic",
    is_local: false,
    variables: ["ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"],
    usual_url: null,
  },
  {
    name: "google_ai",
    title: "Google Gemini",
    is_local: false,
    variables: ["GEMINI_API_KEY", "GEMINI_BASE_URL"],
    usual_url: null,
  },
  {
    name: "ollama",
    title: "Ollama",
    is_local: true,
    variables: ["OLLAMA_BASE_URL"],
    usual_url: "http://127.0.0.1:11434",
  },
  {
    name: "lmstudio",
    title: "LM Studio",
    is_local: true,
    variables: ["LMSTUDIO_BASE_URL"],
    usual_url: "http://127.0.0.1:1234",
  },
  {
    name: "llamacpp",
    title: "llama.cpp",
    is_local: true,
    variables: ["LLAMACPP_BASE_URL"],
    usual_url: "http://127.0.0.1:8080",
  },
  {
    name: "vllm",
    title: "vLLM",
    is_local: true,
    variables: ["VLLM_API_BASE"],
    usual_url: "http://127.0.0.1:8000",
  },
];
