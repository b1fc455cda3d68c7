import type { z } from "zod";
import type { ToolSearchRequest, ToolSearchResult } from "@/lib/contract/tools/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { type ToolRow, toTool } from "./tool";
import { toolTypes } from "./tool-filter";

type Result = z.input<typeof ToolSearchResult>;

/** As in reciprocal rank fusion with one list. */
const rankConstant = 60;

/** Tools by how well their names and descriptions fit the query; without one, the newest. All modes rank by text. */
export async function searchTools(
  ctx: Context,
  { query, tool_types, tags, limit }: ToolSearchRequest,
): Promise<Result[]> {
  const search = { types: toolTypes(tool_types), tags: tags ?? [], limit };
  const words = query?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return (await newest(ctx, search)).map((row) => result(row, null));
  const found = await ctx.db.$queryRaw<{ id: string }[]>(rankedByText(ctx, words, search));
  const rows = await ctx.db.tool.findMany({
    where: { organization_id: ctx.actor.organizationId, id: { in: found.map(({ id }) => id) } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id }, i) => {
    const row = byId.get(id);
    return row ? [result(row, i + 1)] : [];
  });
}

interface Search {
  types: string[];
  tags: string[];
  limit: number;
}

const newest = (ctx: Context, { types, tags, limit }: Search) =>
  ctx.db.tool.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      ...(types.length > 0 && { tool_type: { in: types } }),
      ...(tags.length > 0 && { tags: { hasSome: tags } }),
    },
    orderBy: [{ created_at: "desc" }, { id: "desc" }],
    take: limit,
  });

const result = (row: ToolRow, rank: number | null): Result => ({
  tool: toTool(row),
  embedded_text: [row.name, row.description].filter(Boolean).join(": "),
  fts_rank: rank,
  vector_rank: null,
  combined_score: rank === null ? 0 : 1 / (rankConstant + rank),
});

/** Any word may match; a name counts more than a description. Tools are few, so no index stands behind it. */
const rankedByText = (ctx: Context, words: string[], { types, tags, limit }: Search) => Prisma.sql`
  with documents as (
    select
      id,
      setweight(to_tsvector('english', replace(name, '_', ' ')), 'A') ||
        setweight(to_tsvector('english', coalesce(description, '')), 'B') as document
    from tools
    where organization_id = ${ctx.actor.organizationId}
      ${types.length > 0 ? Prisma.sql`and tool_type = any(${types})` : Prisma.empty}
      ${tags.length > 0 ? Prisma.sql`and tags && ${tags}::text[]` : Prisma.empty}
  )
  select id
  from documents, to_tsquery('english', ${words.join(" | ")}) as query
  where document @@ query
  order by ts_rank(document, query) desc, id
  limit ${limit}`;
