import { AppError, notFound } from "@/lib/shared/errors";
import { agentNotFound } from "../agents/agent-row";
import type { Context } from "../context";

/** @throws AppError `not_found` unless all of them are the organisation's */
export async function assertAgents(tx: Context, ids: string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const where = { id: { in: wanted }, organization_id: tx.actor.organizationId };
  if ((await tx.db.agent.count({ where })) < wanted.length) throw agentNotFound();
}

/** @throws AppError `not_found` unless all of them are the organisation's */
export async function assertBlocks(tx: Context, ids: string[]): Promise<void> {
  const where = { id: { in: ids }, organization_id: tx.actor.organizationId };
  const found = new Set((await tx.db.block.findMany({ where, select: { id: true } })).map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing) throw notFound("Block", missing);
}

/** @throws AppError `conflict`: an agent manages one group at the most */
export async function assertManagesNothing(tx: Context, agentId: string, groupId: string): Promise<void> {
  const where = {
    manager_agent_id: agentId,
    organization_id: tx.actor.organizationId,
    NOT: { id: groupId },
  };
  const other = await tx.db.group.findFirst({ where, select: { id: true } });
  if (other) throw new AppError("conflict", `Agent '${agentId}' manages group '${other.id}' already`);
}

/** Gives the group these members, in this order, in place of those it has. */
export async function replaceMembers(tx: Context, group_id: string, agentIds: string[]): Promise<void> {
  await assertAgents(tx, agentIds);
  const organization_id = tx.actor.organizationId;
  await tx.db.groupAgent.deleteMany({ where: { group_id, organization_id } });
  await tx.db.groupAgent.createMany({
    data: [...new Set(agentIds)].map((agent_id, position) => ({
      organization_id,
      group_id,
      agent_id,
      position,
    })),
  });
}

/** Gives the group these blocks in place of those it has; what its members have stays as it is. */
export async function replaceBlocks(tx: Context, group_id: string, blockIds: string[]): Promise<void> {
  const ids = [...new Set(blockIds)];
  await assertBlocks(tx, ids);
  const organization_id = tx.actor.organizationId;
  const now = tx.clock.now().getTime();
  await tx.db.groupBlock.deleteMany({ where: { group_id, organization_id } });
  await tx.db.groupBlock.createMany({
    data: ids.map((block_id, index) => ({
      organization_id,
      group_id,
      block_id,
      created_at: new Date(now + index),
    })),
  });
}
