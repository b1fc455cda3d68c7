import type { z } from "zod";
import type { ContextWindowOverview } from "@/lib/contract/agents/memory";
import type { MessageModel } from "@/lib/generated/prisma/models";
import { sectionsOf } from "@/lib/runtime/prompt/sections-of";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { type AgentRow, agentConfig, findAgent } from "./agent-row";
import { countPassages } from "./load-prompt-sources";
import { compileSystemPrompt } from "./system-message";
import { systemContent } from "./system-text";

type Overview = z.input<typeof ContextWindowOverview>;

/**
 * What the window of an agent, or of one of its conversations, holds right now and how many tokens each part takes.
 * The system message is shown as it would be if it were compiled now. Token counts are estimates.
 */
export async function contextOverview(
  ctx: Context,
  agentId: string,
  conversation: string | null,
): Promise<Overview> {
  const agent = await findAgent(ctx, agentId);
  const conversationId = conversation?.startsWith("conv-") ? conversation : null;
  const window = conversationId ? await windowOf(ctx, agentId, conversationId) : agent.message_ids;
  const [text, messages, tools, recall, archival] = await Promise.all([
    compileSystemPrompt(ctx, agentId, { conversationId }),
    loadRows(ctx, window),
    toolDefinitions(ctx, agentId),
    ctx.db.message.count({ where: { agent_id: agentId } }),
    archivalCount(ctx, agentId),
  ]);
  const sections = sectionsOf(text);
  const [system, ...rest] = messages.map((row) => rawMessage(row));
  const summary = summaryText(messages[1]);
  const shown = summary === null ? rest : rest.slice(1);
  const tokens = {
    ...sectionTokens(ctx, sections),
    num_tokens_summary_memory: ctx.countTokens(summary ?? ""),
    num_tokens_functions_definitions: tools.length > 0 ? ctx.countTokens(JSON.stringify(tools)) : 0,
    num_tokens_messages: shown.length > 0 ? ctx.countTokens(JSON.stringify(shown.map(spokenPart))) : 0,
  };
  return {
    context_window_size_max: agentConfig(agent as AgentRow).llm_config.context_window,
    context_window_size_current: Object.values(tokens).reduce((sum, count) => sum + count, 0),
    num_messages: messages.length,
    num_archival_memory: archival,
    num_recall_memory: recall,
    ...sections,
    ...tokens,
    summary_memory: summary,
    functions_definitions: tools as Overview["functions_definitions"],
    messages: system ? [{ ...system, content: systemContent(text) as never }, ...rest] : [],
  };
}

function sectionTokens(ctx: Context, sections: ReturnType<typeof sectionsOf>) {
  const count = (text: string | null) => (text ? ctx.countTokens(text) : 0);
  return {
    num_tokens_external_memory_summary: count(sections.external_memory_summary),
    num_tokens_system: count(sections.system_prompt),
    num_tokens_core_memory: count(sections.core_memory),
    num_tokens_memory_filesystem: count(sections.memory_filesystem),
    num_tokens_tool_usage_rules: count(sections.tool_usage_rules),
    num_tokens_directories: count(sections.directories),
  };
}

async function windowOf(ctx: Context, agent_id: string, id: string): Promise<string[]> {
  const where = { id, agent_id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.conversation.findFirst({ where, select: { in_context_message_ids: true } });
  if (!row) throw notFound("Conversation", id);
  return row.in_context_message_ids;
}

async function loadRows(ctx: Context, ids: string[]): Promise<MessageModel[]> {
  const rows = await ctx.db.message.findMany({
    where: { id: { in: ids }, organization_id: ctx.actor.organizationId },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function toolDefinitions(ctx: Context, agent_id: string) {
  const links = await ctx.db.agentTool.findMany({
    where: { agent_id, organization_id: ctx.actor.organizationId },
    select: { tool: { select: { json_schema: true } } },
    orderBy: { created_at: "asc" },
  });
  return links.flatMap(({ tool }) =>
    tool.json_schema ? [{ type: "function", function: tool.json_schema }] : [],
  );
}

async function archivalCount(ctx: Context, agent_id: string): Promise<number> {
  const link = await ctx.db.agentArchive.findFirst({
    where: { agent_id, organization_id: ctx.actor.organizationId },
  });
  return link ? ((await countPassages(ctx, [link.archive_id])).get(link.archive_id) ?? 0) : 0;
}

/** Begins what stands in for messages that left the window. */
export const summaryMark = "The following is a summary of the previous ";

/** Only the older form of a summary, a user message, counts as one here; rows of the role are messages like others. */
function summaryText(row: MessageModel | undefined): string | null {
  if (row?.role !== "user") return null;
  const [part] = row.content as { type: string; text?: string }[];
  return part?.text?.includes(summaryMark) ? part.text : null;
}

/** What of a message reaches the model. */
const spokenPart = ({ role, content, tool_calls, tool_returns }: ReturnType<typeof rawMessage>) => ({
  role,
  content,
  ...(tool_calls?.length && { tool_calls }),
  ...(tool_returns?.length && !content?.length && { tool_returns }),
});

/** A stored message as exports and overviews show it, with the deprecated fields of its parts. */
function rawMessage(row: MessageModel): Overview["messages"][number] {
  const returns = row.tool_returns as { tool_call_id: string }[] | null;
  const [decision] = (row.approvals ?? []) as { approve?: boolean; reason?: string | null }[];
  return {
    ...(row as unknown as Overview["messages"][number]),
    tool_call_id: returns?.[0]?.tool_call_id ?? null,
    approve: decision?.approve ?? null,
    denial_reason: decision?.reason ?? null,
  };
}
