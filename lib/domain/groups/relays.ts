import type { MessageCreate } from "@/lib/contract/messages/requests";
import { type Message, textOf } from "@/lib/runtime/messages";
import type { Context } from "../context";
import { messageOf } from "../messages/message";
import type { GroupRow } from "./group";
import { type Speaker, spokenText } from "./speakers";

/** Messages at the most that a speaker is told of, the newest. */
const relaysMax = 100;

/**
 * What the others have said in the group since this agent last spoke there, and what the user asked them then. The
 * present request is not in it: each speaker is told that itself. What a manager says when it chooses is for nobody.
 */
export async function relaysFor(
  tx: Context,
  group: GroupRow,
  { agentId, speakers, request }: { agentId: string; speakers: Map<string, Speaker>; request: Message[] },
): Promise<MessageCreate[]> {
  const organization_id = tx.actor.organizationId;
  const last = await tx.db.message.findFirst({
    where: { group_id: group.id, agent_id: agentId, organization_id },
    orderBy: { seq: "desc" },
    select: { seq: true },
  });
  const rows = await tx.db.message.findMany({
    where: {
      group_id: group.id,
      organization_id,
      agent_id: { not: agentId },
      ...(last && { seq: { gt: last.seq } }),
      OR: [
        { role: "assistant", NOT: { agent_id: group.manager_agent_id ?? "" } },
        { role: "user", sender_id: null, otid: { notIn: request.flatMap(({ otid }) => otid ?? []) } },
      ],
    },
    orderBy: { seq: "desc" },
    take: relaysMax,
  });
  return rows.reverse().flatMap((row) => {
    const speaker = row.role === "user" ? null : speakers.get(row.agent_id);
    if (speaker === undefined) return [];
    const text = speaker ? spokenText(row, speaker) : textOf(messageOf(row).content);
    return text ? [relay(group.id, speaker, text)] : [];
  });
}

/** The name stands in the text too: few providers take messages with a name. */
const relay = (group_id: string, speaker: Speaker | null, text: string): MessageCreate => ({
  type: "message",
  role: "system",
  content: `${speaker?.name ?? "user"}: ${text}`,
  name: speaker?.name ?? "user",
  sender_id: speaker?.id ?? group_id,
  group_id,
});
