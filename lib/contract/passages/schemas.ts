import { z } from "zod";
import { datetime, deprecated, orNull } from "../common";
import { EmbeddingConfig } from "../models/schemas";

export const Passage = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
    is_deleted: z.boolean().default(false),
    archive_id: orNull(z.string()),
    source_id: deprecated(orNull(z.string())),
    file_id: orNull(z.string()),
    file_name: orNull(z.string()),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    tags: orNull(z.array(z.string())),
    id: z.string(),
    text: z.string(),
    embedding: orNull(z.array(z.number())),
    embedding_config: orNull(EmbeddingConfig),
  })
  .meta({ id: "Passage" });
export type Passage = z.output<typeof Passage>;

export const PassageSearchRequest = z
  .object({
    query: z.string().nullish(),
    agent_id: z.string().nullish(),
    archive_id: z.string().nullish(),
    tags: z.array(z.string()).nullish(),
    tag_match_mode: z.enum(["any", "all"]).default("any"),
    limit: z.int().min(1).max(100).default(50),
    start_date: datetime.nullish(),
    end_date: datetime.nullish(),
  })
  .meta({ id: "PassageSearchRequest" });
export type PassageSearchRequest = z.output<typeof PassageSearchRequest>;

export const PassageSearchResult = z
  .object({
    passage: Passage,
    score: z.number(),
    metadata: z.record(z.string(), z.unknown()).default({}),
  })
  .meta({ id: "PassageSearchResult" });
export type PassageSearchResult = z.output<typeof PassageSearchResult>;
