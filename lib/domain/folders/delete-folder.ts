import { findAgent, lockAgents } from "../agents/agent-row";
import { deleteBlock } from "../blocks/delete-block";
import type { Context } from "../context";
import { changingView } from "../files/agent-view";
import { transaction } from "../transaction";
import { dropUnusedFileTools, folderIdsOf, recordFolders } from "./agent-folders";
import { findFolder, lockFolder } from "./folder";

/**
 * Deletes a folder with its files and their passages, and takes it from every agent that has it.
 * @throws AppError `not_found`
 */
export async function deleteFolder(ctx: Context, id: string): Promise<null> {
  return transaction(ctx, async (tx) => {
    await lockFolder(tx, id);
    const folder = await findFolder(tx, id);
    const where = { folder_id: id, organization_id: tx.actor.organizationId };
    const links = await tx.db.agentFolder.findMany({ where, select: { agent_id: true } });
    const agentIds = links.map(({ agent_id }) => agent_id);
    await lockAgents(tx, agentIds);
    for (const agentId of agentIds) await takeFrom(tx, agentId, id);
    await deletePartnerBlocks(tx, agentIds, folder.name);
    await tx.db.folder.delete({ where: { id, organization_id: tx.actor.organizationId } });
    return null;
  });
}

async function takeFrom(tx: Context, agentId: string, folder_id: string): Promise<void> {
  const agent = await findAgent(tx, agentId);
  const before = await folderIdsOf(tx, agentId);
  const where = { agent_id: agentId, folder_id, organization_id: tx.actor.organizationId };
  await changingView(tx, agentId, async () => {
    await tx.db.agentFile.deleteMany({ where });
    await tx.db.agentFolder.deleteMany({ where });
  });
  await dropUnusedFileTools(tx, agentId);
  await recordFolders(tx, agent, before);
}

/** Agents that tend the memory of others keep notes on a folder in a block of its name. */
async function deletePartnerBlocks(tx: Context, managerIds: string[], label: string): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const partners = await tx.db.groupAgent.findMany({
    where: {
      organization_id,
      group: { manager_agent_id: { in: managerIds }, manager_type: { in: ["sleeptime", "voice_sleeptime"] } },
    },
    select: { agent_id: true },
  });
  const blocks = await tx.db.agentBlock.findMany({
    where: { organization_id, label, agent_id: { in: partners.map(({ agent_id }) => agent_id) } },
    select: { block_id: true },
  });
  for (const blockId of new Set(blocks.map(({ block_id }) => block_id))) await deleteBlock(tx, blockId);
}
