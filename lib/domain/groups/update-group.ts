import type { GroupUpdate } from "@/lib/contract/groups/schemas";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { findGroup, type GroupBody, lockGroup, toGroup } from "./group";
import { assertAgents, assertManagesNothing, replaceBlocks, replaceMembers } from "./group-links";
import { changedManagerColumns } from "./manager-columns";

/**
 * Changes a group. Null and absent fields stay; members and shared blocks are replaced as a whole. Of the manager's
 * fields only those count that were `sent`.
 * @throws AppError `not_found`; `invalid_argument` for another manager type or buffer lengths that cannot be
 */
export async function updateGroup(
  ctx: Context,
  id: string,
  change: GroupUpdate,
  sent: unknown,
): Promise<GroupBody> {
  return transaction(ctx, async (tx) => {
    const group = await lockGroup(tx, id);
    const given = ((sent as { manager_config?: object } | null)?.manager_config ?? {}) as object;
    const columns = change.manager_config ? changedManagerColumns(group, change.manager_config, given) : {};
    if (columns.manager_agent_id) {
      await assertAgents(tx, [columns.manager_agent_id]);
      await assertManagesNothing(tx, columns.manager_agent_id, id);
    }
    await tx.db.group.update({
      where: { id },
      data: {
        ...columns,
        ...(change.description != null && { description: change.description }),
        ...(change.project_id != null && { project_id: change.project_id }),
        last_updated_by_id: tx.actor.userId,
      },
    });
    if (change.agent_ids) await replaceMembers(tx, id, change.agent_ids);
    if (change.shared_block_ids) await replaceBlocks(tx, id, change.shared_block_ids);
    return toGroup(await findGroup(tx, id));
  });
}
