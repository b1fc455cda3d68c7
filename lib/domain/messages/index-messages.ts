import { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { embedTexts, vectorText } from "../passages/embed-texts";
import { type MessageEmbeddingModel, messageEmbedding } from "./message-embedding";

const BATCH_MAX = 8;
const SCAN_MAX = 1_000;
/** What a text is about is said in its beginning; the work for one message is bounded. */
const EMBEDDED_CHARS_MAX = 2_000;
/** Transactions may become visible after later ones: from the end, messages this far back are looked at again. */
const LOOKBACK = 1_000n;

/** Where an indexer is. It is derived from what is stored, so a new one begins at zero and loses nothing. */
export interface IndexPosition {
  /** Messages up to this one have their vectors, but for those that became visible late. */
  seq: bigint;
  isAtEnd: boolean;
  /** Messages whose text the model refuses; the next process tries them again. */
  refused: Set<string>;
}

export const indexStart = (): IndexPosition => ({ seq: 0n, isAtEnd: false, refused: new Set() });

interface Scanned {
  id: string;
  seq: bigint;
  organization_id: string;
  /** Of its vector, if it has one. */
  model: string | null;
}

/**
 * Gives the next few messages that have none a vector each. A message lacks one as long as no vector of the current
 * model is stored for it, so neither a crash nor a change of the model leaves any behind.
 * @returns whether there may be more to do
 * @throws when the embedding model does not answer; the position stays
 */
export async function indexMessages(
  db: Context["db"],
  contextFor: (organizationId: string) => Context,
  position: IndexPosition,
): Promise<boolean> {
  const from = position.isAtEnd ? position.seq - LOOKBACK : position.seq;
  const scanned = await db.$queryRaw<Scanned[]>(scan(from));
  const missing: Scanned[] = [];
  for (const [organizationId, rows] of Map.groupBy(scanned, (row) => row.organization_id)) {
    const { model } = await messageEmbedding(contextFor(organizationId));
    missing.push(...rows.filter((row) => row.model !== model && !position.refused.has(row.id)));
  }
  missing.sort((a, b) => Number(a.seq - b.seq));
  const batch = missing.slice(0, BATCH_MAX);
  for (const [organizationId, rows] of Map.groupBy(batch, (row) => row.organization_id))
    await embedMessages(contextFor(organizationId), rows, position.refused);
  const isWhole = batch.length === missing.length;
  const last = (isWhole ? scanned : batch).at(-1)?.seq ?? position.seq;
  position.isAtEnd = isWhole && scanned.length < SCAN_MAX;
  position.seq = last > position.seq || !position.isAtEnd ? last : position.seq;
  return !position.isAtEnd;
}

/** Only what is said: what tools return is found by its words. */
const scan = (from: bigint) => Prisma.sql`
  select m.id, m.seq, m.organization_id, e.model
  from messages m
  left join message_embeddings e on e.message_id = m.id
  where m.seq > ${from}
    and m.search_text is not null
    and m.role in ('user', 'assistant')
  order by m.seq
  limit ${SCAN_MAX}`;

async function embedMessages(ctx: Context, rows: Scanned[], refused: Set<string>): Promise<void> {
  const organization_id = ctx.actor.organizationId;
  const embedding = await messageEmbedding(ctx);
  const found = await ctx.db.message.findMany({
    where: { organization_id, id: { in: rows.map(({ id }) => id) } },
    select: { id: true, search_text: true },
  });
  const texts = found.map(({ id, search_text }) => ({
    id,
    text: (search_text ?? "").slice(0, EMBEDDED_CHARS_MAX).toWellFormed(),
  }));
  const vectors = await vectorsOf(ctx, embedding, texts, refused);
  // One statement each: adding to the graph takes milliseconds, in which the embedded database does nothing else.
  for (const [id, vector] of vectors)
    await ctx.db.$executeRaw(storeVector(organization_id, embedding, id, vector));
}

type Text = { id: string; text: string };

/** One text that the model refuses must not stop the others, and a model that refuses them all is down. */
async function vectorsOf(
  ctx: Context,
  { config }: MessageEmbeddingModel,
  texts: Text[],
  refused: Set<string>,
): Promise<Map<string, number[]>> {
  const embed = async (some: Text[]) => {
    const vectors = await embedTexts(
      ctx,
      config,
      some.map(({ text }) => text),
    );
    return some.map(({ id }, index) => [id, vectors[index]] as const);
  };
  try {
    return new Map(await embed(texts));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const vectors = new Map<string, number[]>();
    const failed: string[] = [];
    for (const text of texts)
      await embed([text]).then(
        ([[id, vector]]) => vectors.set(id, vector),
        () => failed.push(text.id),
      );
    if (vectors.size === 0) throw error;
    for (const id of failed) refused.add(id);
    return vectors;
  }
}

/** A message that was deleted meanwhile gets none. */
const storeVector = (
  organizationId: string,
  { model, config }: MessageEmbeddingModel,
  id: string,
  vector: number[],
) => Prisma.sql`
  insert into message_embeddings (message_id, organization_id, agent_id, model, embedding_dim, embedding, updated_at)
  select id, organization_id, agent_id, ${model}, ${config.embedding_dim}, ${vectorText(vector)}::vector, now()
  from messages
  where id = ${id}
    and organization_id = ${organizationId}
  for key share
  on conflict (message_id) do update
  set model = excluded.model,
      embedding_dim = excluded.embedding_dim,
      embedding = excluded.embedding,
      updated_at = excluded.updated_at`;
