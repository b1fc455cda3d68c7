import type { PromptFolder } from "@/lib/runtime/prompt/directories";
import type { PromptBlock } from "@/lib/runtime/prompt/memory-blocks";
import type { Context } from "../context";
import { type AgentRow, agentConfig } from "./agent-row";
import { fileLimits } from "./file-limits";
import type { PromptSource } from "./system-text";

/** What the system messages of these agents' default conversations say, in as many queries for a hundred as for one. */
export async function loadPromptSources(
  ctx: Context,
  agents: AgentRow[],
): Promise<(PromptSource & { messageCount: number })[]> {
  const agent_id = { in: agents.map(({ id }) => id) };
  const where = { organization_id: ctx.actor.organizationId, agent_id };
  const [links, folders, files, messages, archives] = await Promise.all([
    ctx.db.agentBlock.findMany({ where, include: { block: true }, orderBy: { created_at: "asc" } }),
    ctx.db.agentFolder.findMany({ where, include: { folder: true }, orderBy: { created_at: "asc" } }),
    ctx.db.agentFile.findMany({ where, orderBy: { file_name: "asc" } }),
    ctx.db.message.groupBy({ by: ["agent_id"], where, _count: true }),
    ctx.db.agentArchive.findMany({ where, select: { agent_id: true, archive_id: true } }),
  ]);
  const passages = await countPassages(
    ctx,
    archives.map(({ archive_id }) => archive_id),
  );
  const blocksOf = Map.groupBy(links, (link) => link.agent_id);
  const foldersOf = Map.groupBy(folders, (link) => link.agent_id);
  const filesOf = Map.groupBy(files, (file) => file.agent_id);
  const messageCount = new Map(messages.map((row) => [row.agent_id, row._count]));
  const archiveOf = new Map(archives.map((link) => [link.agent_id, link.archive_id]));
  return agents.map((agent) => ({
    agent,
    blocks: (blocksOf.get(agent.id) ?? []).map(({ block }) => block),
    folders: (foldersOf.get(agent.id) ?? []).map(({ folder }) =>
      promptFolder(folder, filesOf.get(agent.id) ?? [], viewCharLimit(agent)),
    ),
    conversationId: null,
    messageCount: messageCount.get(agent.id) ?? 0,
    recallCount: (messageCount.get(agent.id) ?? 0) - agent.message_ids.length,
    archivalCount: passages.get(archiveOf.get(agent.id) ?? "") ?? 0,
  }));
}

/** The same for one conversation: its own copies of blocks stand in for the agent's, its window is what counts as seen. */
export async function inConversation(
  ctx: Context,
  source: PromptSource,
  conversationId: string,
): Promise<PromptSource | null> {
  const agentId = source.agent.id;
  const conversation = await ctx.db.conversation.findFirst({
    where: { id: conversationId, agent_id: agentId, organization_id: ctx.actor.organizationId },
    include: { isolated_blocks: { include: { block: true } } },
  });
  if (!conversation) return null;
  const total = await ctx.db.message.count({ where: { agent_id: agentId } });
  return forConversation(source, conversation, total);
}

export interface PromptConversation {
  id: string;
  in_context_message_ids: string[];
  isolated_blocks: { label: string; block: PromptBlock }[];
}

/** `messageCount` is that of all messages of the agent. */
export function forConversation(
  source: PromptSource,
  { id, in_context_message_ids, isolated_blocks }: PromptConversation,
  messageCount: number,
): PromptSource {
  const copies = new Map(isolated_blocks.map(({ label, block }) => [label, block]));
  const labels = new Set(source.blocks.map(({ label }) => label));
  const renamed = [...copies].flatMap(([label, block]) => (labels.has(label) ? [] : [block]));
  return {
    ...source,
    conversationId: id,
    blocks: [...source.blocks.map((block) => copies.get(block.label) ?? block), ...renamed],
    recallCount: messageCount - in_context_message_ids.length,
  };
}

/** Numbers of passages, by archive. */
export async function countPassages(ctx: Context, archiveIds: string[]): Promise<Map<string | null, number>> {
  if (archiveIds.length === 0) return new Map();
  const rows = await ctx.db.passage.groupBy({
    by: ["archive_id"],
    where: { organization_id: ctx.actor.organizationId, archive_id: { in: archiveIds }, is_deleted: false },
    _count: true,
  });
  return new Map(rows.map((row) => [row.archive_id, row._count]));
}

export interface FileView {
  folder_id: string;
  file_name: string;
  is_open: boolean;
  visible_content: string | null;
}

export function promptFolder(
  folder: { id: string; name: string; description: string | null; instructions: string | null },
  files: FileView[],
  limit: number,
): PromptFolder {
  return {
    name: folder.name,
    description: folder.description,
    instructions: folder.instructions,
    files: files
      .filter((file) => file.folder_id === folder.id)
      .map((file) => ({
        name: file.file_name,
        visibleContent: file.is_open ? (file.visible_content ?? "") : "",
        limit,
      })),
  };
}

export const viewCharLimit = (
  agent: Pick<
    AgentRow,
    "per_file_view_window_char_limit" | "llm_config" | "embedding_config" | "tool_rules" | "response_format"
  >,
) =>
  agent.per_file_view_window_char_limit ??
  fileLimits(agentConfig(agent).llm_config.context_window).viewCharLimit;
