import type { models as contract } from "@/lib/contract/registry";
import { listEmbeddingModels } from "@/lib/domain/models/list-embedding-models";
import { listModels } from "@/lib/domain/models/list-models";
import type { Handlers } from "../handlers";

export const models: Handlers<typeof contract> = {
  listModels: ({ ctx, query }) => listModels(ctx, query),
  listEmbeddingModels: ({ ctx }) => listEmbeddingModels(ctx),
  listEmbeddingModelsAlias: ({ ctx }) => listEmbeddingModels(ctx),
};
