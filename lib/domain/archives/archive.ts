import type { z } from "zod";
import type { Archive } from "@/lib/contract/archives/schemas";
import type { Archive as ArchiveRow } from "@/lib/generated/prisma/client";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import type { SearchedArchive } from "../passages/search-passages";

export type { ArchiveRow };

type ArchiveBody = z.input<typeof Archive>;

/** The wire's archive; the casts hold because only our own verbs write these columns. */
export const toArchive = (row: ArchiveRow): ArchiveBody => ({
  ...row,
  vector_db_provider: row.vector_db_provider as ArchiveBody["vector_db_provider"],
  embedding_config: row.embedding_config as ArchiveBody["embedding_config"],
  metadata: row.metadata as ArchiveBody["metadata"],
});

export const embeddingConfigOf = (row: ArchiveRow) =>
  row.embedding_config as unknown as EmbeddingConfig | null;

export const searched = (row: ArchiveRow): SearchedArchive => ({
  id: row.id,
  embedding_config: embeddingConfigOf(row),
});

/** @throws AppError `not_found` */
export async function findArchive(ctx: Context, id: string): Promise<ArchiveRow> {
  const row = await ctx.db.archive.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Archive", id);
  return row;
}

export const getArchive = async (ctx: Context, id: string) => toArchive(await findArchive(ctx, id));
