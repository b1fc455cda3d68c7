import type { RunEvent } from "./events";
import type { Message, ToolReturnContent } from "./messages";
import type { EmbeddingConfig, LlmConfig, ResponseFormat } from "./model-config";

/** A tool as the model sees it. `parameters` is JSON Schema of an object. */
export interface ToolSpec {
  name: string;
  description: string;
  parameters: Record<string, unknown>;
  strict?: boolean;
}

export type ToolChoice = "auto" | "required" | "none" | { name: string };

export interface ModelRequest {
  /** Index 0 is the system message; roles and order are as stored. The adapter converts to the provider's dialect. */
  messages: Message[];
  tools: ToolSpec[];
  toolChoice: ToolChoice;
  parallelToolCalls: boolean;
  responseFormat?: ResponseFormat | null;
  signal: AbortSignal;
}

/** Tokens as the provider counts them; null = not reported. `input` includes cached tokens, `output` includes reasoning. */
export interface ModelUsage {
  input: number;
  output: number;
  total: number;
  cachedInput: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
}

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "error" | "other";

/**
 * What one model call yields, in order. Text, reasoning and tool arguments come as increments; `finish` is last
 * and comes once. A call's increments all follow its `tool_call_start`.
 */
export type ModelPart =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string; signature?: string | null }
  | { type: "redacted_reasoning"; data: string }
  /** The model thought but does not show it; the signature, if any, is for sending back. */
  | { type: "omitted_reasoning"; signature?: string | null }
  | { type: "tool_call_start"; id: string; name: string }
  | { type: "tool_call_delta"; id: string; arguments: string }
  | { type: "finish"; reason: FinishReason; usage: ModelUsage; trace?: ModelTrace };

/** The exact bodies exchanged with the provider, for the step's trace. No credentials in them. */
export interface ModelTrace {
  request: Record<string, unknown>;
  response: Record<string, unknown>;
}

/**
 * One call to a language model. Adapters never loop, never run tools and never retry after the first part.
 * They throw `ModelError` and nothing else; after an abort they may throw anything.
 */
export interface Model {
  config: LlmConfig;
  stream(request: ModelRequest): AsyncIterable<ModelPart>;
  /** The body that `stream` would send, without sending it. */
  preview(request: ModelRequest): Promise<Record<string, unknown>>;
}

/** Turns texts into vectors of `config.embedding_dim` numbers. Throws `ModelError`. */
export interface Embedder {
  config: EmbeddingConfig;
  embed(texts: string[], options?: { signal?: AbortSignal }): Promise<number[][]>;
}

/** A language model that a provider offers. `config` is complete but for what the agent chooses. */
export interface ModelInfo {
  handle: string;
  displayName: string;
  providerName: string;
  providerType: string;
  providerCategory: "base" | "byok";
  /** The model's own maximum, in tokens, before any cap of ours. */
  maxContextWindow: number;
  maxOutputTokens: number;
  /** True when the provider lists the model as able to call tools; null when it does not say. */
  supportsTools: boolean | null;
  /** True for the rule model that stands in while no real model is connected. */
  isDemo: boolean;
  config: LlmConfig;
}

export interface EmbeddingInfo {
  handle: string;
  displayName: string;
  providerName: string;
  providerType: string;
  config: EmbeddingConfig;
}

/** State of one provider, for the models page: what was probed, whether it answered. */
export interface ProviderState {
  name: string;
  type: string;
  category: "base" | "byok";
  /** `env` (a key or URL was set), `probe` (found at its usual local port), `built-in` or `database`. */
  source: "env" | "probe" | "built-in" | "database";
  baseUrl: string | null;
  status: "ok" | "unreachable" | "unauthorized" | "error";
  /** Public, without secrets. */
  message: string | null;
  checkedAt: string;
  modelCount: number;
}

