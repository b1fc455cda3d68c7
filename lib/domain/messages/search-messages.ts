import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { MessageModel } from "@/lib/generated/prisma/models";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { embedTexts, vectorText } from "../passages/embed-texts";
import { indexedTypes } from "../passages/nearest-passages.sql";
import { messageEmbedding } from "./message-embedding";
import {
  countVectors,
  type Hit,
  type MessageScope,
  messagesWithWords,
  type NearestMessagesQuery,
  nearestMessagesByIndex,
  nearestMessagesExact,
  newestMessages,
  searchIndexFurther,
} from "./message-search.sql";

export interface MessageSearch extends Omit<MessageScope, "organizationId"> {
  /** Blank: the newest messages. */
  text: string;
  mode: "vector" | "fts" | "hybrid";
  limit: number;
  signal?: AbortSignal;
}

export interface FoundMessage {
  row: MessageModel;
  /** Place in the list of each way to search, from 1; null where that way did not find it. */
  ftsRank: number | null;
  vectorRank: number | null;
  score: number;
}

/** Messages about something: by meaning, by words, or by both with their ranks fused; the best first. */
export async function searchMessages(ctx: Context, search: MessageSearch): Promise<FoundMessage[]> {
  const scope = await scopeOf(ctx, search);
  const ranked = await rank(ctx, scope, { ...search, text: search.text.trim() });
  const rows = await ctx.db.message.findMany({
    where: { organization_id: scope.organizationId, id: { in: ranked.map(({ id }) => id) } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ranked.flatMap(({ id, ...ranks }) => {
    const row = byId.get(id);
    return row ? [{ row, ...ranks }] : [];
  });
}

async function scopeOf(
  ctx: Context,
  { text: _text, mode: _mode, limit: _limit, signal: _signal, ...scope }: MessageSearch,
) {
  const organizationId = ctx.actor.organizationId;
  const { conversationId: id } = scope;
  if (!id || id === "default") return { ...scope, organizationId };
  const where = { id, organization_id: organizationId };
  const conversation = await ctx.db.conversation.findFirst({ where, select: { shared_message_ids: true } });
  return { ...scope, organizationId, sharedIds: conversation?.shared_message_ids ?? [] };
}

type Ranked = Omit<FoundMessage, "row"> & { id: string };

async function rank(ctx: Context, scope: MessageScope, search: MessageSearch): Promise<Ranked[]> {
  if (search.text === "") {
    const newest = await ctx.db.$queryRaw<Hit[]>(newestMessages(scope, search.limit));
    return newest.map(({ id }) => ({ id, ftsRank: null, vectorRank: null, score: 0 }));
  }
  const [byWords, byMeaning] = await Promise.all([
    search.mode === "vector" ? [] : withWords(ctx, scope, search),
    search.mode === "fts" ? [] : nearest(ctx, scope, search),
  ]);
  return fused(byWords, byMeaning, search);
}

const RANK_OFFSET = 60;

/** Reciprocal rank fusion; a single list scores by its ranks alone. */
function fused(byWords: string[], byMeaning: string[], { mode, limit }: MessageSearch): Ranked[] {
  const ftsRanks = new Map(byWords.map((id, index) => [id, index + 1]));
  const vectorRanks = new Map(byMeaning.map((id, index) => [id, index + 1]));
  const share = (rank: number | null) => (rank === null ? 0 : 0.5 / (RANK_OFFSET + rank));
  return [...new Set([...byWords, ...byMeaning])]
    .map((id) => {
      const [ftsRank, vectorRank] = [ftsRanks.get(id) ?? null, vectorRanks.get(id) ?? null];
      const score =
        mode === "hybrid" ? share(ftsRank) + share(vectorRank) : 1 / (ftsRank ?? vectorRank ?? Number.NaN);
      return { id, ftsRank, vectorRank, score };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** Those with every word; where there is none, those with some. */
async function withWords(ctx: Context, scope: MessageScope, { text, limit }: MessageSearch) {
  const find = async (match: "all" | "any", isRecent: boolean) => {
    const hits = await ctx.db.$queryRaw<Hit[]>(messagesWithWords(scope, { text, match, limit, isRecent }));
    return hits.map(({ id }) => id);
  };
  const isOneWord = !/\s/.test(text);
  for (const match of isOneWord ? (["all"] as const) : (["all", "any"] as const)) {
    const recent = await find(match, true);
    const ids = recent.length < limit ? await find(match, false) : recent;
    if (ids.length > 0) return ids;
  }
  return [];
}

/** Comparing this many vectors takes some 20 ms; an index that must filter is not faster, and less exact. */
const exactCountMax = 10_000;

async function nearest(ctx: Context, scope: MessageScope, search: MessageSearch): Promise<string[]> {
  const { config, model, scoreMin } = await messageEmbedding(ctx);
  const dims = config.embedding_dim;
  const counting = countVectors(scope, { model, countMax: exactCountMax + 1 });
  const [{ count }] = await ctx.db.$queryRaw<{ count: number }[]>(counting);
  const vector = count === 0 ? null : await queryVector(ctx, config, search);
  if (!vector) return [];
  const query = { model, dims, vector: vectorText(vector), limit: search.limit };
  let hits = count > exactCountMax && indexedTypes[dims] ? await byIndex(ctx, scope, query) : [];
  if (hits.length < search.limit) hits = await ctx.db.$queryRaw<Hit[]>(nearestMessagesExact(scope, query));
  return hits.filter(({ score }) => score >= scoreMin).map(({ id }) => id);
}

const byIndex = (ctx: Context, scope: MessageScope, query: NearestMessagesQuery) =>
  (ctx.db as PrismaClient).$transaction(async (tx) => {
    await tx.$queryRaw(searchIndexFurther);
    return tx.$queryRaw<Hit[]>(nearestMessagesByIndex(scope, query));
  });

/** Null when the embedding model fails in a hybrid search: words alone are better than no answer. */
async function queryVector(
  ctx: Context,
  config: Parameters<typeof embedTexts>[1],
  { text, mode, signal }: MessageSearch,
): Promise<number[] | null> {
  try {
    return (await embedTexts(ctx, config, [text], { signal }))[0];
  } catch (error) {
    if (mode === "vector" || !(error instanceof AppError)) throw error;
    ctx.log.warn({ error }, "searched messages by words only: the embedding model failed");
    return null;
  }
}
