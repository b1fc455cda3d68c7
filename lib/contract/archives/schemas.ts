import { z } from "zod";
import { datetime, deprecated, orNull } from "../common";
import { EmbeddingConfig } from "../models/schemas";

export const VectorDBProvider = z.enum(["native", "tpuf", "pinecone"]).meta({ id: "VectorDBProvider" });
export type VectorDBProvider = z.output<typeof VectorDBProvider>;

export const Archive = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: datetime,
    updated_at: orNull(datetime),
    name: z.string(),
    description: orNull(z.string()),
    vector_db_provider: VectorDBProvider.default("native"),
    embedding_config: orNull(EmbeddingConfig),
    metadata: orNull(z.record(z.string(), z.unknown())),
    id: z.string(),
    /** The reference requires it without saying what it is. */
    organization_id: z.string(),
  })
  .meta({ id: "Archive" });
export type Archive = z.output<typeof Archive>;

export const ArchiveCreateRequest = z
  .object({
    name: z.string(),
    embedding_config: deprecated(EmbeddingConfig.nullish()),
    embedding: z.string().nullish(),
    description: z.string().nullish(),
  })
  .meta({ id: "ArchiveCreateRequest" });
export type ArchiveCreateRequest = z.output<typeof ArchiveCreateRequest>;

export const ArchiveUpdateRequest = z
  .object({
    name: z.string().nullish(),
    description: z.string().nullish(),
  })
  .meta({ id: "ArchiveUpdateRequest" });
export type ArchiveUpdateRequest = z.output<typeof ArchiveUpdateRequest>;

export const PassageCreateRequest = z
  .object({
    text: z.string(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    tags: z.array(z.string()).nullish(),
    created_at: z.string().nullish(),
  })
  .meta({ id: "PassageCreateRequest" });
export type PassageCreateRequest = z.output<typeof PassageCreateRequest>;

export const PassageBatchCreateRequest = z
  .object({
    passages: z.array(PassageCreateRequest),
  })
  .meta({ id: "PassageBatchCreateRequest" });
export type PassageBatchCreateRequest = z.output<typeof PassageBatchCreateRequest>;
