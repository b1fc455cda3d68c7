import type { z } from "zod";
import type { PassageSearchRequest, PassageSearchResult } from "@/lib/contract/passages/schemas";
import { assertAgentExists } from "../agents/agent-row";
import { archiveOfAgent } from "../archives/agent-archive";
import { findArchive, searched } from "../archives/archive";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { toPassages } from "./passage";
import { type SearchedArchive, searchPassages } from "./search-passages";

type Result = z.input<typeof PassageSearchResult>;

/** Searches one archive, that of an agent, or all archives of the organisation. */
export async function searchAllPassages(
  ctx: Context,
  request: PassageSearchRequest,
  signal: AbortSignal,
): Promise<Result[]> {
  const found = await searchPassages(ctx, {
    archives: await scopeOf(ctx, request),
    text: request.query ?? "",
    tags: request.tags,
    tagMatchMode: request.tag_match_mode,
    from: request.start_date ? new Date(request.start_date) : null,
    to: request.end_date ? wholeDayEnd(new Date(request.end_date)) : null,
    limit: request.limit,
    signal,
  });
  const passages = await toPassages(
    ctx,
    found.map(({ row }) => row),
  );
  return passages.map((passage, i) => ({ passage, score: found[i].score, metadata: {} }));
}

async function scopeOf(
  ctx: Context,
  { archive_id, agent_id }: PassageSearchRequest,
): Promise<SearchedArchive[]> {
  if (archive_id) {
    assertId("archive", archive_id);
    return [searched(await findArchive(ctx, archive_id))];
  }
  if (agent_id) {
    assertId("agent", agent_id);
    await assertAgentExists(ctx, agent_id);
    const archive = await archiveOfAgent(ctx, agent_id);
    return archive ? [searched(archive)] : [];
  }
  const rows = await ctx.db.archive.findMany({ where: { organization_id: ctx.actor.organizationId } });
  return rows.map(searched);
}

/** Midnight means the whole day that begins with it. */
export function wholeDayEnd(date: Date): Date {
  const isMidnight = date.getTime() % 86_400_000 === 0;
  return isMidnight ? new Date(date.getTime() + 86_400_000 - 1) : date;
}
