import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { blockState, toBlock } from "./block";
import { blockColumns, type NewBlock } from "./block-columns";

/** Always a new block: labels are unique within an agent, not beyond. */
export async function createBlock(ctx: Context, block: NewBlock) {
  const data = blockColumns(ctx, block);
  return transaction(ctx, async (tx) => {
    const row = await tx.db.block.create({ data });
    await recordEvent(tx, {
      entityType: "block",
      entityId: row.id,
      action: "created",
      version: row.version,
      after: blockState(row),
    });
    return toBlock(row);
  });
}
