import { AppError } from "@/lib/shared/errors";
import { boundInZone, isoInZone } from "@/lib/shared/zoned-time";
import { archiveOfAgent } from "../archives/agent-archive";
import { searched } from "../archives/archive";
import type { Context } from "../context";
import { searchPassages } from "./search-passages";

export interface Recall {
  query: string;
  tags?: string[] | null;
  tag_match_mode?: "any" | "all";
  top_k?: number | null;
  /** ISO text; without a zone in the agent's. */
  start_datetime?: string | null;
  end_datetime?: string | null;
}

export interface Recalled {
  id: string;
  /** ISO text in the agent's timezone. */
  timestamp: string;
  content: string;
  tags: string[];
  score: number;
}

const topKDefault = 5;

/**
 * What an agent remembers about something, the nearest first; a blank query recalls nothing.
 * @throws AppError for an unreadable date
 */
export async function searchAgentPassages(
  ctx: Context,
  agent: { id: string; timezone: string },
  recall: Recall,
  options: { signal?: AbortSignal } = {},
): Promise<Recalled[]> {
  const from = bound(recall.start_datetime, agent.timezone, "start");
  const to = bound(recall.end_datetime, agent.timezone, "end");
  const archive = recall.query.trim() === "" ? null : await archiveOfAgent(ctx, agent.id);
  if (!archive) return [];
  const found = await searchPassages(ctx, {
    archives: [searched(archive)],
    text: recall.query,
    tags: recall.tags,
    tagMatchMode: recall.tag_match_mode,
    from,
    to,
    limit: recall.top_k ?? topKDefault,
    signal: options.signal,
  });
  return found.map(({ row, score }) => ({
    id: row.id,
    timestamp: isoInZone(row.created_at, agent.timezone),
    content: row.text,
    tags: row.tags,
    score,
  }));
}

function bound(text: string | null | undefined, timezone: string, end: "start" | "end"): Date | null {
  if (!text) return null;
  const date = boundInZone(text, timezone, end);
  if (date) return date;
  const name = `${end}_datetime`;
  throw new AppError(
    "invalid_argument",
    `Invalid ${name}: '${text}'. Use ISO 8601, e.g. '2025-01-31' or '2025-01-31T14:30:00'`,
  );
}
