import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { ModelError } from "@/lib/runtime/model-error";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

/**
 * One vector for each text. Call it outside of transactions: it asks another service.
 * @throws AppError `unavailable` when the embedding model does not answer
 */
export async function embedTexts(
  ctx: Context,
  config: EmbeddingConfig,
  texts: string[],
  options: { signal?: AbortSignal } = {},
): Promise<number[][]> {
  if (texts.length === 0) return [];
  try {
    const embedder = await ctx.models.openEmbedder(ctx.actor.organizationId, config);
    return await embedder.embed(texts, options);
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause;
    const name = config.handle ?? config.embedding_model;
    throw new AppError("unavailable", `The embedding model '${name}' failed: ${cause.message}`, { cause });
  }
}

/** A vector as the database reads it. */
export const vectorText = (vector: number[]) => `[${vector.join(",")}]`;
