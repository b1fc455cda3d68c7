import { z } from "zod";
import { VectorDBProvider } from "../archives/schemas";
import { datetime, orNull } from "../common";
import { EmbeddingConfig } from "../models/schemas";

export const Body_upload_file_to_source = z
  .object({
    file: z.file(),
  })
  .meta({ id: "Body_upload_file_to_source" });
export type Body_upload_file_to_source = z.output<typeof Body_upload_file_to_source>;

export const Source = z
  .object({
    name: z.string(),
    description: orNull(z.string()),
    instructions: orNull(z.string()),
    metadata: orNull(z.record(z.string(), z.unknown())),
    id: z.string(),
    embedding_config: EmbeddingConfig,
    vector_db_provider: VectorDBProvider.default("native"),
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
  })
  .meta({ id: "Source" });
export type Source = z.output<typeof Source>;

export const SourceCreate = z
  .strictObject({
    name: z.string(),
    description: z.string().nullish(),
    instructions: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    embedding: z.string().nullish(),
    embedding_chunk_size: z.int().nullish(),
    embedding_config: EmbeddingConfig.nullish(),
  })
  .meta({ id: "SourceCreate" });
export type SourceCreate = z.output<typeof SourceCreate>;

export const SourceUpdate = z
  .strictObject({
    name: z.string().nullish(),
    description: z.string().nullish(),
    instructions: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    embedding_config: EmbeddingConfig.nullish(),
  })
  .meta({ id: "SourceUpdate" });
export type SourceUpdate = z.output<typeof SourceUpdate>;
