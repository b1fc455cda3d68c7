import { AppError } from "@/lib/shared/errors";
import { assertAgentExists } from "../agents/agent-row";
import { archiveOfAgent } from "../archives/agent-archive";
import type { Context } from "../context";
import { listPassages } from "./list-passages";
import { type PassageBody, toPassages } from "./passage";

export interface AgentPassageQuery {
  /** Later than this one, whatever the order. */
  after?: string;
  before?: string;
  limit: number;
  search?: string;
  ascending: boolean;
}

/** What an agent remembers. A cursor that names no passage finds nothing. */
export async function listAgentPassages(
  ctx: Context,
  agentId: string,
  query: AgentPassageQuery,
): Promise<PassageBody[]> {
  await assertAgentExists(ctx, agentId);
  const archive = await archiveOfAgent(ctx, agentId);
  if (!archive) return [];
  const { after, before, limit, search, ascending } = query;
  const page = ascending
    ? { after, before, limit, order: "asc" as const }
    : { after: before, before: after, limit, order: "desc" as const };
  try {
    const rows = await listPassages(ctx, { archive_id: archive.id }, { search, page, unknownCursor: 404 });
    return toPassages(ctx, rows);
  } catch (err) {
    if (err instanceof AppError && err.code === "not_found") return [];
    throw err;
  }
}
