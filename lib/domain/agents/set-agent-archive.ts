import { AppError, notFound } from "@/lib/shared/errors";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { lockAgent } from "./agent-row";

interface Link {
  agentId: string;
  archiveId: string;
}

/**
 * Gives an agent an archive to remember into. Attaching twice is fine.
 * @throws AppError `not_found`; `conflict` for an agent that has another one, since it has one at the most
 */
export async function attachArchive(ctx: Context, { agentId, archiveId }: Link): Promise<null> {
  return transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await assertArchiveExists(tx, archiveId);
    const current = await tx.db.agentArchive.findFirst({ where: { agent_id: agentId } });
    if (current?.archive_id === archiveId) return null;
    if (current)
      throw new AppError("conflict", `Agent '${agentId}' has archive '${current.archive_id}' already`);
    await tx.db.agentArchive.create({
      data: { organization_id: tx.actor.organizationId, agent_id: agentId, archive_id: archiveId },
    });
    await tx.db.agent.update({ where: { id: agentId }, data: { version: { increment: 1 } } });
    const version = agent.version + 1;
    const after = { archive_id: archiveId };
    await recordEvent(tx, { entityType: "agent", entityId: agentId, action: "attached", version, after });
    return null;
  });
}

/** @throws AppError `not_found`; `invalid_argument` for an ill-formed archive id */
export async function detachArchive(ctx: Context, { agentId, archiveId }: Link): Promise<null> {
  return transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await assertArchiveExists(tx, archiveId);
    const { count } = await tx.db.agentArchive.deleteMany({
      where: { agent_id: agentId, archive_id: archiveId },
    });
    if (count === 0) return null;
    await tx.db.agent.update({ where: { id: agentId }, data: { version: { increment: 1 } } });
    const version = agent.version + 1;
    const before = { archive_id: archiveId };
    await recordEvent(tx, { entityType: "agent", entityId: agentId, action: "detached", version, before });
    return null;
  });
}

async function assertArchiveExists(tx: Context, id: string): Promise<void> {
  assertId("archive", id);
  const found = await tx.db.archive.count({ where: { id, organization_id: tx.actor.organizationId } });
  if (found === 0) throw notFound("Archive", id);
}
