import { Prisma } from "@/lib/generated/prisma/client";
import { lockAgents } from "../agents/agent-row";
import type { Context } from "../context";
import { recordEvents, type StateChange } from "../events/record-event";
import { transaction } from "../transaction";
import { assertNobodySpeaks } from "./assert-idle";
import { findGroup, type GroupRow, lockGroup, participants } from "./group";

/**
 * Deletes what was said in a group, from history and from every window that shows it. A step goes as a whole, so no
 * call stays without its return.
 * @throws AppError `not_found`; `conflict` while a turn of the group is not over
 */
export async function resetGroupMessages(ctx: Context, id: string): Promise<null> {
  await transaction(ctx, async (tx) => {
    await holdWindows(tx, await findGroup(tx, id));
    await lockGroup(tx, id);
    await assertNobodySpeaks(tx, id);
    const found = await tx.db.$queryRaw<{ id: string; agent_id: string }[]>(messagesOfGroup(tx, id));
    if (found.length > 0) await deleteMessages(tx, found);
    await tx.db.group.update({ where: { id }, data: { last_processed_message_id: null } });
  });
  return null;
}

/** Windows before groups, as everywhere: a turn that ends locks them in this order. Who left the group has windows too. */
async function holdWindows(tx: Context, group: GroupRow): Promise<void> {
  const speakers = await tx.db.$queryRaw<{ agent_id: string }[]>(speakersOf(tx, group.id));
  const agentIds = [...participants(group), ...speakers.map(({ agent_id }) => agent_id)];
  await lockAgents(tx, agentIds);
  await tx.db.$queryRaw(heldConversations(tx, agentIds));
}

const speakersOf = (tx: Context, groupId: string) => Prisma.sql`
  select distinct agent_id
  from messages
  where organization_id = ${tx.actor.organizationId}
    and group_id = ${groupId}`;

const heldConversations = (tx: Context, agentIds: string[]) => Prisma.sql`
  select id
  from conversations
  where organization_id = ${tx.actor.organizationId}
    and agent_id = any(${agentIds})
  order by id
  for no key update`;

const messagesOfGroup = (tx: Context, groupId: string) => Prisma.sql`
  select id, agent_id
  from messages
  where organization_id = ${tx.actor.organizationId}
    and role <> 'summary'
    and (
      group_id = ${groupId}
      or step_id in (
        select step_id
        from messages
        where organization_id = ${tx.actor.organizationId}
          and group_id = ${groupId}
      )
    )`;

async function deleteMessages(tx: Context, found: { id: string; agent_id: string }[]): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const gone = new Set(found.map(({ id }) => id));
  const agentIds = [...new Set(found.map(({ agent_id }) => agent_id))];
  await cleanWindows(tx, agentIds, gone);
  // By an array: a list of parameters has an end.
  await tx.db.$executeRaw`
    delete from messages
    where organization_id = ${organization_id}
      and id = any(${[...gone]})`;
}

async function cleanWindows(tx: Context, agentIds: string[], gone: Set<string>): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const changes: StateChange[] = [];
  const agents = await tx.db.agent.findMany({ where: { id: { in: agentIds }, organization_id } });
  for (const { id, version, message_ids: before } of agents) {
    const after = before.filter((messageId) => !gone.has(messageId));
    if (after.length === before.length) continue;
    await tx.db.agent.update({ where: { id }, data: { message_ids: after, version: { increment: 1 } } });
    changes.push({ entityType: "agent", entityId: id, ...replaced(version, before, after) });
  }
  const conversations = await tx.db.conversation.findMany({
    where: { agent_id: { in: agentIds }, organization_id },
  });
  for (const { id, agent_id: agentId, version, in_context_message_ids: before } of conversations) {
    const after = before.filter((messageId) => !gone.has(messageId));
    if (after.length === before.length) continue;
    const data = { in_context_message_ids: after, version: { increment: 1 } };
    await tx.db.conversation.update({ where: { id }, data });
    const entity = { entityType: "conversation", entityId: id, agentId, conversationId: id } as const;
    changes.push({ ...entity, ...replaced(version, before, after) });
  }
  await recordEvents(tx, changes);
}

const replaced = (version: number, before: string[], after: string[]) => ({
  action: "messages_replaced" as const,
  version: version + 1,
  before: { message_ids: before },
  after: { message_ids: after },
});
