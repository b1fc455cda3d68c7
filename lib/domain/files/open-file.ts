import { wholeFile } from "@/lib/runtime/files/file-view";
import { AppError, notFound } from "@/lib/shared/errors";
import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { changingView, openInView } from "./agent-view";

/**
 * Opens a file for an agent from its start and gives the names of the files that were closed for it.
 * @throws AppError `not_found` for a file that is in none of the agent's folders; `conflict` for one not read yet
 */
export async function openFile(
  ctx: Context,
  { agentId, fileId }: { agentId: string; fileId: string },
): Promise<string[]> {
  return transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await assertReadable(tx, agentId, fileId);
    return changingView(tx, agentId, () => openInView(tx, agent, [{ fileId, range: wholeFile }]));
  });
}

async function assertReadable(tx: Context, agent_id: string, file_id: string): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const link = await tx.db.agentFile.findFirst({ where: { agent_id, file_id, organization_id } });
  if (!link) throw notFound("File", file_id);
  const content = await tx.db.fileContent.findFirst({
    where: { file_id, organization_id },
    select: { id: true },
  });
  if (!content) throw new AppError("conflict", `File '${link.file_name}' has not been read yet`);
}
