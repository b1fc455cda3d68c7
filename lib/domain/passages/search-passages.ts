import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import type { Context } from "../context";
import { embedTexts, vectorText } from "./embed-texts";
import {
  countCandidates,
  indexedTypes,
  matchingText,
  type NearestQuery,
  nearestByIndex,
  nearestExact,
  oldest,
  type Scored,
} from "./nearest-passages.sql";
import type { PassageRow } from "./passage";

export interface SearchedArchive {
  id: string;
  embedding_config: EmbeddingConfig | null;
}

export interface PassageSearch {
  /** Whether `archives` are such, or folders. Default: archives. */
  in?: "archives" | "folders";
  archives: SearchedArchive[];
  /** Blank: passages as they were made. */
  text: string;
  tags?: string[] | null;
  tagMatchMode?: "any" | "all";
  /** Both ends are inside. */
  from?: Date | null;
  to?: Date | null;
  limit: number;
  signal?: AbortSignal;
}

export interface FoundPassage {
  row: PassageRow;
  /** Cosine similarity; 1 for a literal match where there is no embedding. */
  score: number;
}

/** Comparing this many vectors takes some 20 ms; an index that must filter is not faster, and less exact. */
const exactCountMax = 10_000;

/** The passages nearest in meaning to the text, of those that the tags and dates leave. Archives without embedding are searched by text. */
export async function searchPassages(ctx: Context, search: PassageSearch): Promise<FoundPassage[]> {
  if (search.archives.length === 0 || search.limit < 1) return [];
  const found = search.text.trim() === "" ? await inOrder(ctx, search) : await ranked(ctx, search);
  const rows = await ctx.db.passage.findMany({
    where: { organization_id: ctx.actor.organizationId, id: { in: found.map(({ id }) => id) } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, score }) => {
    const row = byId.get(id);
    return row ? [{ row, score }] : [];
  });
}

const inOrder = (ctx: Context, search: PassageSearch) =>
  ctx.db.$queryRaw<Scored[]>(oldest(candidates(ctx, search, search.archives)));

async function ranked(ctx: Context, search: PassageSearch): Promise<Scored[]> {
  const lists: Scored[][] = [];
  for (const archives of bySpace(search.archives)) {
    const config = archives[0].embedding_config;
    lists.push(config ? await nearest(ctx, search, archives, config) : await matching(ctx, search, archives));
  }
  return lists
    .flat()
    .sort((a, b) => b.score - a.score)
    .slice(0, search.limit);
}

/** Only vectors of one model can be compared with each other. */
function bySpace(archives: SearchedArchive[]): SearchedArchive[][] {
  const space = ({ embedding_config: config }: SearchedArchive) =>
    config ? `${config.handle ?? config.embedding_model} ${config.embedding_dim}` : "";
  return [...Map.groupBy(archives, space).values()];
}

async function nearest(
  ctx: Context,
  search: PassageSearch,
  archives: SearchedArchive[],
  config: EmbeddingConfig,
) {
  const [vector] = await embedTexts(ctx, config, [search.text], { signal: search.signal });
  const query: NearestQuery = {
    ...candidates(ctx, search, archives),
    dims: config.embedding_dim,
    vector: vectorText(vector),
  };
  if (indexedTypes[query.dims]) {
    const [{ count }] = await ctx.db.$queryRaw<{ count: number }[]>(
      countCandidates(query, exactCountMax + 1),
    );
    if (count > exactCountMax) {
      const rows = await ctx.db.$queryRaw<Scored[]>(nearestByIndex(query));
      if (rows.length === query.limit) return rows;
    }
  }
  return ctx.db.$queryRaw<Scored[]>(nearestExact(query));
}

function matching(ctx: Context, search: PassageSearch, archives: SearchedArchive[]) {
  const pattern = `%${search.text.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return ctx.db.$queryRaw<Scored[]>(
    matchingText({ ...candidates(ctx, search, archives), text: search.text, pattern }),
  );
}

const candidates = (ctx: Context, search: PassageSearch, archives: SearchedArchive[]) => ({
  organizationId: ctx.actor.organizationId,
  in: search.in ?? ("archives" as const),
  archiveIds: archives.map(({ id }) => id),
  tags: search.tags ?? [],
  tagMatchMode: search.tagMatchMode ?? ("any" as const),
  from: search.from ?? null,
  to: search.to ?? null,
  limit: search.limit,
});
