import type { BlockUpdate } from "@/lib/contract/blocks/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import { recompileSystemMessages } from "../agents/system-message";
import type { Context } from "../context";
import { recompileConversationsOfBlock } from "../conversations/recompile-conversation";
import { difference, recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { type BlockRow, lockBlock, toBlock } from "./block";
import { withoutNul } from "./block-columns";

export type BlockChange = Partial<BlockUpdate>;

/** What the system message shows of a block. */
const shown = ["label", "value", "limit", "description", "read_only"] as const;

/**
 * Changes a block, and with it the system message of every agent that has it and of the conversation that it is a copy
 * for. Null and absent fields stay; a change that changes nothing leaves no trace.
 * @throws AppError `not_found`; `conflict` when an agent has another block of the new label
 */
export async function updateBlock(ctx: Context, id: string, change: BlockChange) {
  return transaction(ctx, async (tx) => {
    const row = await lockBlock(tx, id);
    return toBlock(await changeBlock(tx, row, given(change)));
  });
}

/** The same for a block that this transaction holds, with fields as they are to be: null is a value. */
export async function changeBlock(tx: Context, row: BlockRow, fields: Partial<BlockRow>): Promise<BlockRow> {
  const changed = difference<Partial<BlockRow>>(row, fields);
  if (!changed) return row;
  if (changed.after.label !== undefined) await renameAttachments(tx, row, changed.after.label);
  const updated = await tx.db.block.update({
    where: { id: row.id },
    data: {
      ...(changed.after as Prisma.BlockUpdateInput),
      ...(changed.after.metadata === null && { metadata: Prisma.DbNull }),
      version: { increment: 1 },
      last_updated_by_id: tx.actor.userId,
    },
  });
  await recordEvent(tx, {
    entityType: "block",
    entityId: row.id,
    action: "updated",
    version: updated.version,
    ...changed,
  });
  if (shown.some((field) => field in changed.after)) await recompileHolders(tx, row.id);
  return updated;
}

function given(change: BlockChange): Partial<BlockRow> {
  const fields = Object.entries(change).filter(([, value]) => value !== null && value !== undefined);
  const clean = Object.fromEntries(fields) as Partial<BlockRow>;
  if (clean.value !== undefined) clean.value = withoutNul(clean.value);
  if (clean.label !== undefined) clean.label = withoutNul(clean.label);
  if (clean.tags) clean.tags = [...new Set(clean.tags)];
  return clean;
}

async function renameAttachments(tx: Context, block: BlockRow, label: string) {
  const holders = await tx.db.agentBlock.findMany({
    where: { block_id: block.id },
    select: { agent_id: true },
  });
  const clash = await tx.db.agentBlock.findFirst({
    where: { agent_id: { in: holders.map(({ agent_id }) => agent_id) }, label, block_id: { not: block.id } },
  });
  if (clash) throw labelTaken(clash.agent_id, label);
  await tx.db.agentBlock.updateMany({ where: { block_id: block.id }, data: { label } });
  await tx.db.conversationBlock.updateMany({ where: { block_id: block.id }, data: { label } });
}

export const labelTaken = (agentId: string, label: string) =>
  new AppError("conflict", `Agent '${agentId}' has another block with the label '${label}' already`);

async function recompileHolders(tx: Context, blockId: string) {
  const links = await tx.db.agentBlock.findMany({ where: { block_id: blockId }, select: { agent_id: true } });
  await recompileSystemMessages(
    tx,
    links.map(({ agent_id }) => agent_id),
    { updateTimestamp: false },
  );
  await recompileConversationsOfBlock(tx, blockId);
}
