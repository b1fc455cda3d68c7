import { wholeFile } from "@/lib/runtime/files/file-view";
import type { AgentRow } from "../agents/agent-row";
import type { Context } from "../context";
import { maxFilesOpen, openInView } from "./agent-view";
import { type FileRow, pathOf } from "./file";

export interface LinkedFile {
  file: FileRow;
  folder: { id: string; name: string };
}

/**
 * Gives an agent files of its folders. Those it has never seen are opened as far as it may have files open, in place of
 * the ones it used least recently. Files that are not read yet wait closed. The caller holds the agent's lock.
 */
export async function linkFiles(tx: Context, agent: AgentRow, given: LinkedFile[]): Promise<void> {
  if (given.length === 0) return;
  const now = tx.clock.now().getTime();
  await tx.db.agentFile.createMany({
    data: given.map(({ file, folder }, index) => ({
      id: tx.ids.next("file_agent"),
      organization_id: tx.actor.organizationId,
      agent_id: agent.id,
      file_id: file.id,
      folder_id: folder.id,
      file_name: pathOf(folder, file),
      created_at: new Date(now + index),
    })),
    skipDuplicates: true,
  });
  const unseen = await unseenFiles(
    tx,
    agent.id,
    given.map(({ file }) => file.id),
  );
  const opened = unseen.slice(0, maxFilesOpen(agent));
  await openInView(
    tx,
    agent,
    opened.map((fileId) => ({ fileId, range: wholeFile })),
  );
}

/** Of these, the readable ones that the agent never had open, in the given order. */
async function unseenFiles(tx: Context, agent_id: string, ids: string[]): Promise<string[]> {
  const where = { file_id: { in: ids }, organization_id: tx.actor.organizationId };
  const [links, readable] = await Promise.all([
    tx.db.agentFile.findMany({
      where: { ...where, agent_id, last_accessed_at: null },
      select: { file_id: true },
    }),
    tx.db.fileContent.findMany({ where, select: { file_id: true } }),
  ]);
  const isUnseen = new Set(links.map(({ file_id }) => file_id));
  const isReadable = new Set(readable.map(({ file_id }) => file_id));
  return ids.filter((id) => isUnseen.has(id) && isReadable.has(id));
}
