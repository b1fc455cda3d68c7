import { Prisma } from "@/lib/generated/prisma/client";
import { type Message, textOf } from "@/lib/runtime/messages";
import { parseToolArguments } from "@/lib/runtime/tools/parse-arguments";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import { boundInZone, isoInZone } from "@/lib/shared/zoned-time";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
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

/** The agent's messages that contain the text, in all its conversations, newest first. */
export const conversationSearch: ToolFunction = async ({ ctx, agent }, args) => {
  const { query = "", roles, limit = limitDefault, start_date, end_date } = args as SearchArguments;
  const from = bound("start_date", start_date, agent, "start");
  const to = bound("end_date", end_date, agent, "end");
  const take = Math.min(Math.max(Math.trunc(limit), 1), limitMax);
  const wanted = {
    text: query.trim(),
    roles: roles?.length ? roles : ["assistant", "user"],
    from,
    to,
    limit: take,
  };
  const rows = await ctx.db.$queryRaw<{ id: string }[]>(matchingMessages(ctx, agent.id, wanted));
  const messages = await loadMessages(
    ctx,
    agent.id,
    rows.map(({ id }) => id),
  );
  if (messages.length === 0) return { message: "No results found.", results: [] };
  const results = messages.map((message) => found(message, ctx.clock.now(), agent.timezone));
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

interface Wanted {
  /** Blank: any. */
  text: string;
  roles: string[];
  from: Date | null;
  to: Date | null;
  limit: number;
}

/** Leaves out the server's own notes to the agent, and searches with what they returned: they would find themselves. */
const matchingMessages = (
  ctx: Context,
  agentId: string,
  { text, roles, from, to, limit }: Wanted,
) => Prisma.sql`
  select id
  from messages
  where organization_id = ${ctx.actor.organizationId}
    and agent_id = ${agentId}
    and role = any(${roles})
    and search_text is not null
    and search_text !~ '^\\s*\\{\\s*"type":\\s*"(heartbeat|login|system_alert)"'
    and (tool_calls is null or not tool_calls @> '[{"function": {"name": "conversation_search"}}]'::jsonb)
    and coalesce(name, '') not in ('conversation_search', 'archival_memory_search', 'send_message')
    ${text ? Prisma.sql`and search_text ilike ${`%${text.replace(/[\\%_]/g, "\\$&")}%`}` : Prisma.empty}
    ${from ? Prisma.sql`and created_at >= ${from}` : Prisma.empty}
    ${to ? Prisma.sql`and created_at <= ${to}` : Prisma.empty}
  order by seq desc
  limit ${limit}`;

function found(message: Message, now: Date, timezone: string): Record<string, unknown> {
  const date = new Date(message.created_at);
  return {
    timestamp: isoInZone(date, timezone),
    time_ago: timeAgo(now.getTime() - date.getTime()),
    role: message.role,
    relevance: { search_mode: "sql" },
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
