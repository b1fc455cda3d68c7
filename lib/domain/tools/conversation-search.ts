import { type Message, textOf } from "@/lib/runtime/messages";
import { parseToolArguments } from "@/lib/runtime/tools/parse-arguments";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import { boundInZone, isoInZone } from "@/lib/shared/zoned-time";
import { messageOf } from "../messages/message";
import { type FoundMessage, searchMessages } from "../messages/search-messages";
import type { ToolFunction, ToolOwner } from "./tool-scope";

interface SearchArguments {
  query?: string;
  roles?: ("assistant" | "user" | "tool")[];
  limit?: number;
  start_date?: string;
  end_date?: string;
}

const limitDefault = 5;
const limitMax = 100;

/** The agent's messages about something, in all its conversations, the best first; without a query the newest. */
export const conversationSearch: ToolFunction = async ({ ctx, agent, signal }, args) => {
  const { query = "", roles, limit = limitDefault, start_date, end_date } = args as SearchArguments;
  const all = await searchMessages(ctx, {
    text: query,
    mode: "hybrid",
    agentId: agent.id,
    roles: roles?.length ? roles : ["assistant", "user"],
    from: bound("start_date", start_date, agent, "start"),
    to: bound("end_date", end_date, agent, "end"),
    limit: Math.min(Math.max(Math.trunc(limit), 1), limitMax),
    signal,
  });
  if (all.length === 0) return { message: "No results found.", results: [] };
  const results = all.map((message) => found(message, ctx.clock.now(), agent.timezone));
  return { message: `Showing ${results.length} results:`, results };
};

function bound(name: string, text: string | undefined, agent: ToolOwner, end: "start" | "end"): Date | null {
  if (!text) return null;
  const date = boundInZone(text, agent.timezone, end);
  if (date) return date;
  throw new ToolError(
    `Invalid ${name}: '${text}'. Expected an ISO 8601 date or datetime, e.g. '2025-01-31' or '2025-01-31T14:30:00'`,
  );
}

function found(
  { row, score, ftsRank, vectorRank }: FoundMessage,
  now: Date,
  timezone: string,
): Record<string, unknown> {
  const message = messageOf(row);
  const date = new Date(message.created_at);
  return {
    timestamp: isoInZone(date, timezone),
    time_ago: timeAgo(now.getTime() - date.getTime()),
    role: message.role,
    relevance: { rrf_score: score, vector_rank: vectorRank, fts_rank: ftsRank, search_mode: "hybrid" },
    ...said(message),
  };
}

function timeAgo(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ago`;
  return `${Math.floor(seconds / 86_400)}d ago`;
}

/** Text that is a JSON object (an envelope, an import) is shown as its fields. */
function said(message: Message): Record<string, unknown> {
  const text = textOf(message.content);
  if (message.role === "user") return parsedObject(text) ?? { content: text };
  const spoken = (message.tool_calls ?? []).find((call) => call.function.name === "send_message");
  if (!spoken) return { content: text };
  const content = parseToolArguments(spoken.function.arguments).message;
  return { ...(text && { thinking: text }), content };
}

function parsedObject(text: string): Record<string, unknown> | null {
  if (!text.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
