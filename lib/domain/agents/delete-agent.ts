import { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordEvents } from "../events/record-event";
import { transaction } from "../transaction";
import { type AgentRow, findAgent, lockAgent } from "./agent-row";

const partnerTypes = ["sleeptime", "voice_sleeptime"];

/**
 * Deletes an agent with its history, and with it the agents that tend its memory. Blocks, tools, archives, folders and
 * identities stay. What the agents are doing is stopped first, so that nothing writes behind the deletion.
 * @throws AppError `not_found`; `conflict` for the manager of a group that is more than its own background
 */
export async function deleteAgent(ctx: Context, id: string): Promise<{ message: string }> {
  await findAgent(ctx, id);
  await stopRuns(ctx, [id, ...(await partnersOf(ctx, id))]);
  await transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, id);
    const partnerIds = await partnersOf(tx, id);
    const partners = await tx.db.agent.findMany({ where: { id: { in: partnerIds } } });
    await dissolveGroups(tx, id);
    await deleteRows(tx, [agent, ...partners]);
  });
  return { message: `Agent id=${id} successfully deleted` };
}

async function partnersOf(ctx: Context, id: string): Promise<string[]> {
  const links = await ctx.db.groupAgent.findMany({
    where: { group: { manager_agent_id: id, manager_type: { in: partnerTypes } } },
    select: { agent_id: true },
  });
  return links.map(({ agent_id }) => agent_id);
}

async function stopRuns(ctx: Context, agentIds: string[]): Promise<void> {
  const runs = await ctx.db.run.findMany({
    where: { agent_id: { in: agentIds }, status: { in: ["created", "running"] } },
    select: { id: true },
  });
  await Promise.all(runs.map(({ id }) => ctx.executor.cancel(id)));
}

/** A background group goes with its manager, and with its member: then the manager has no background any more. */
async function dissolveGroups(tx: Context, id: string): Promise<void> {
  const groups = await tx.db.group.findMany({
    where: {
      OR: [
        { manager_agent_id: id },
        { manager_type: { in: partnerTypes }, agents: { some: { agent_id: id } } },
      ],
    },
  });
  const other = groups.find(({ manager_type }) => !partnerTypes.includes(manager_type));
  if (other)
    throw new AppError(
      "conflict",
      `Agent '${id}' manages group '${other.id}'; delete or change the group first`,
    );
  const left = groups.flatMap(({ manager_agent_id }) =>
    manager_agent_id === id ? [] : (manager_agent_id ?? []),
  );
  await tx.db.group.deleteMany({ where: { id: { in: groups.map((group) => group.id) } } });
  if (left.length > 0)
    await tx.db.agent.updateMany({
      where: { id: { in: left } },
      data: { enable_sleeptime: null, version: { increment: 1 } },
    });
}

async function deleteRows(tx: Context, agents: AgentRow[]): Promise<void> {
  const ids = agents.map(({ id }) => id);
  const organization_id = tx.actor.organizationId;
  await tx.db.block.deleteMany({
    where: {
      organization_id,
      conversations: { some: { conversation: { agent_id: { in: ids } } } },
      agents: { none: {} },
    },
  });
  await tx.db.$executeRaw(deleteRunEvents(organization_id, ids));
  await tx.db.messageEmbedding.deleteMany({ where: { agent_id: { in: ids }, organization_id } });
  await tx.db.providerTrace.deleteMany({ where: { agent_id: { in: ids }, organization_id } });
  await tx.db.summaryCall.deleteMany({ where: { agent_id: { in: ids }, organization_id } });
  await tx.db.agent.deleteMany({ where: { id: { in: ids }, organization_id } });
  await recordEvents(
    tx,
    agents.map(({ id, version, ...before }) => ({
      entityType: "agent",
      entityId: id,
      action: "deleted",
      version,
      before,
    })),
  );
}

/** The log has no foreign key, which would cost every event of every run a look-up. */
const deleteRunEvents = (organizationId: string, agentIds: string[]) => Prisma.sql`
  delete from run_events
  where run_id in (
    select id
    from runs
    where organization_id = ${organizationId}
      and agent_id = any(${agentIds}))`;
