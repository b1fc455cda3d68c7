import { Prisma } from "@/lib/generated/prisma/client";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { vectorText } from "./embed-texts";
import type { PassageRow } from "./passage";

export interface NewPassage {
  text: string;
  tags?: string[] | null;
  metadata?: Record<string, unknown> | null;
  created_at?: Date | null;
}

const textTokensMax = 8192;

/** @throws AppError for a text that embedding models would cut */
export function assertEmbeddable(ctx: Context, text: string): void {
  // A token is at least one character, so short texts need no count.
  if (text.length <= textTokensMax) return;
  const count = ctx.countTokens(text);
  if (count <= textTokensMax) return;
  const message = `The text has ${count} tokens; a passage can have ${textTokensMax} at the most. Split it into several`;
  throw new AppError("invalid_argument", message);
}

/** Stores passages of an archive with their vectors (none in an archive without embedding), in the given order. */
export async function insertPassages(
  ctx: Context,
  archiveId: string,
  passages: NewPassage[],
  embedded: { config: EmbeddingConfig; vectors: number[][] } | null,
): Promise<PassageRow[]> {
  if (passages.length === 0) return [];
  const now = ctx.clock.now().getTime();
  const data = passages.map((passage, i) => ({
    ...columns(ctx, archiveId, passage, embedded?.config ?? null),
    // A millisecond apart, so that lists keep the given order.
    created_at: passage.created_at ?? new Date(now - (passages.length - 1 - i)),
  }));
  return transaction(ctx, async (tx) => {
    const rows = await tx.db.passage.createManyAndReturn({ data });
    if (embedded)
      await tx.db.$executeRaw(
        storeVectors(
          tx,
          data.map(({ id }) => id),
          embedded.vectors,
        ),
      );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return data.map(({ id }) => byId.get(id) as PassageRow);
  });
}

const columns = (ctx: Context, archive_id: string, passage: NewPassage, config: EmbeddingConfig | null) => ({
  id: ctx.ids.next("passage"),
  organization_id: ctx.actor.organizationId,
  archive_id,
  text: passage.text.replaceAll("\0", ""),
  tags: [...new Set(passage.tags ?? [])],
  metadata: (passage.metadata ?? {}) as Prisma.InputJsonObject,
  embedding_config: config ? (config as unknown as Prisma.InputJsonObject) : Prisma.DbNull,
  embedding_dim: config?.embedding_dim ?? null,
  created_by_id: ctx.actor.userId,
  last_updated_by_id: ctx.actor.userId,
});

/** Apart from the insert, because the client library does not know the vector type. */
export const storeVectors = (tx: Context, ids: string[], vectors: number[][]) => Prisma.sql`
  update passages
  set embedding = given.embedding::vector
  from unnest(${ids}::text[], ${vectors.map(vectorText)}::text[]) as given (id, embedding)
  where passages.id = given.id
    and organization_id = ${tx.actor.organizationId}`;
