import type { SourceCreate } from "@/lib/contract/sources/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import { resolveEmbeddingConfig } from "../agents/resolve-model";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { toSource } from "./folder";
import { assertNameFree } from "./folder-name";

/**
 * A folder whose files are embedded with the chosen model, or the server's default.
 * @throws AppError for a taken name, an unknown embedding model, or none at all
 */
export async function createFolder(
  ctx: Context,
  { name, description, instructions, metadata, ...choice }: SourceCreate,
) {
  const config = await resolveEmbeddingConfig(ctx, choice);
  if (!config)
    throw new AppError(
      "invalid_argument",
      "Must specify either embedding or embedding_config: no default embedding model is configured",
    );
  const row = await transaction(ctx, async (tx) => {
    await assertNameFree(tx, name);
    return tx.db.folder.create({
      data: {
        id: tx.ids.next("source"),
        organization_id: tx.actor.organizationId,
        name,
        description: description ?? null,
        instructions: instructions ?? null,
        ...(metadata && { metadata: metadata as Prisma.InputJsonObject }),
        embedding_config: config as unknown as Prisma.InputJsonObject,
        project_id: tx.projectId,
        created_by_id: tx.actor.userId,
        last_updated_by_id: tx.actor.userId,
        created_at: tx.clock.now(),
      },
    });
  });
  return toSource(row);
}
