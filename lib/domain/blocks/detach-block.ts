import { AppError } from "@/lib/shared/errors";
import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";

/**
 * Takes a block from an agent; the block stays.
 * @throws AppError `not_found` for an agent that is missing or does not have the block
 */
export async function detachBlock(
  ctx: Context,
  { agentId, blockId }: { agentId: string; blockId: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockAgent(tx, agentId);
    const link = { agent_id: agentId, block_id: blockId };
    const attached = await tx.db.agentBlock.findFirst({ where: link });
    if (!attached)
      throw new AppError("not_found", `Block '${blockId}' is not attached to agent '${agentId}'`);
    await tx.db.agentBlock.deleteMany({ where: link });
    await tx.db.agent.update({ where: { id: agentId }, data: { version: { increment: 1 } } });
    await recordEvent(tx, {
      entityType: "block",
      entityId: blockId,
      agentId,
      action: "detached",
      before: { label: attached.label },
    });
  });
}
