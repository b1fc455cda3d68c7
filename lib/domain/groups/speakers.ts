import type { Context } from "../context";
import { messageOf } from "../messages/message";
import { toLettaMessages } from "../messages/to-letta-messages";
import { turnView } from "../messages/turn-view";
import { type GroupRow, participants } from "./group";

/** An agent in a group, as the others know it. */
export interface Speaker {
  id: string;
  name: string;
  description: string | null;
  agent_type: string;
}

const fields = { id: true, name: true, description: true, agent_type: true } as const;

/** Members and manager, by id. */
export async function loadSpeakers(ctx: Context, group: GroupRow): Promise<Map<string, Speaker>> {
  const where = { id: { in: participants(group) }, organization_id: ctx.actor.organizationId };
  const rows = await ctx.db.agent.findMany({ where, select: fields });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The members alone, in the order of the group. */
export const membersOf = (group: GroupRow, speakers: Map<string, Speaker>): Speaker[] =>
  group.agents.flatMap(({ agent_id }) => speakers.get(agent_id) ?? []);

type StoredMessage = Parameters<typeof messageOf>[0];

/** What an agent's row says to others; thoughts and calls are its own. */
export function spokenText(row: StoredMessage, { agent_type }: Pick<Speaker, "agent_type">): string {
  return toLettaMessages(messageOf(row), turnView(agent_type, true))
    .flatMap((item) => (item.message_type === "assistant_message" ? [textOf(item.content)] : []))
    .join("\n");
}

const textOf = (content: string | { type: string; text?: string }[]): string =>
  typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");

/** Everything that an agent said in one run. */
export async function replyText(ctx: Context, runId: string, speaker: Speaker): Promise<string> {
  const rows = await ctx.db.message.findMany({
    where: { run_id: runId, organization_id: ctx.actor.organizationId, role: "assistant" },
    orderBy: { seq: "asc" },
  });
  return rows
    .map((row) => spokenText(row, speaker))
    .filter(Boolean)
    .join("\n");
}
