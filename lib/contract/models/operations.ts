import { z } from "zod";
import { operation } from "../operation";
import { ProviderCategory, ProviderType } from "../providers/schemas";
import { EmbeddingModel, Model } from "./schemas";

export const listModels = operation({
  method: "GET",
  path: "/v1/models/",
  operationId: "list_models",
  summary: "List models",
  query: z.object({
    provider_category: z.array(ProviderCategory).optional(),
    provider_name: z.string().optional(),
    provider_type: ProviderType.optional(),
  }),
  response: z.array(Model),
});

export const listEmbeddingModels = operation({
  method: "GET",
  path: "/v1/models/embedding",
  operationId: "list_embedding_models",
  summary: "List embedding models",
  response: z.array(EmbeddingModel),
});

export const listEmbeddingModelsAlias = operation({
  method: "GET",
  path: "/v1/models/embeddings",
  operationId: "models.listEmbeddingModels",
  summary: "List embedding models alias",
  cloud: true,
  response: z.array(EmbeddingModel),
});
