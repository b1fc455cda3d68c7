import type { GroupCreate } from "@/lib/contract/groups/schemas";
import { lockAgents } from "../agents/agent-row";
import { attachBlock, withPartners } from "../blocks/attach-block";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { findGroup, type GroupBody, toGroup } from "./group";
import { assertAgents, assertManagesNothing, replaceBlocks, replaceMembers } from "./group-links";
import { newManagerColumns } from "./manager-columns";

const withCounter = ["sleeptime", "voice_sleeptime"];

/**
 * Makes a group of agents, in the order given. Its shared blocks are attached to every member.
 * @throws AppError `not_found` for an unknown agent or block; `conflict` for an agent that manages a group already
 */
export async function createGroup(ctx: Context, body: GroupCreate): Promise<GroupBody> {
  const { manager_config, agent_ids, shared_block_ids } = body;
  const columns = newManagerColumns(manager_config);
  const id = ctx.ids.next("group");
  return transaction(ctx, async (tx) => {
    // All at once and before anything else, so that two groups of the same agents never wait for each other.
    if (shared_block_ids.length > 0) await lockAgents(tx, await withPartners(tx, agent_ids));
    if (columns.manager_agent_id) {
      await assertAgents(tx, [columns.manager_agent_id]);
      await assertManagesNothing(tx, columns.manager_agent_id, id);
    }
    await tx.db.group.create({
      data: {
        id,
        organization_id: tx.actor.organizationId,
        manager_type: manager_config.manager_type,
        description: body.description,
        ...columns,
        ...(withCounter.includes(manager_config.manager_type) && { turns_counter: -1 }),
        hidden: body.hidden ?? null,
        project_id: tx.projectId ?? body.project_id ?? null,
        created_by_id: tx.actor.userId,
        last_updated_by_id: tx.actor.userId,
        created_at: tx.clock.now(),
      },
    });
    await replaceMembers(tx, id, agent_ids);
    await replaceBlocks(tx, id, shared_block_ids);
    for (const blockId of new Set(shared_block_ids))
      for (const agentId of new Set(agent_ids)) await attachBlock(tx, { agentId, blockId });
    return toGroup(await findGroup(tx, id));
  });
}
