import type { MnemeRestoreBlock } from "@/lib/contract/mneme/schemas";
import { AppError, notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { blockFieldsBefore } from "../history/fields-at";
import { transaction } from "../transaction";
import { lockBlock, toBlock } from "./block";
import { changeBlock } from "./update-block";

/**
 * Gives a block the fields it had right after one of its events, or right before. It is a change like any other:
 * history only grows, and agents that have the block see it at once.
 * @throws AppError `not_found` for a block or event that is missing; `conflict` when an agent has another block of the
 * label that would come back; `invalid_argument` for the time before the block was created
 */
export async function restoreBlock(ctx: Context, blockId: string, { event_id, to }: MnemeRestoreBlock) {
  return transaction(ctx, async (tx) => {
    const block = await lockBlock(tx, blockId);
    const event = await tx.db.stateEvent.findFirst({
      where: {
        id: BigInt(event_id),
        organization_id: tx.actor.organizationId,
        entity_type: "block",
        entity_id: blockId,
      },
      select: { id: true, action: true },
    });
    if (!event) throw notFound("Event", event_id);
    if (to === "before" && event.action === "created")
      throw new AppError("invalid_argument", "Before this event the block did not exist");
    const fields = await blockFieldsBefore(tx, blockId, to === "before" ? event.id : event.id + 1n);
    return toBlock(await changeBlock(tx, block, fields));
  });
}
