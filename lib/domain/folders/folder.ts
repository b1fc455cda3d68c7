import type { z } from "zod";
import type { Source } from "@/lib/contract/sources/schemas";
import { type Folder as FolderRow, Prisma } from "@/lib/generated/prisma/client";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { FolderRow };

type SourceBody = z.input<typeof Source>;

/** A folder as both of its names answer: a source's fields are a folder's and one more. */
export const toSource = (row: FolderRow): SourceBody => ({
  ...row,
  metadata: row.metadata as SourceBody["metadata"],
  embedding_config: row.embedding_config as unknown as SourceBody["embedding_config"],
  vector_db_provider: row.vector_db_provider as SourceBody["vector_db_provider"],
});

export const folderEmbedding = (row: FolderRow) => row.embedding_config as unknown as EmbeddingConfig | null;

/** @throws AppError `not_found` */
export async function findFolder(ctx: Context, id: string): Promise<FolderRow> {
  const row = await ctx.db.folder.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Folder", id);
  return row;
}

export const getFolder = async (ctx: Context, id: string) => toSource(await findFolder(ctx, id));

/**
 * Holds the folder for this transaction: its files keep their names, and nobody attaches it meanwhile. Take it before
 * the locks of agents and files, as everybody does, so that two transactions never wait for each other.
 */
export async function lockFolder(tx: Context, id: string): Promise<void> {
  await tx.db.$queryRaw(Prisma.sql`
    select id
    from folders
    where id = ${id}
      and organization_id = ${tx.actor.organizationId}
    for update`);
}
