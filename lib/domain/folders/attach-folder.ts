import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { changingView } from "../files/agent-view";
import { linkFiles } from "../files/link-files";
import { transaction } from "../transaction";
import { addFileTools, dropUnusedFileTools, folderIdsOf, recordFolders } from "./agent-folders";
import { findFolder, lockFolder } from "./folder";

interface Link {
  agentId: string;
  folderId: string;
}

/**
 * Gives a folder to an agent: its files, as many of them open as may be, and the tools to read and search them.
 * Attaching twice is fine.
 * @throws AppError `not_found`
 */
export async function attachFolder(ctx: Context, { agentId, folderId }: Link): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockFolder(tx, folderId);
    const agent = await lockAgent(tx, agentId);
    const folder = await findFolder(tx, folderId);
    const before = await folderIdsOf(tx, agentId);
    if (before.includes(folderId)) return;
    const organization_id = tx.actor.organizationId;
    await tx.db.agentFolder.create({
      data: { agent_id: agentId, folder_id: folderId, organization_id, created_at: tx.clock.now() },
    });
    await addFileTools(tx, agentId);
    const files = await tx.db.file.findMany({
      where: { folder_id: folderId, organization_id, is_deleted: false },
      orderBy: [{ created_at: "asc" }, { id: "asc" }],
    });
    await changingView(tx, agentId, () =>
      linkFiles(
        tx,
        agent,
        files.map((file) => ({ file, folder })),
      ),
    );
    await recordFolders(tx, agent, before);
  });
}

/**
 * Takes a folder with its files from an agent; one it does not have is no matter.
 * @throws AppError `not_found` for an unknown agent
 */
export async function detachFolder(ctx: Context, { agentId, folderId }: Link): Promise<void> {
  await transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    const before = await folderIdsOf(tx, agentId);
    if (!before.includes(folderId)) return;
    const where = { agent_id: agentId, folder_id: folderId, organization_id: tx.actor.organizationId };
    await changingView(tx, agentId, async () => {
      await tx.db.agentFile.deleteMany({ where });
      await tx.db.agentFolder.deleteMany({ where });
    });
    await dropUnusedFileTools(tx, agentId);
    await recordFolders(tx, agent, before);
  });
}