/** A provider that a user registered, its keys opened. What a field means depends on the type. */
export interface RegisteredProvider {
  name: string;
  provider_type: string;
  api_key: string | null;
  /** AWS: the id of the key in `api_key`. */
  access_key: string | null;
  base_url: string | null;
  region: string | null;
  api_version: string | null;
}

/** Everything the server can think and embed with. Unreachable providers contribute nothing and never throw here. */
export interface ModelCatalog {
  listModels(organizationId: string): Promise<ModelInfo[]>;
  listEmbeddingModels(organizationId: string): Promise<EmbeddingInfo[]>;
  providerStates(organizationId: string): Promise<ProviderState[]>;
  /** Asks every provider again, or only the one of this name. */
  refresh(organizationId: string, providerName?: string): Promise<void>;
  /** Asks a provider, registered or not, whether it takes its key. Throws `ModelError` when it refuses. */
  check(provider: RegisteredProvider): Promise<{ models: ModelInfo[]; embeddings: EmbeddingInfo[] }>;
  /** Opens the model that a stored config names; throws `ModelError("not_found")` when its provider is gone. */
  openModel(organizationId: string, config: LlmConfig): Promise<Model>;
  openEmbedder(organizationId: string, config: EmbeddingConfig): Promise<Embedder>;
}

export interface ToolInvocation {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
}

/** What a tool gave. `value` is the tool's own return, before the envelope of runtime.md §3.7. */
export interface ToolOutcome {
  status: "success" | "error";
  value: ToolReturnContent | Record<string, unknown> | unknown[];
  /** The value as JSON, where `value` is how its language writes it. */
  returned?: unknown;
  stdout: string[];
  stderr: string[];
  /** What the tool gave stands in the system message: the next step must see that as it is now. */
  refreshesSystem?: boolean;
}

/** A tool attached to the agent, with what the loop must know of it. */
export interface AttachedTool {
  /** `tool-…`, or null for a client-side tool. */
  id: string | null;
  spec: ToolSpec;
  canRunInParallel: boolean;
  /** Running a call a second time changes nothing more. */
  isIdempotent?: boolean;
  returnCharLimit: number;
}

/** Runs one tool call of this agent. A failing tool is an outcome, not an exception. */
export interface ToolRunner {
  tools: AttachedTool[];
  run(call: ToolInvocation, options: { signal: AbortSignal; stepId: string }): Promise<ToolOutcome>;
}

/** The text of an uploaded file of a media type we read. Throws an `AppError` whose message people may read. */
export type FileParser = (
  bytes: Uint8Array,
  mediaType: string,
  options?: { signal?: AbortSignal },
) => Promise<string>;

export interface Ids {
  next(prefix: string): string;
}

export interface Clock {
  now(): Date;
}

export interface LoggedEvent {
  seq: number;
  event: RunEvent;
}

/** The ordered record of a run: append while it runs, read from any point, now or later. */
export interface RunLog {
  /** Numbers the event, makes it visible to local readers at once and durable within ~50 ms. One writer per run. */
  append(runId: string, event: RunEvent): number;
  /** Makes `append` go on behind what is stored, and refuses what an earlier writer still sends. */
  resume(runId: string): Promise<void>;
  /** Resolves when everything appended so far is durable. Throws `LeaseLost` when another process writes the run. */
  flush(runId: string): Promise<void>;
  /** This process writes the run no more: its readers go on with what is stored. */
  abandon(runId: string): void;
  /** Yields every event after `after`, then waits for more until the run's `stopped` event, the signal or the log's end. */
  read(runId: string, options: ReadOptions): AsyncIterable<LoggedEvent>;
  /** Yields what is stored and ends; for runs that nobody writes any more. */
  readStored(runId: string): AsyncIterable<LoggedEvent>;
}

export interface ReadOptions {
  after: number;
  signal: AbortSignal;
  /** Withholds what a crash could still undo: for readers who will come back and name the number they had. */
  onlyStored?: boolean;
}
