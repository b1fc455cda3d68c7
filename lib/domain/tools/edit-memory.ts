import { Prisma } from "@/lib/generated/prisma/client";
import type { MemoryOperation } from "@/lib/runtime/tools/memory/blocks";
import { planMemoryEdit } from "@/lib/runtime/tools/memory/plan-memory-edit";
import { recompileSystemMessages } from "../agents/system-message";
import { attachBlock } from "../blocks/attach-block";
import { createBlock } from "../blocks/create-block";
import { detachBlock } from "../blocks/detach-block";
import { updateBlock } from "../blocks/update-block";
import type { Context } from "../context";
import { transaction } from "../transaction";
import type { ToolScope } from "./tool-scope";

/**
 * Runs a memory tool: plans the edit on what the blocks hold now and carries it out, with the blocks held meanwhile,
 * so that of two agents who edit a shared block neither loses a word.
 */
export async function editMemory(
  scope: ToolScope,
  name: string,
  args: Record<string, unknown>,
): Promise<string | null> {
  return transaction(scope.ctx, async (tx) => {
    const blocks = await lockBlocks(tx, scope);
    const { operations, result } = planMemoryEdit(name, args, blocks);
    const ids = new Map(blocks.map(({ label, id }) => [label, id]));
    for (const operation of operations) await carryOut(tx, scope, operation, ids);
    if (operations.some(({ type }) => type === "create" || type === "delete"))
      await recompileSystemMessages(tx, [scope.agent.id], { updateTimestamp: false });
    return result;
  });
}

/** The blocks that the agent sees in its conversation; its own of a label stands behind the conversation's. */
async function lockBlocks(tx: Context, { agent, conversationId }: ToolScope) {
  const organization_id = tx.actor.organizationId;
  const [own, isolated] = await Promise.all([
    tx.db.agentBlock.findMany({ where: { agent_id: agent.id, organization_id } }),
    conversationId
      ? tx.db.conversationBlock.findMany({ where: { conversation_id: conversationId, organization_id } })
      : [],
  ]);
  const ids = new Map([...own, ...isolated].map(({ label, block_id }) => [label, block_id]));
  await tx.db.$queryRaw(heldBlocks(organization_id, [...ids.values()]));
  const rows = await tx.db.block.findMany({ where: { id: { in: [...ids.values()] }, organization_id } });
  return rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
}

/** In the order of ids, so that two transactions never wait for each other. */
export const heldBlocks = (organizationId: string, ids: string[]) => Prisma.sql`
  select id
  from blocks
  where organization_id = ${organizationId}
    and id = any(${ids})
  order by id
  for no key update`;

async function carryOut(
  tx: Context,
  { agent, conversationId }: ToolScope,
  operation: MemoryOperation,
  ids: Map<string, string>,
) {
  const id = ids.get(operation.label) ?? "";
  switch (operation.type) {
    case "create": {
      const { label, value, description } = operation;
      if (id) return updateBlock(tx, id, { value, description });
      const block = await createBlock(tx, { label, value, ...(description && { description }) });
      await attachBlock(tx, { agentId: agent.id, blockId: block.id });
      return ids.set(label, block.id);
    }
    case "update":
      return updateBlock(tx, id, { value: operation.value });
    case "describe":
      return updateBlock(tx, id, { description: operation.description });
    case "rename":
      await updateBlock(tx, id, { label: operation.new_label });
      ids.delete(operation.label);
      return ids.set(operation.new_label, id);
    case "delete": {
      ids.delete(operation.label);
      const isolated = {
        conversation_id: conversationId ?? "",
        block_id: id,
        organization_id: tx.actor.organizationId,
      };
      const { count } = await tx.db.conversationBlock.deleteMany({ where: isolated });
      if (count === 0) await detachBlock(tx, { agentId: agent.id, blockId: id });
    }
  }
}
