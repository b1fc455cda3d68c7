import type { Message } from "@/lib/runtime/messages";
import type { Context } from "../context";

/** Messages to an agent whose memory is tended belong to its group, unless they name another. */
export async function inManagedGroup(
  ctx: Context,
  agent: { id: string; enable_sleeptime: boolean | null },
  messages: Message[],
): Promise<Message[]> {
  if (!agent.enable_sleeptime) return messages;
  const where = { manager_agent_id: agent.id, organization_id: ctx.actor.organizationId };
  const group = await ctx.db.group.findFirst({ where, select: { id: true } });
  if (!group) return messages;
  return messages.map((message) => ({ ...message, group_id: message.group_id ?? group.id }));
}
