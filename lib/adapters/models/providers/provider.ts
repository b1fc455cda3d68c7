import type { EmbeddingModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { FetchFunction } from "@ai-sdk/provider-utils";
import { aiSdkEmbedder } from "@/lib/adapters/embeddings/ai-sdk";
import type { EmbeddingConfig, LlmConfig } from "@/lib/runtime/model-config";
import { defaultConfigFor } from "@/lib/runtime/model-settings/default-config";
import { contextWindowOf, maxOutputOf } from "@/lib/runtime/model-settings/known-models";
import type { Embedder, EmbeddingInfo, Model, ModelInfo, ProviderState } from "@/lib/runtime/ports";
import { type AiSdkModelOptions, aiSdkModel, type Opened } from "../ai-sdk";
import { getJson, type JsonRequest } from "./get-json";

/** A connected (or connectable) source of models. */
export interface Provider {
  name: string;
  /** A value of the API's `ProviderType`. */
  type: string;
  category: "base" | "byok";
  source: ProviderState["source"];
  baseUrl: string | null;
  /** What it offers now. Throws `ModelError`. */
  list(): Promise<Offer>;
  /** Where anybody may list: whether the key is good. Throws `ModelError`. */
  check?(): Promise<void>;
  openModel(config: LlmConfig): Model;
  openEmbedder(config: EmbeddingConfig): Embedder;
}

export interface Offer {
  models: ModelInfo[];
  embeddings: EmbeddingInfo[];
  /** Something the operator should know although all is well. */
  note?: string;
}

/** Where and how to reach a provider. */
export interface Connection {
  name: string;
  category: "base" | "byok";
  source: ProviderState["source"];
  /** Null = the vendor's own. */
  baseUrl: string | null;
  apiKey: string | null;
  /** AWS: the id of the key in `apiKey`. */
  accessKey?: string | null;
  /** AWS's region, Google Cloud's location. */
  region?: string | null;
  /** Of Google Cloud. */
  project?: string | null;
  apiVersion?: string | null;
  /** Ollama: tokens of the window where neither the model nor the agent sets it. */
  localWindow?: number | null;
  fetch?: FetchFunction;
  /** For listing requests. */
  listTimeoutMs: number;
  limits: Pick<AiSdkModelOptions, "firstByteTimeoutMs" | "streamTimeoutMs" | "retries" | "retryBaseMs">;
}

/** What one provider file adds to a connection. */
export interface ProviderParts {
  type: string;
  /** Value of `model_endpoint_type` and `embedding_endpoint_type`. */
  endpointType: string;
  baseUrl: string;
  /** May load the provider's library first: most servers need few of them. */
  open(config: LlmConfig, fetch: FetchFunction): Opened | Promise<Opened>;
  openEmbedding?(config: EmbeddingConfig): {
    model: EmbeddingModelV4;
    providerOptions?: SharedV4ProviderOptions;
  };
  list(tools: ListTools): Promise<Offer>;
  check?(tools: ListTools): Promise<void>;
}

/** What a provider needs to describe its models. */
export interface ListTools {
  get(path: string, request?: JsonRequest): Promise<unknown>;
  model(name: string, facts?: ListedFacts): ModelInfo;
  embedding(name: string, dim: number, displayName?: string): EmbeddingInfo;
}

export interface ListedFacts {
  displayName?: string;
  contextWindow?: number | null;
  maxOutput?: number | null;
  supportsTools?: boolean | null;
}

export function providerFrom(connection: Connection, parts: ProviderParts): Provider {
  const { name, category, source, limits } = connection;
  const context = {
    providerName: name,
    isByok: category === "byok",
    secrets: [connection.apiKey, connection.accessKey].filter((secret) => typeof secret === "string"),
  };
  const get: ListTools["get"] = (path, request) =>
    getJson(
      `${parts.baseUrl}${path}`,
      { fetch: connection.fetch, timeoutMs: connection.listTimeoutMs, ...request },
      context,
    );
  const tools: ListTools = {
    get,
    model: (model, facts) => modelInfo(connection, parts, model, facts),
    embedding: (model, dim, displayName) => embeddingInfo(connection, parts, { model, dim, displayName }),
  };
  const { check } = parts;
  return {
    name,
    type: parts.type,
    category,
    source,
    baseUrl: parts.baseUrl,
    list: () => parts.list(tools),
    ...(check && { check: () => check(tools) }),
    openModel: (config) =>
      aiSdkModel((fetch) => parts.open(config, fetch), config, {
        ...context,
        ...limits,
        fetch: connection.fetch,
      }),
    openEmbedder(config) {
      if (!parts.openEmbedding) throw new Error(`Provider '${name}' has no embedding models`);
      const { model, providerOptions } = parts.openEmbedding(config);
      return aiSdkEmbedder(model, config, {
        ...context,
        providerOptions,
        retries: limits.retries,
        retryBaseMs: limits.retryBaseMs,
      });
    },
  };
}

function modelInfo(
  connection: Connection,
  parts: ProviderParts,
  model: string,
  facts: ListedFacts = {},
): ModelInfo {
  const maxContextWindow = facts.contextWindow ?? contextWindowOf(model);
  const config = defaultConfigFor({
    model,
    displayName: facts.displayName ?? model,
    endpointType: parts.endpointType,
    endpoint: parts.baseUrl,
    providerName: connection.name,
    providerCategory: connection.category,
    maxContextWindow,
    maxOutputTokens: facts.maxOutput,
  });
  return {
    handle: config.handle ?? model,
    displayName: facts.displayName ?? model,
    providerName: connection.name,
    providerType: parts.type,
    providerCategory: connection.category,
    maxContextWindow,
    maxOutputTokens: facts.maxOutput ?? maxOutputOf(model) ?? Math.min(maxContextWindow, 16_384),
    supportsTools: facts.supportsTools ?? null,
    isDemo: false,
    config,
  };
}

function embeddingInfo(
  connection: Connection,
  parts: ProviderParts,
  { model, dim, displayName = model }: { model: string; dim: number; displayName?: string },
): EmbeddingInfo {
  const handle = `${connection.name}/${model}`;
  return {
    handle,
    displayName,
    providerName: connection.name,
    providerType: parts.type,
    config: {
      embedding_endpoint_type: parts.endpointType,
      embedding_endpoint: parts.baseUrl,
      embedding_model: model,
      embedding_dim: dim,
      embedding_chunk_size: 300,
      handle,
      batch_size: 32,
      azure_endpoint: null,
      azure_version: null,
      azure_deployment: null,
    },
  };
}
