import { AppError } from "@/lib/shared/errors";
import { lockAgent } from "../agents/agent-row";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { archiveOfAgent } from "./agent-archive";
import { findArchive } from "./archive";

/**
 * Lets an agent remember into an archive, which it may share with others. Attaching twice is fine.
 * @throws AppError `conflict` for an agent that has another archive
 */
export async function attachArchive(
  ctx: Context,
  { agentId, archiveId }: { agentId: string; archiveId: string },
): Promise<void> {
  assertId("archive", archiveId);
  await transaction(ctx, async (tx) => {
    await lockAgent(tx, agentId);
    await findArchive(tx, archiveId);
    const existing = await archiveOfAgent(tx, agentId);
    if (existing?.id === archiveId) return;
    if (existing) throw new AppError("conflict", `Agent '${agentId}' has another archive: '${existing.id}'`);
    const organization_id = tx.actor.organizationId;
    await tx.db.agentArchive.create({ data: { organization_id, agent_id: agentId, archive_id: archiveId } });
  });
}

/** Takes an archive from an agent; one it does not have is no matter. The archive stays. */
export async function detachArchive(
  ctx: Context,
  { agentId, archiveId }: { agentId: string; archiveId: string },
): Promise<void> {
  assertId("archive", archiveId);
  await transaction(ctx, async (tx) => {
    await lockAgent(tx, agentId);
    await findArchive(tx, archiveId);
    const where = { agent_id: agentId, archive_id: archiveId, organization_id: tx.actor.organizationId };
    await tx.db.agentArchive.deleteMany({ where });
  });
}
