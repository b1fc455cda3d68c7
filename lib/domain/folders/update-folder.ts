import type { SourceUpdate } from "@/lib/contract/sources/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { lockAgents } from "../agents/agent-row";
import { recompileSystemMessages } from "../agents/system-message";
import type { Context } from "../context";
import { recompileConversationsOf } from "../conversations/recompile-conversations";
import { difference } from "../events/record-event";
import { enqueueFiles } from "../files/enqueue-files";
import { transaction } from "../transaction";
import { findFolder, lockFolder, toSource } from "./folder";
import { assertNameFree } from "./folder-name";

/**
 * Changes a folder; null and absent fields stay. Agents see its files under the new name.
 * @throws AppError `not_found`; `conflict` for a taken name
 */
export async function updateFolder(ctx: Context, id: string, change: SourceUpdate) {
  const folder = await transaction(ctx, async (tx) => {
    await lockFolder(tx, id);
    const agentIds = await agentIdsOf(tx, id);
    await lockAgents(tx, agentIds);
    const row = await findFolder(tx, id);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value != null));
    const changed = difference<Record<string, unknown>>(row, given)?.after;
    if (!changed) return toSource(row);
    if (change.name) await assertNameFree(tx, change.name, id);
    const updated = await tx.db.folder.update({
      where: { id, organization_id: tx.actor.organizationId },
      data: { ...(changed as Prisma.FolderUpdateInput), last_updated_by_id: tx.actor.userId },
    });
    if (updated.name !== row.name) await renameLinks(tx, id, updated.name);
    if (changed.embedding_config) await embedAgain(tx, id);
    await recompileSystemMessages(tx, agentIds, { updateTimestamp: false });
    await recompileConversationsOf(tx, agentIds);
    return toSource(updated);
  });
  if (change.embedding_config) ctx.queue.wake("process_file");
  return folder;
}

/** Vectors of one model say nothing to another: the files wait to be embedded anew. */
async function embedAgain(tx: Context, folder_id: string): Promise<void> {
  const where = { folder_id, organization_id: tx.actor.organizationId };
  await tx.db.passage.deleteMany({ where });
  const files = await tx.db.file.updateManyAndReturn({
    where: { ...where, processing_status: { in: ["embedding", "completed"] } },
    data: { processing_status: "embedding", chunks_embedded: null, attempts: 0, claimed_by: null },
    select: { id: true, organization_id: true },
  });
  await enqueueFiles(tx, files);
}

async function renameLinks(tx: Context, folder_id: string, name: string): Promise<void> {
  await tx.db.$executeRaw`
    update agent_files
    set file_name = ${name} || '/' || files.file_name
    from files
    where files.id = agent_files.file_id
      and agent_files.folder_id = ${folder_id}
      and agent_files.organization_id = ${tx.actor.organizationId}`;
}

const agentIdsOf = async (tx: Context, folder_id: string) =>
  (
    await tx.db.agentFolder.findMany({
      where: { folder_id, organization_id: tx.actor.organizationId },
      select: { agent_id: true },
    })
  ).map(({ agent_id }) => agent_id);
