import type { Context } from "@/lib/domain/context";

/** The stored system message of an agent's default conversation. */
export async function systemMessageOf(ctx: Context, agentId: string): Promise<{ id: string; text: string }> {
  const { message_ids } = await ctx.db.agent.findUniqueOrThrow({ where: { id: agentId } });
  const row = await ctx.db.message.findUniqueOrThrow({ where: { id: message_ids[0] } });
  const [part] = row.content as { text: string }[];
  return { id: row.id, text: part.text };
}

/** The history of one entity, oldest first. */
export const eventsOf = (ctx: Context, entityId: string) =>
  ctx.db.stateEvent.findMany({
    where: { entity_id: entityId, organization_id: ctx.actor.organizationId },
    orderBy: { id: "asc" },
  });
