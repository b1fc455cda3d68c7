import type { Message } from "@/lib/runtime/messages";
import type { Context } from "../context";
import { messageOf } from "./message";

/** The messages with these ids, in the order of the ids; ids of messages that are gone are skipped. */
export async function loadMessages(ctx: Context, agentId: string, ids: string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.message.findMany({
    where: { organization_id: ctx.actor.organizationId, agent_id: agentId, id: { in: ids } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [messageOf(row)] : [];
  });
}
