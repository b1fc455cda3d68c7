import type { z } from "zod";
import type { Passage } from "@/lib/contract/passages/schemas";
import { type Passage as PassageRow, Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export type { PassageRow };
export type PassageBody = z.input<typeof Passage>;

/** Clients get every vector as this many numbers; ours are stored at their own size. */
const publicDims = 4096;

/** The wire's passages, with their vectors, in the order of the rows. */
export async function toPassages(ctx: Context, rows: PassageRow[]): Promise<PassageBody[]> {
  const vectors = await vectorsOf(
    ctx,
    rows.filter((row) => row.embedding_dim !== null).map((row) => row.id),
  );
  return rows.map((row) => toPassage(row, vectors.get(row.id) ?? null));
}

const toPassage = (row: PassageRow, embedding: number[] | null): PassageBody => ({
  id: row.id,
  text: row.text,
  embedding,
  embedding_config: row.embedding_config as PassageBody["embedding_config"],
  archive_id: row.archive_id,
  source_id: row.folder_id,
  file_id: row.file_id,
  file_name: row.file_name,
  tags: row.tags,
  metadata: (row.metadata ?? {}) as Record<string, unknown>,
  is_deleted: row.is_deleted,
  created_by_id: row.created_by_id,
  last_updated_by_id: row.last_updated_by_id,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

async function vectorsOf(ctx: Context, ids: string[]): Promise<Map<string, number[]>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.$queryRaw<{ id: string; embedding: string }[]>(storedVectors(ctx, ids));
  return new Map(rows.map(({ id, embedding }) => [id, padded(JSON.parse(embedding) as number[])]));
}

const padded = (vector: number[]) => [
  ...vector,
  ...new Array<number>(Math.max(0, publicDims - vector.length)).fill(0),
];

/** As text, which reads as JSON: the client library does not know the vector type. */
const storedVectors = (ctx: Context, ids: string[]) => Prisma.sql`
  select id, embedding::text
  from passages
  where organization_id = ${ctx.actor.organizationId}
    and id = any(${ids})
    and embedding is not null`;
