import { searchAgentPassages } from "../passages/search-agent-passages";
import { conversationSearch } from "./conversation-search";
import type { ToolFunction } from "./tool-scope";

interface SearchArguments {
  convo_keyword_queries?: string[] | null;
  start_minutes_ago?: number | null;
  end_minutes_ago?: number | null;
}

const perQuery = 5;

type Found = { results: Record<string, unknown>[] };

/** Looks into what was said and into stored memories, for each of the queries; without any, what was said in that time. */
export const searchMemory: ToolFunction = async (scope, args) => {
  const { convo_keyword_queries, start_minutes_ago: start, end_minutes_ago: end } = args as SearchArguments;
  const { ctx, agent, signal } = scope;
  const now = ctx.clock.now().getTime();
  const ago = (minutes?: number | null) =>
    minutes == null ? undefined : new Date(now - minutes * 60_000).toISOString();
  const [from, to] = [ago(start), ago(end)];
  const queries = (convo_keyword_queries ?? []).map((query) => query.trim()).filter(Boolean);
  const said: Record<string, unknown>[] = [];
  const memories = new Map<string, Record<string, unknown>>();
  for (const query of queries.length > 0 ? queries : [""]) {
    const found = await conversationSearch(scope, { query, limit: perQuery, start_date: from, end_date: to });
    for (const item of (found as Found).results)
      if (!said.some((other) => JSON.stringify(other) === JSON.stringify(item))) said.push(item);
    const bounds = { start_datetime: from, end_datetime: to };
    const stored = await searchAgentPassages(ctx, agent, { query, top_k: perQuery, ...bounds }, { signal });
    for (const { id, timestamp, content } of stored) memories.set(id, { timestamp, content });
  }
  return { conversation: said, memories: [...memories.values()] };
};
