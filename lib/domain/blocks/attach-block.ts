import { lockAgent } from "../agents/agent-row";
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
    await lockAgent(tx, agentId);
    const block = await findBlock(tx, blockId);
    const same = await tx.db.agentBlock.findMany({
      where: { agent_id: agentId, OR: [{ block_id: blockId }, { label: block.label }] },
    });
    if (same.some(({ block_id }) => block_id === blockId)) return;
    if (same.length > 0) throw labelTaken(agentId, block.label);
    await linkBlock(tx, block, [agentId, ...(await partnersWithoutLabel(tx, agentId, block.label))]);
  });
}

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
  await tx.db.agent.updateMany({ where: { id: { in: agentIds } }, data: { version: { increment: 1 } } });
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
      group: { manager_agent_id: agentId, manager_type: { in: ["sleeptime", "voice_sleeptime"] } },
      agent: { blocks: { none: { label } } },
    },
    select: { agent_id: true },
  });
  return partners.map(({ agent_id }) => agent_id);
}
