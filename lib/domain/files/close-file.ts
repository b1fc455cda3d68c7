import { notFound } from "@/lib/shared/errors";
import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { changingView, closeLinks, openLinks } from "./agent-view";

/**
 * Takes a file out of an agent's view. A closed one stays closed.
 * @throws AppError `not_found` for a file that is in none of the agent's folders
 */
export async function closeFile(
  ctx: Context,
  { agentId, fileId }: { agentId: string; fileId: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockAgent(tx, agentId);
    const where = { agent_id: agentId, file_id: fileId, organization_id: tx.actor.organizationId };
    const link = await tx.db.agentFile.findFirst({ where });
    if (!link) throw notFound("File", fileId);
    await changingView(tx, agentId, () => closeLinks(tx, [link]));
  });
}

/** Closes all files of an agent and gives the names of those that were open. */
export async function closeAllFiles(ctx: Context, agentId: string): Promise<string[]> {
  return transaction(ctx, async (tx) => {
    await lockAgent(tx, agentId);
    const open = await openLinks(tx, agentId);
    if (open.length > 0) await changingView(tx, agentId, () => closeLinks(tx, open));
    return open.map(({ file_name }) => file_name);
  });
}
