import { Prisma } from "@/lib/generated/prisma/client";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import type { Context } from "../context";
import { storeVectors } from "../passages/insert-passages";
import type { FileRow } from "./file";

interface Chunks {
  /** Chunks of the file before these. */
  start: number;
  texts: string[];
  config: EmbeddingConfig | null;
  vectors: number[][] | null;
}

/** Stores consecutive chunks of a file as passages of its folder, a millisecond apart, so that lists keep their order. */
export async function insertChunks(
  tx: Context,
  file: FileRow,
  { start, texts, config, vectors }: Chunks,
): Promise<void> {
  const data = texts.map((text, index) => ({
    id: tx.ids.next("passage"),
    organization_id: file.organization_id,
    folder_id: file.folder_id,
    file_id: file.id,
    file_name: file.file_name,
    text,
    metadata: { chunk_index: start + index },
    embedding_config: config ? (config as unknown as Prisma.InputJsonObject) : Prisma.DbNull,
    embedding_dim: config?.embedding_dim ?? null,
    created_by_id: file.created_by_id,
    last_updated_by_id: file.created_by_id,
    created_at: new Date(file.created_at.getTime() + start + index),
  }));
  await tx.db.passage.createMany({ data });
  if (!vectors) return;
  const ids = data.map(({ id }) => id);
  await tx.db.$executeRaw(storeVectors(tx, ids, vectors));
}
