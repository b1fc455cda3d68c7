import type { Context } from "../context";
import { transaction } from "../transaction";
import { lockGroup } from "./group";

/**
 * Deletes a group; its agents, their messages and its blocks stay.
 * @throws AppError `not_found`
 */
export async function deleteGroup(ctx: Context, id: string): Promise<{ message: string }> {
  await transaction(ctx, async (tx) => {
    await lockGroup(tx, id);
    await tx.db.group.deleteMany({ where: { id, organization_id: tx.actor.organizationId } });
  });
  return { message: `Group id=${id} successfully deleted` };
}
