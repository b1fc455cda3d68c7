import { Prisma } from "@/lib/generated/prisma/client";

export interface NearestQuery {
  organizationId: string;
  /** Passages of archives, or those of files in folders. Default: archives. */
  in?: "archives" | "folders";
  archiveIds: string[];
  dims: number;
  /** `[1,2,…]` */
  vector: string;
  tags: string[];
  tagMatchMode: "any" | "all";
  from: Date | null;
  to: Date | null;
  limit: number;
}

export interface Scored {
  id: string;
  score: number;
}

/** Exact: every candidate is compared. An approximate index filters after its scan and may leave too few rows. */
export const nearestExact = (query: NearestQuery) => Prisma.sql`
  with candidates as materialized (
    select id, embedding
    from passages
    where ${isCandidate(query)}
      and embedding_dim = ${query.dims}
  )
  select id, 1 - (embedding <=> ${query.vector}::vector) as score
  from candidates
  order by embedding <=> ${query.vector}::vector
  limit ${query.limit}`;

/**
 * By the HNSW index of these dimensions, whose expression and predicate it repeats to the letter; a parameter in
 * their place would hide the index from the planner.
 */
export function nearestByIndex(query: NearestQuery): Prisma.Sql {
  const type = indexedTypes[query.dims];
  const dims = Prisma.raw(String(query.dims));
  const distance = Prisma.sql`embedding::${Prisma.raw(type)} <=> ${query.vector}::${Prisma.raw(type)}`;
  return Prisma.sql`
    select id, 1 - (${distance}) as score
    from passages
    where embedding_dim = ${dims}
      and ${isCandidate(query)}
    order by ${distance}
    limit ${query.limit}`;
}

/** The dimensions that have an index, with the type it is built on. */
export const indexedTypes: Record<number, string> = {
  384: "vector(384)",
  768: "vector(768)",
  1024: "vector(1024)",
  1536: "vector(1536)",
  3072: "halfvec(3072)",
};

/** How many vectors there are to compare, counted no further than `countMax`. */
export const countCandidates = (
  { organizationId, in: owner, archiveIds, dims }: NearestQuery,
  countMax: number,
) => Prisma.sql`
  select count(*)::int as count
  from (
    select 1
    from passages
    where organization_id = ${organizationId}
      and ${ownerColumn(owner)} = any(${archiveIds})
      and embedding_dim = ${dims}
    limit ${countMax}
  ) as counted`;

type CandidateQuery = Omit<NearestQuery, "dims" | "vector">;

const ownerColumn = (owner: NearestQuery["in"]) =>
  Prisma.raw(owner === "folders" ? "folder_id" : "archive_id");

const isCandidate = ({
  organizationId,
  in: owner,
  archiveIds,
  tags,
  tagMatchMode,
  from,
  to,
}: CandidateQuery) => Prisma.sql`
  organization_id = ${organizationId}
  and ${ownerColumn(owner)} = any(${archiveIds})
  and not is_deleted
  ${tagFilter(tags, tagMatchMode)}
  ${from ? Prisma.sql`and created_at >= ${from}` : Prisma.empty}
  ${to ? Prisma.sql`and created_at <= ${to}` : Prisma.empty}`;

function tagFilter(tags: string[], mode: "any" | "all"): Prisma.Sql {
  if (tags.length === 0) return Prisma.empty;
  return mode === "all" ? Prisma.sql`and tags @> ${tags}::text[]` : Prisma.sql`and tags && ${tags}::text[]`;
}

/** Passages that contain the text, or words much like its words; the likest first. */
export const matchingText = (query: CandidateQuery & { text: string; pattern: string }) => Prisma.sql`
  select id, case when text ilike ${query.pattern} then 1 else word_similarity(${query.text}, text)::float8 end as score
  from passages
  where ${isCandidate(query)}
    and (text ilike ${query.pattern} or ${query.text} <% text)
  order by score desc, created_at desc
  limit ${query.limit}`;

/** Any passages, in the order they were made. */
export const oldest = (query: CandidateQuery) => Prisma.sql`
  select id, 0::float8 as score
  from passages
  where ${isCandidate(query)}
  order by created_at, id
  limit ${query.limit}`;
