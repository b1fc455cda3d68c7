import type { EmbeddingModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { ModelError } from "@/lib/runtime/model-error";
import type { Embedder } from "@/lib/runtime/ports";
import { type ErrorContext, toModelError } from "../models/errors";
import { pause, pauseBeforeRetry } from "../models/retries";

export interface AiSdkEmbedderOptions extends ErrorContext {
  providerOptions?: SharedV4ProviderOptions;
  timeoutMs?: number;
  retries?: number;
  retryBaseMs?: number;
}

/** Embeds through any provider the AI SDK speaks to, in batches, with the same errors and retries as its models. */
export function aiSdkEmbedder(
  model: EmbeddingModelV4,
  config: EmbeddingConfig,
  options: AiSdkEmbedderOptions,
): Embedder {
  return {
    config,
    async embed(texts, { signal } = {}) {
      const size = Math.max(1, Math.min(config.batch_size ?? 32, (await model.maxEmbeddingsPerCall) ?? 32));
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += size)
        vectors.push(...(await embedBatch(model, config, options, texts.slice(start, start + size), signal)));
      return vectors;
    },
  };
}

async function embedBatch(
  model: EmbeddingModelV4,
  config: EmbeddingConfig,
  options: AiSdkEmbedderOptions,
  values: string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<number[][]> {
  const limits = { retries: options.retries ?? 2, baseMs: options.retryBaseMs ?? 500 };
  for (let attempt = 0; ; attempt++) {
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs ?? 60_000)]);
    try {
      const { embeddings } = await model.doEmbed({
        values: values.map(embeddable),
        abortSignal,
        providerOptions: options.providerOptions,
      });
      return checked(embeddings, values.length, config).map(unitLength);
    } catch (cause) {
      signal.throwIfAborted();
      const error = toModelError(cause, options);
      const waitMs = pauseBeforeRetry(error, attempt, limits);
      if (waitMs === null) throw error;
      await pause(waitMs, signal);
    }
  }
}

/** A vector of another length would be stored as if it fitted, and never be found again. */
function checked(vectors: number[][], count: number, config: EmbeddingConfig): number[][] {
  const wrong = vectors.find((vector) => vector.length !== config.embedding_dim);
  if (vectors.length === count && !wrong) return vectors;
  const problem = wrong
    ? `${wrong.length} numbers instead of ${config.embedding_dim}`
    : `${vectors.length} vectors for ${count} texts`;
  throw new ModelError(
    "invalid_response",
    `The embedding model ${config.embedding_model} returned ${problem}`,
  );
}

/** Providers refuse texts without content. */
const embeddable = (text: string) => (text.trim() === "" ? "-" : text);

function unitLength(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
