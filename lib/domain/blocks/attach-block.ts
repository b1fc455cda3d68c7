import { assertAgentExists, lockAgents } from "../agents/agent-row";
import type { Context } from "../context";
import { recordEvents } from "../events/record-event";
import { transaction } from "../transaction";
import { findBlock } from "./block";
import { labelTaken } from "./update-block";

/**
 * Gives a block to an agent, and to the agent that tends its memory in the background. Attaching twice is fine.
 * The system message shows the block from its next recompilation on, so that the provider's prompt cache stays warm.
 * @throws AppError `not_found`; `conflict` when the agent has another block of that label
 */
export async function attachBlock(
  ctx: Context,
  { agentId, blockId }: { agentId: string; blockId: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockAgents(tx, await withPartners(tx, [agentId]));
    await assertAgentExists(tx, agentId);
    const block = await findBlock(tx, blockId);
    const same = await tx.db.agentBlock.findMany({
      where: {
        agent_id: agentId,
        organization_id: tx.actor.organizationId,
        OR: [{ block_id: blockId }, { label: block.label }],
      },
    });
    if (same.some(({ block_id }) => block_id === blockId)) return;
    if (same.length > 0) throw labelTaken(agentId, block.label);
    await linkBlock(tx, block, [agentId, ...(await partnersWithoutLabel(tx, agentId, block.label))]);
  });
}

/** Agents with those that tend their memory in the background. */
export async function withPartners(tx: Context, agentIds: string[]): Promise<string[]> {
  const partners = await tx.db.groupAgent.findMany({
    where: { organization_id: tx.actor.organizationId, group: tendedBy(agentIds) },
    select: { agent_id: true },
  });
  return [...agentIds, ...partners.map(({ agent_id }) => agent_id)];
}

const tendedBy = (agentIds: string[]) => ({
  manager_agent_id: { in: agentIds },
  manager_type: { in: ["sleeptime", "voice_sleeptime"] },
});

async function linkBlock(
  tx: Context,
  block: { id: string; label: string },
  agentIds: string[],
): Promise<void> {
  await tx.db.agentBlock.createMany({
    data: agentIds.map((agent_id) => ({
      organization_id: tx.actor.organizationId,
      agent_id,
      block_id: block.id,
      label: block.label,
      created_at: tx.clock.now(),
    })),
  });
  await tx.db.agent.updateMany({
    where: { id: { in: agentIds }, organization_id: tx.actor.organizationId },
    data: { version: { increment: 1 } },
  });
  await recordEvents(
    tx,
    agentIds.map((agentId) => ({
      entityType: "block",
      entityId: block.id,
      agentId,
      action: "attached",
      after: { label: block.label },
    })),
  );
}

async function partnersWithoutLabel(tx: Context, agentId: string, label: string): Promise<string[]> {
  const partners = await tx.db.groupAgent.findMany({
    where: {
      organization_id: tx.actor.organizationId,
      group: tendedBy([agentId]),
      agent: { blocks: { none: { label } } },
    },
    select: { agent_id: true },
  });
  return partners.map(({ agent_id }) => agent_id);
}
