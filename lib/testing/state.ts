import type { Context } from "@/lib/domain/context";
import type { Household } from "./harness";

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

export async function anIdentity({ ctx }: Household, identifier_key = "ada") {
  return ctx.db.identity.create({
    data: {
      id: ctx.ids.next("identity"),
      organization_id: ctx.actor.organizationId,
      identifier_key,
      name: identifier_key,
      identity_type: "user",
    },
  });
}

export async function anArchive({ ctx }: Household) {
  const data = { id: ctx.ids.next("archive"), organization_id: ctx.actor.organizationId, name: "archive" };
  return ctx.db.archive.create({ data });
}

/** An agent with something of every relation. */
export const richAgent = async (world: Household) =>
  world.anAgent({
    name: "Rich",
    tags: ["x"],
    memory_blocks: [{ label: "human", value: "Ada" }],
    secrets: { KEY: "value" },
    identity_ids: [(await anIdentity(world)).id],
    enable_sleeptime: true,
  });
