import type { RunModel } from "@/lib/generated/prisma/models";
import { parseToolArguments } from "@/lib/runtime/tools/parse-arguments";
import type { Context } from "../context";
import { messageOf } from "../messages/message";
import type { GroupTurn, RunOptions } from "../runs/run-input";
import type { EndedRun } from "./follow-ups";
import { type GroupRow, groupInclude } from "./group";
import { type GroupPart, insertGroupRun } from "./insert-group-run";
import { loadSpeakers, membersOf, replyText, type Speaker } from "./speakers";

interface State {
  turn: GroupTurn;
  options: RunOptions;
  background: boolean;
}

/** Stores the run of whoever is next in the group's turn; null when the turn is over. */
export async function nextGroupRun(
  tx: Context,
  run: EndedRun,
  { turn, ...rest }: State,
): Promise<RunModel | null> {
  const where = { id: turn.group_id, organization_id: run.organization_id };
  const group = await tx.db.group.findFirst({ where, include: groupInclude });
  if (!group) return null;
  const speakers = await loadSpeakers(tx, group);
  const part = await nextPart(tx, run, { group, speakers, turn });
  if (!part) return null;
  return insertGroupRun(tx, { ...rest, group, speakers, parentRunId: run.id }, part);
}

interface Round {
  group: GroupRow;
  speakers: Map<string, Speaker>;
  turn: GroupTurn;
}

/** Who is next and what for; the protocols of runtime.md §10.4. */
async function nextPart(
  tx: Context,
  run: EndedRun,
  { group, speakers, turn }: Round,
): Promise<GroupPart | null> {
  const members = membersOf(group, speakers);
  if (members.length === 0) return null;
  const isOver = turn.part === "speak" && turn.spoken >= (group.max_turns ?? members.length);
  const speak = ({ id }: Speaker): GroupPart => ({
    ...turn,
    part: "speak",
    agentId: id,
    spoken: turn.spoken + 1,
  });
  if (isOver) return null;
  switch (group.manager_type) {
    case "round_robin":
      return speak(members[turn.spoken % members.length]);
    case "dynamic": {
      const speaker = speakers.get(run.agent_id);
      const token = group.termination_token;
      if (token && speaker && (await replyText(tx, run.id, speaker)).includes(token)) return null;
      if (turn.part === "choose") return speak(await chosen(tx, run, { members, speaker, turn }));
      if (!group.manager_agent_id) return null;
      return { ...turn, part: "choose", agentId: group.manager_agent_id };
    }
    default:
      return null;
  }
}

/** Whom the manager has named, by its call or in words; nobody known: the next in the list. */
async function chosen(
  tx: Context,
  run: EndedRun,
  { members, speaker, turn }: { members: Speaker[]; speaker: Speaker | undefined; turn: GroupTurn },
): Promise<Speaker> {
  const rows = await tx.db.message.findMany({
    where: { run_id: run.id, organization_id: run.organization_id, role: "assistant" },
    orderBy: { seq: "desc" },
  });
  const calls = rows.flatMap((row) => messageOf(row).tool_calls ?? []);
  for (const { function: call } of calls) {
    const { name } = parseToolArguments(call.arguments);
    const found = call.name === CHOOSE ? memberNamed(members, String(name)) : undefined;
    if (found) return found;
  }
  const said = speaker ? await replyText(tx, run.id, speaker) : "";
  const named = members.filter(({ name }) => said.includes(name));
  return named.length === 1 ? named[0] : members[turn.spoken % members.length];
}

export const CHOOSE = "choose_next_speaker";

/** Names are compared as people do; an id is always understood. */
export const memberNamed = (members: Speaker[], name: string): Speaker | undefined =>
  members.find((member) => member.id === name || member.name === name) ??
  members.find((member) => member.name.toLowerCase() === name.trim().toLowerCase());
