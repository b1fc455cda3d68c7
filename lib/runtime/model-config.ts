/** Everything that selects and shapes one model call: the API's `llm_config`, stored on the agent. */
export interface LlmConfig {
  model: string;
  display_name?: string | null;
  /** Dialect of the endpoint (`openai`, `anthropic`, `google_ai`, `ollama`, `vllm`, `lmstudio`, …). */
  model_endpoint_type: string;
  model_endpoint?: string | null;
  provider_name?: string | null;
  provider_category?: "base" | "byok" | null;
  model_wrapper?: string | null;
  /** Tokens of the whole window that this agent may use. */
  context_window: number;
  put_inner_thoughts_in_kwargs?: boolean | null;
  /** `<provider name>/<model name>`; the model part may contain slashes. */
  handle?: string | null;
  temperature?: number;
  max_tokens?: number | null;
  enable_reasoner?: boolean;
  reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | null;
  /** Reasoning budget in tokens; 0 = none given. */
  max_reasoning_tokens?: number;
  effort?: "low" | "medium" | "high" | "max" | null;
  frequency_penalty?: number | null;
  compatibility_type?: "gguf" | "mlx" | null;
  verbosity?: "low" | "medium" | "high" | null;
  tier?: string | null;
  parallel_tool_calls?: boolean | null;
  response_format?: ResponseFormat | null;
  strict?: boolean;
  return_logprobs?: boolean;
  top_logprobs?: number | null;
  return_token_ids?: boolean;
  tool_call_parser?: string | null;
}

export type ResponseFormat =
  | { type: "text" }
  | { type: "json_object" }
  | { type: "json_schema"; json_schema: Record<string, unknown> };

/** The API's `embedding_config`. */
export interface EmbeddingConfig {
  embedding_endpoint_type: string;
  embedding_endpoint?: string | null;
  embedding_model: string;
  embedding_dim: number;
  embedding_chunk_size?: number | null;
  handle?: string | null;
  batch_size?: number;
  azure_endpoint?: string | null;
  azure_version?: string | null;
  azure_deployment?: string | null;
}
