import { AppError } from "@/lib/shared/errors";
import { assertId } from "../assert-id";
import { findBlock } from "../blocks/block";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { lockGroup } from "./group";

interface Link {
  groupId: string;
  blockId: string;
}

/**
 * Links a block to a group; what its members have stays as it is. Linking twice is fine.
 * @throws AppError `invalid_argument` for an ill-formed id; `not_found`
 */
export async function attachGroupBlock(ctx: Context, { groupId, blockId }: Link): Promise<null> {
  assertId("block", blockId);
  await transaction(ctx, async (tx) => {
    await lockGroup(tx, groupId);
    await findBlock(tx, blockId);
    const organization_id = tx.actor.organizationId;
    const link = { group_id: groupId, block_id: blockId, organization_id, created_at: tx.clock.now() };
    await tx.db.groupBlock.createMany({ data: [link], skipDuplicates: true });
  });
  return null;
}

/** @throws AppError `invalid_argument` for an ill-formed id; `not_found`, also for a block that is not the group's */
export async function detachGroupBlock(ctx: Context, { groupId, blockId }: Link): Promise<null> {
  assertId("block", blockId);
  await transaction(ctx, async (tx) => {
    await lockGroup(tx, groupId);
    const where = { group_id: groupId, block_id: blockId, organization_id: tx.actor.organizationId };
    const { count } = await tx.db.groupBlock.deleteMany({ where });
    if (count === 0)
      throw new AppError("not_found", `Block '${blockId}' is not attached to group '${groupId}'`);
  });
  return null;
}
