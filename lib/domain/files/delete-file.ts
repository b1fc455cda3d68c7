import { lockAgents } from "../agents/agent-row";
import { recompileSystemMessages } from "../agents/system-message";
import type { Context } from "../context";
import { recompileConversationsOf } from "../conversations/recompile-conversations";
import { findFolder, lockFolder } from "../folders/folder";
import { transaction } from "../transaction";
import { findFile } from "./file";

/**
 * Deletes a file with its text and its passages; agents do not see it any more.
 * @throws AppError `not_found`
 */
export async function deleteFile(
  ctx: Context,
  { folderId, fileId }: { folderId: string; fileId: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    await findFolder(tx, folderId);
    await lockFolder(tx, folderId);
    await findFile(tx, folderId, fileId);
    await deleteFileRow(tx, fileId);
  });
}

export async function deleteFileRow(tx: Context, id: string): Promise<void> {
  const where = { file_id: id, organization_id: tx.actor.organizationId };
  const links = await tx.db.agentFile.findMany({ where, select: { agent_id: true } });
  const agentIds = links.map(({ agent_id }) => agent_id);
  // Agents before the rows that link them, as everywhere.
  await lockAgents(tx, agentIds);
  await tx.db.file.deleteMany({ where: { id, organization_id: tx.actor.organizationId } });
  await recompileSystemMessages(tx, agentIds, { updateTimestamp: false });
  await recompileConversationsOf(tx, agentIds);
}
