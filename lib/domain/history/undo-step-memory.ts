import type { MnemeUndoneMemory } from "@/lib/contract/mneme/schemas";
import { Prisma, type StateEvent } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import { recompileSystemMessages } from "../agents/system-message";
import { attachBlock } from "../blocks/attach-block";
import { findBlock, lockBlock } from "../blocks/block";
import { deleteBlock } from "../blocks/delete-block";
import { detachBlock } from "../blocks/detach-block";
import { changeBlock } from "../blocks/update-block";
import type { Context } from "../context";
import { findStep } from "../steps/step";
import { transaction } from "../transaction";
import { blockFieldsBefore } from "./fields-at";
import { toEntries } from "./history-entry";

type Undone = MnemeUndoneMemory["blocks"][number];

/**
 * Takes back what a step did to memory: edited blocks get their fields back, a block it made is deleted, one it took
 * from its agent is given back. All or nothing, and only if nobody changed the same blocks since.
 * @throws AppError `not_found`; `conflict` when there is nothing to undo or a later change stands in the way
 */
export async function undoStepMemory(ctx: Context, stepId: string): Promise<MnemeUndoneMemory> {
  const step = await findStep(ctx, stepId);
  return transaction(ctx, async (tx) => {
    const events = step.run_id ? await memoryEvents(tx, step.run_id, stepId) : [];
    if (events.length === 0) throw new AppError("conflict", "This step changed no memory");
    const byBlock = [...Map.groupBy(events, ({ entity_id }) => entity_id)];
    await holdBlocks(
      tx,
      byBlock.map(([id]) => id),
    );
    const blocks: Undone[] = [];
    for (const [, changes] of byBlock) {
      await assertUntouched(tx, changes, step.agent_id);
      blocks.push(await undo(tx, changes, step.agent_id));
    }
    if (step.agent_id) await recompileSystemMessages(tx, [step.agent_id], { updateTimestamp: false });
    return { step_id: stepId, blocks };
  });
}

/** Found by the run, for which there is an index. */
const memoryEvents = (tx: Context, run_id: string, step_id: string) =>
  tx.db.stateEvent.findMany({
    where: { organization_id: tx.actor.organizationId, run_id, step_id, entity_type: "block" },
    orderBy: { id: "asc" },
  });

/** In the order of ids, so that two transactions never wait for each other. */
const holdBlocks = (tx: Context, ids: string[]) =>
  tx.db.$queryRaw(Prisma.sql`
    select id
    from blocks
    where organization_id = ${tx.actor.organizationId}
      and id = any(${ids})
    order by id
    for no key update`);

/** Changes of the block count, and whether this agent has it; that others take it up or drop it does not. */
async function assertUntouched(tx: Context, changes: StateEvent[], agentId: string | null): Promise<void> {
  const [first] = changes;
  const later = await tx.db.stateEvent.findFirst({
    where: {
      organization_id: tx.actor.organizationId,
      entity_id: first.entity_id,
      id: { gt: first.id, notIn: changes.map(({ id }) => id) },
      OR: [
        { action: { in: ["updated", "deleted"] } },
        { action: { in: ["attached", "detached"] }, agent_id: agentId },
      ],
    },
    orderBy: { id: "asc" },
  });
  if (!later) return;
  const [later_change] = await toEntries(tx, [later]);
  const who = later_change.actor.name ?? later_change.actor.type;
  const when = later.created_at.toISOString();
  const text = `Block '${first.entity_id}' was ${later.action} by ${who} at ${when}, after this step; restore it from its history instead`;
  throw new AppError("conflict", text, { detail: { later_change } });
}

async function undo(tx: Context, changes: StateEvent[], agentId: string | null): Promise<Undone> {
  const blockId = changes[0].entity_id;
  const wasDone = (action: string) => changes.some((change) => change.action === action);
  if (wasDone("created")) return undoCreation(tx, changes);
  if (wasDone("updated"))
    await changeBlock(tx, await lockBlock(tx, blockId), await blockFieldsBefore(tx, blockId, changes[0].id));
  const { label } = await findBlock(tx, blockId);
  const link = agentId ? attachmentChange(changes, agentId) : null;
  if (link === "detached") await attachBlock(tx, { agentId: agentId as string, blockId });
  if (link === "attached") await detachBlock(tx, { agentId: agentId as string, blockId });
  const change = link === "detached" ? "attached" : link === "attached" ? "detached" : "reverted";
  return { block_id: blockId, label, change };
}

/** What the step did in sum to the agent's link with the block; nothing if it ended where it began. */
function attachmentChange(changes: StateEvent[], agentId: string | null): "attached" | "detached" | null {
  const links = changes
    .filter((change) => change.agent_id === agentId)
    .map(({ action }) => action)
    .filter((action) => action === "attached" || action === "detached");
  return links.length > 0 && links[0] === links.at(-1) ? links[0] : null;
}

/** @throws AppError `conflict` when another agent or conversation has taken the block up meanwhile */
async function undoCreation(tx: Context, changes: StateEvent[]): Promise<Undone> {
  const blockId = changes[0].entity_id;
  const { label } = await findBlock(tx, blockId);
  const given = changes.flatMap(({ agent_id }) => agent_id ?? []);
  const holders = await tx.db.agentBlock.count({ where: { block_id: blockId, agent_id: { notIn: given } } });
  const conversations = await tx.db.conversationBlock.count({ where: { block_id: blockId } });
  if (holders + conversations > 0)
    throw new AppError(
      "conflict",
      `Block '${blockId}', which this step made, is used elsewhere too; detach it instead`,
    );
  await deleteBlock(tx, blockId);
  return { block_id: blockId, label, change: "deleted" };
}
