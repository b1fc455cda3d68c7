import { Prisma } from "@/lib/generated/prisma/client";
import { type ContentPart, textOf } from "@/lib/runtime/messages";
import { forConversation, loadPromptSources } from "../agents/load-prompt-sources";
import { writeTexts } from "../agents/system-message";
import { systemText, withTimeOf } from "../agents/system-text";
import type { Context } from "../context";
import { recordEvents } from "../events/record-event";

/** Texts of so many are in memory at once. */
const groupSize = 100;
/** A thousand take a few seconds, in which the agents are held. */
const conversationsMax = 2_000;

/**
 * Brings the system messages of all conversations of these agents, but their default ones, up to what the agents see
 * now; of very many only those that were spoken in last. The times that they tell stay. The caller holds the agents'
 * locks: agents come before conversations everywhere.
 */
export async function recompileConversationsOf(tx: Context, agentIds: string[]): Promise<void> {
  if (agentIds.length === 0) return;
  const held = await tx.db.$queryRaw<{ id: string }[]>(heldConversations(tx, agentIds));
  if (held.length === 0) return;
  const organization_id = tx.actor.organizationId;
  const agents = await tx.db.agent.findMany({ where: { id: { in: agentIds }, organization_id } });
  const sources = await loadPromptSources(tx, agents);
  for (let start = 0; start < held.length; start += groupSize) {
    const ids = held.slice(start, start + groupSize).map(({ id }) => id);
    await recompileGroup(tx, ids, sources);
  }
}

/** In the order of ids, as whoever else holds several. A turn that ends meanwhile waits, and finds the new text. */
const heldConversations = (tx: Context, agentIds: string[]) => Prisma.sql`
  with spoken_in_last as (
    select id
    from conversations
    where organization_id = ${tx.actor.organizationId}
      and agent_id = any(${agentIds})
      and cardinality(in_context_message_ids) > 0
    order by coalesce(last_message_at, created_at) desc
    limit ${conversationsMax}
  )
  select id
  from conversations
  where organization_id = ${tx.actor.organizationId}
    and id in (select id from spoken_in_last)
  order by id
  for no key update`;

async function recompileGroup(
  tx: Context,
  ids: string[],
  sources: Awaited<ReturnType<typeof loadPromptSources>>,
): Promise<void> {
  const rows = await loadGroup(tx, ids);
  const compiled = rows.flatMap(({ conversation, system }) => {
    const source = sources.find(({ agent }) => agent.id === conversation.agent_id);
    if (!source || !system) return [];
    const stored = textOf(system.content as unknown as ContentPart[]);
    const own = forConversation(source, conversation, source.messageCount);
    const text = withTimeOf(systemText(own, system.created_at), stored);
    return text === stored ? [] : [{ conversation, messageId: system.id, text }];
  });
  await writeTexts(tx, compiled);
  await recordEvents(
    tx,
    compiled.map(({ conversation: { id, agent_id }, messageId, text }) => ({
      entityType: "conversation" as const,
      entityId: id,
      agentId: agent_id,
      conversationId: id,
      action: "recompiled" as const,
      after: { message_id: messageId, content: text },
    })),
  );
}

/** The conversations, each with the system message that its window begins with. */
async function loadGroup(tx: Context, ids: string[]) {
  const organization_id = tx.actor.organizationId;
  const conversations = await tx.db.conversation.findMany({
    where: { id: { in: ids }, organization_id },
    select: {
      id: true,
      agent_id: true,
      in_context_message_ids: true,
      isolated_blocks: { include: { block: true } },
    },
  });
  const first = conversations.map(({ in_context_message_ids }) => in_context_message_ids[0]);
  const messages = await tx.db.message.findMany({
    where: { id: { in: first }, organization_id, role: "system" },
    select: { id: true, content: true, created_at: true },
  });
  const messageOf = new Map(messages.map((message) => [message.id, message]));
  return conversations.map((conversation, index) => ({ conversation, system: messageOf.get(first[index]) }));
}
