import type { AgentFile } from "@/lib/generated/prisma/client";
import { fileKind } from "@/lib/runtime/files/file-types";
import { fileView, type ViewRange } from "@/lib/runtime/files/file-view";
import { type AgentRow, agentConfig } from "../agents/agent-row";
import { fileLimits } from "../agents/file-limits";
import { viewCharLimit } from "../agents/load-prompt-sources";
import { recompileSystemMessages } from "../agents/system-message";
import type { Context } from "../context";
import { recompileConversationsOf } from "../conversations/recompile-conversations";
import { recordEvent } from "../events/record-event";
import { textsOf } from "./file";

export interface Opening {
  fileId: string;
  range: ViewRange;
}

/** How many files the agent may have open. */
export const maxFilesOpen = (agent: AgentRow) =>
  agent.max_files_open ?? fileLimits(agentConfig(agent).llm_config.context_window).maxFilesOpen;

const linksOf = (tx: Context, agentId: string) => ({
  agent_id: agentId,
  organization_id: tx.actor.organizationId,
});

export const openLinks = (tx: Context, agentId: string): Promise<AgentFile[]> =>
  tx.db.agentFile.findMany({
    where: { ...linksOf(tx, agentId), is_open: true },
    orderBy: [{ last_accessed_at: { sort: "asc", nulls: "first" } }, { id: "asc" }],
  });

/**
 * Puts files, all linked, into the agent's view and closes those it used least recently, so that no more are open than
 * it may have. Gives the names that were closed. The caller holds the agent's lock and recompiles.
 */
export async function openInView(tx: Context, agent: AgentRow, openings: Opening[]): Promise<string[]> {
  const ids = openings.map(({ fileId }) => fileId);
  const [texts, files] = await Promise.all([
    textsOf(tx, ids),
    tx.db.file.findMany({ where: { id: { in: ids }, organization_id: tx.actor.organizationId } }),
  ]);
  const fileOf = new Map(files.map((file) => [file.id, file]));
  const now = tx.clock.now().getTime();
  for (const [index, { fileId, range }] of openings.entries()) {
    const file = fileOf.get(fileId);
    const kind = fileKind(file?.original_file_name ?? file?.file_name ?? "", file?.file_type ?? null);
    await tx.db.agentFile.updateMany({
      where: { ...linksOf(tx, agent.id), file_id: fileId },
      data: {
        is_open: true,
        visible_content: fileView(texts.get(fileId) ?? "", kind, range, viewCharLimit(agent)),
        start_line: range.start,
        end_line: range.end,
        // A millisecond apart: what was asked for first is closed first.
        last_accessed_at: new Date(now + index),
      },
    });
  }
  return closeLeastUsed(tx, agent, new Set(ids));
}

async function closeLeastUsed(tx: Context, agent: AgentRow, kept: Set<string>): Promise<string[]> {
  const open = await openLinks(tx, agent.id);
  const excess = open.length - maxFilesOpen(agent);
  if (excess <= 0) return [];
  const closed = open.filter(({ file_id }) => !kept.has(file_id)).slice(0, excess);
  await closeLinks(tx, closed);
  return closed.map(({ file_name }) => file_name);
}

export async function closeLinks(tx: Context, links: Pick<AgentFile, "id">[]): Promise<void> {
  if (links.length === 0) return;
  await tx.db.agentFile.updateMany({
    where: { id: { in: links.map(({ id }) => id) }, organization_id: tx.actor.organizationId },
    data: { is_open: false, visible_content: null, start_line: null, end_line: null },
  });
}

/**
 * Does the work, then brings the history of the agent and its system messages, those of its other conversations too, up
 * to what is open now. The caller holds the agent's lock.
 */
export async function changingView<T>(tx: Context, agentId: string, work: () => Promise<T>): Promise<T> {
  const result = await changingDefaultView(tx, agentId, work);
  await recompileConversationsOf(tx, [agentId]);
  return result;
}

/** The same for a change in the course of a turn: other conversations see it when they are compiled the next time. */
export async function changingDefaultView<T>(
  tx: Context,
  agentId: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = await viewState(tx, agentId);
  const result = await work();
  const after = await viewState(tx, agentId);
  if (JSON.stringify(before) !== JSON.stringify(after))
    await recordEvent(tx, {
      entityType: "agent",
      entityId: agentId,
      action: "updated",
      before: { open_files: before },
      after: { open_files: after },
    });
  await recompileSystemMessages(tx, [agentId], { updateTimestamp: false });
  return result;
}

async function viewState(tx: Context, agentId: string) {
  const open = await openLinks(tx, agentId);
  return open
    .map(({ file_name, start_line, end_line }) => ({ file_name, start_line, end_line }))
    .sort((a, b) => (a.file_name < b.file_name ? -1 : 1));
}
