import type { ArchiveCreateRequest } from "@/lib/contract/archives/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import { resolveEmbeddingConfig } from "../agents/resolve-model";
import type { Context } from "../context";
import { toArchive } from "./archive";

/**
 * An archive that belongs to no agent yet. Without an embedding model it is searched as text.
 * @throws AppError for an unknown embedding model
 */
export async function createArchive(ctx: Context, { name, description, ...choice }: ArchiveCreateRequest) {
  const config = await resolveEmbeddingConfig(ctx, choice);
  const row = await ctx.db.archive.create({
    data: {
      id: ctx.ids.next("archive"),
      organization_id: ctx.actor.organizationId,
      name,
      description: description ?? null,
      embedding_config: config ? (config as unknown as Prisma.InputJsonObject) : Prisma.DbNull,
      created_by_id: ctx.actor.userId,
      last_updated_by_id: ctx.actor.userId,
      created_at: ctx.clock.now(),
    },
  });
  return toArchive(row);
}
