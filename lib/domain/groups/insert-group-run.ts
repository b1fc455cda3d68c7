import type { IncomingMessage, MessageCreate } from "@/lib/contract/messages/requests";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import type { Message } from "@/lib/runtime/messages";
import type { Context } from "../context";
import type { GroupTurn, RunOptions } from "../runs/run-input";
import { planRun, type RunRequest } from "../runs/start-run";
import type { GroupRow } from "./group";
import { relaysFor } from "./relays";
import { membersOf, type Speaker } from "./speakers";

/** What stays the same from one run of a group's turn to the next. */
export interface GroupTurnFrame {
  group: GroupRow;
  speakers: Map<string, Speaker>;
  options: RunOptions;
  background: boolean;
  /** The run before; null for the first. */
  parentRunId: string | null;
}

export type GroupPart = Omit<GroupTurn, "group_id" | "heard"> & { agentId: string; heard: string[] };

/** Stores the run of one agent in a group's turn, with everything in it that the agent has not heard yet. */
export async function insertGroupRun(
  tx: Context,
  frame: GroupTurnFrame,
  { agentId, ...part }: GroupPart,
): Promise<RunModel> {
  const { group, options, background, parentRunId } = frame;
  const messages = await messagesFor(tx, frame, { agentId, ...part });
  const body = { ...options, messages, background } as RunRequest;
  const parent: Record<string, string> = parentRunId ? { parent_run_id: parentRunId } : {};
  const metadata = { group_id: group.id, ...parent };
  const planned = await planRun(tx, { agentId }, body, "group_send_message", metadata);
  const turn: GroupTurn = { ...part, group_id: group.id, heard: [...new Set([...part.heard, agentId])] };
  const input = { ...(planned.input as object), group: turn } as unknown as Prisma.InputJsonValue;
  return tx.db.run.create({ data: { ...planned, ...parent, input } });
}

async function messagesFor(
  tx: Context,
  { group, speakers, parentRunId }: GroupTurnFrame,
  { agentId, part, request, heard }: GroupPart,
): Promise<IncomingMessage[]> {
  const relays = await relaysFor(tx, group, { agentId, speakers, request });
  // Only the first copy of the request is the group's: its history shows each word once.
  const groupId = parentRunId === null ? group.id : null;
  const asked = heard.includes(agentId) ? [] : request.map((message) => asIncoming(message, groupId));
  const told = part === "choose" ? [note(group, choiceText(group, membersOf(group, speakers)))] : [];
  const messages = [...relays, ...asked, ...told];
  return messages.length > 0 ? messages : [note(group, "It is your turn to speak in the group.")];
}

const asIncoming = (message: Message, group_id: string | null): MessageCreate => ({
  type: "message",
  role: message.role as MessageCreate["role"],
  content: message.content as MessageCreate["content"],
  name: message.name,
  sender_id: message.sender_id,
  ...(group_id && { otid: message.otid, group_id }),
});

const note = ({ id }: GroupRow, content: string): MessageCreate => ({
  type: "message",
  role: "system",
  content,
  sender_id: id,
  group_id: id,
});

function choiceText({ description, termination_token: token }: GroupRow, members: Speaker[]): string {
  const list = members.map(({ name, description: what }) => (what ? `- ${name}: ${what}` : `- ${name}`));
  const end = token ? ` If nothing is left to say, answer ${token} instead.` : "";
  return `You lead a group (${description}). Decide who speaks next by calling choose_next_speaker with the name.${end}
Members:
${list.join("\n")}`;
}
