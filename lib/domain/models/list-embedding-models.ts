import type { z } from "zod";
import type { EmbeddingModel } from "@/lib/contract/models/schemas";
import type { EmbeddingInfo } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { contractProviderType, providerRank } from "./provider-type";

type EmbeddingBody = z.input<typeof EmbeddingModel>;

/** The embedding models that can be chosen now, in the order of `listModels`. */
export async function listEmbeddingModels(ctx: Context): Promise<EmbeddingBody[]> {
  const models = await ctx.models.listEmbeddingModels(ctx.actor.organizationId);
  return [...models].sort(byProvider).map(toEmbeddingModel);
}

const byProvider = (a: EmbeddingInfo, b: EmbeddingInfo) =>
  providerRank(a.providerType) - providerRank(b.providerType) ||
  a.config.embedding_model.localeCompare(b.config.embedding_model, "en");

const toEmbeddingModel = ({ config, ...info }: EmbeddingInfo): EmbeddingBody => ({
  ...config,
  embedding_endpoint_type: config.embedding_endpoint_type as EmbeddingBody["embedding_endpoint_type"],
  handle: info.handle,
  name: config.embedding_model,
  display_name: info.displayName,
  provider_type: contractProviderType(info.providerType),
  provider_name: info.providerName,
  model_type: "embedding",
});
