import type { z } from "zod";
import type { MnemeHistoryEntry } from "@/lib/contract/mneme/schemas";
import type { StateEvent } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

type Entry = z.input<typeof MnemeHistoryEntry>;
type Fields = Record<string, unknown> | null;

/** Events with the names of those who caused them. The casts hold because only `recordEvents` writes these columns. */
export async function toEntries(ctx: Context, events: StateEvent[]): Promise<Entry[]> {
  const names = await actorNames(ctx, events);
  return events.map((event) => ({
    id: String(event.id),
    entity_type: event.entity_type as Entry["entity_type"],
    entity_id: event.entity_id,
    action: event.action as Entry["action"],
    version: event.version,
    before: bounded(event.before as Fields),
    after: bounded(event.after as Fields),
    actor: {
      type: event.actor_type as Entry["actor"]["type"],
      id: event.actor_id,
      name: names.get(event.actor_id ?? "") ?? null,
    },
    agent_id: event.agent_id ?? (event.actor_type === "agent" ? event.actor_id : null),
    conversation_id: event.conversation_id,
    run_id: event.run_id,
    step_id: event.step_id,
    created_at: event.created_at,
  }));
}

const IDS_MAX = 100;

/** A window may hold ten thousand messages: of a long list the end is told, and how many there were. */
function bounded(fields: Fields): Fields {
  const ids = fields?.message_ids;
  if (!Array.isArray(ids) || ids.length <= IDS_MAX) return fields;
  return { ...fields, message_ids: ids.slice(-IDS_MAX), message_count: ids.length };
}

async function actorNames(ctx: Context, events: StateEvent[]): Promise<Map<string, string>> {
  const organization_id = ctx.actor.organizationId;
  const idsOf = (type: string) => [
    ...new Set(
      events.flatMap(({ actor_type, actor_id }) => (actor_type === type && actor_id ? [actor_id] : [])),
    ),
  ];
  const select = { id: true, name: true };
  const find = (ids: string[]) => ({ where: { id: { in: ids }, organization_id }, select });
  const [users, keys, agents] = await Promise.all([
    ctx.db.user.findMany(find(idsOf("user"))),
    ctx.db.apiKey.findMany(find(idsOf("api_key"))),
    ctx.db.agent.findMany(find(idsOf("agent"))),
  ]);
  return new Map([...users, ...keys, ...agents].map(({ id, name }) => [id, name]));
}
