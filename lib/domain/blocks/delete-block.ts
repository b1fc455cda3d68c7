import type { Context } from "../context";
import { recordEvents } from "../events/record-event";
import { transaction } from "../transaction";
import { blockState, lockBlock } from "./block";

/** Deletes a block and takes it from every agent, conversation, group and identity that has it. */
export async function deleteBlock(ctx: Context, id: string): Promise<null> {
  return transaction(ctx, async (tx) => {
    const block = await lockBlock(tx, id);
    const links = await tx.db.agentBlock.findMany({ where: { block_id: id }, select: { agent_id: true } });
    await tx.db.block.delete({ where: { id } });
    await recordEvents(tx, [
      ...links.map(({ agent_id }) => ({
        entityType: "block" as const,
        entityId: id,
        agentId: agent_id,
        action: "detached" as const,
        before: { label: block.label },
      })),
      {
        entityType: "block",
        entityId: id,
        action: "deleted",
        version: block.version,
        before: blockState(block),
      },
    ]);
    return null;
  });
}
