import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

export interface MessageEmbeddingModel {
  config: EmbeddingConfig;
  /** As stored beside each vector: another name means that it must be made again. */
  model: string;
  /** Similarity under which texts have nothing to do with each other. */
  scoreMin: number;
}

/** What unrelated sentences have in common for the built-in model; others are not measured, and not cut. */
const builtInScoreMin = 0.3;

/**
 * What messages are embedded with: the configured model, else the built-in one. Never another provider's unasked:
 * what people say to their agents would leave the machine.
 * @throws AppError `not_found` for a configured model that nobody has
 */
export async function messageEmbedding(ctx: Context): Promise<MessageEmbeddingModel> {
  const models = await ctx.models.listEmbeddingModels(ctx.actor.organizationId);
  const handle = ctx.settings.messageEmbeddingHandle;
  const info = handle
    ? models.find((model) => model.handle === handle)
    : models.find(({ handle: name }) => name.startsWith("local/"));
  if (!info) throw new AppError("not_found", `No embedding model '${handle ?? "local/…"}' for messages`);
  const { config } = info;
  const isBuiltIn = config.embedding_model.startsWith("builtin/use-lite-hash");
  return {
    config,
    model: `${info.handle} ${config.embedding_model}`,
    scoreMin: isBuiltIn ? builtInScoreMin : -1,
  };
}
