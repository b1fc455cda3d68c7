import type { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import type { RunModel } from "@/lib/generated/prisma/models";
import { AppError } from "@/lib/shared/errors";
import { agentNotFound } from "../agents/agent-row";
import type { Context } from "../context";
import { fetchImages } from "../messages/fetch-images";
import { nothingPending } from "../runs/admit-input";
import { checkRequest, launchRun, planRun } from "../runs/start-run";
import { transaction } from "../transaction";
import { assertIdle, assertNobodySpeaks } from "./assert-idle";
import { findGroup, type GroupRow, lockGroup } from "./group";
import { type GroupPart, insertGroupRun } from "./insert-group-run";
import { loadSpeakers } from "./speakers";
import { waitingInGroup } from "./waiting-in-group";

/**
 * Begins a turn of a group with the run of whoever is first. The end of each run leads to the next, so the turn goes on
 * whether or not the caller stays, and after a crash. Approvals and tool returns go to the member that waits for them,
 * and the turn goes on behind it.
 * @throws AppError `not_found`; `conflict` while a turn of the group is not over; `invalid_argument` for a group that
 * nobody can speak for, and for an answer that nobody waits for
 */
export async function startGroupTurn(
  ctx: Context,
  groupId: string,
  body: LettaStreamingRequest,
): Promise<RunModel> {
  const found = await findGroup(ctx, groupId);
  const [given] = body.messages ?? [];
  if (given && !("role" in given)) return answerGroup(ctx, groupId, body);
  const first = opening(found);
  // Images are fetched here: nobody must wait for the group because another server takes its time.
  const insert = await (first.part === "converse" ? planConversation : planRound)(ctx, first, body);
  const run = await transaction(ctx, async (tx) => {
    const group = await lockGroup(tx, groupId);
    await assertIdle(tx, groupId);
    const now = opening(group);
    // The agent may have left the group since.
    if (now.agentId !== first.agentId || now.part !== first.part)
      throw new AppError("conflict", "The group was changed meanwhile; try again", { transient: true });
    return insert(tx, group);
  });
  launchRun(ctx, run);
  return run;
}

/** The run that joins the turn it answers when it begins. */
async function answerGroup(ctx: Context, groupId: string, body: LettaStreamingRequest): Promise<RunModel> {
  const waiting = await waitingInGroup(ctx, groupId);
  if (!waiting) throw nothingPending();
  const links = { group_id: groupId, parent_run_id: waiting.runId };
  const planned = await planRun(ctx, waiting, body, "group_send_message", links);
  const run = await transaction(ctx, async (tx) => {
    await lockGroup(tx, groupId);
    await assertNobodySpeaks(tx, groupId);
    return tx.db.run.create({ data: { ...planned, parent_run_id: waiting.runId } });
  });
  launchRun(ctx, run);
  return run;
}

type Opening = { agentId: string; part: GroupPart["part"] | "converse" };

/** Whose run a turn of the group begins with. */
function opening(group: GroupRow): Opening {
  const [first] = group.agents;
  const manager = group.manager_agent_id;
  switch (group.manager_type) {
    case "round_robin":
      if (first) return { agentId: first.agent_id, part: "speak" };
      break;
    case "dynamic":
      if (first && manager) return { agentId: manager, part: "choose" };
      break;
    case "supervisor":
      if (manager) return { agentId: manager, part: "supervise" };
      break;
    case "sleeptime":
    case "voice_sleeptime":
      if (manager) return { agentId: manager, part: "converse" };
  }
  throw new AppError("invalid_argument", `Group '${group.id}' has no agent that could answer`);
}

type Insert = (tx: Context, group: GroupRow) => Promise<RunModel>;

/** Of an agent and those that tend its memory, the agent is the one who talks. */
async function planConversation(
  ctx: Context,
  { agentId }: Opening,
  body: LettaStreamingRequest,
): Promise<Insert> {
  const planned = await planRun(ctx, { agentId }, body, "group_send_message");
  return (tx, { id }) =>
    tx.db.run.create({ data: { ...planned, metadata: { ...planned.metadata, group_id: id } } });
}

async function planRound(
  ctx: Context,
  { agentId, part }: Opening,
  body: LettaStreamingRequest,
): Promise<Insert> {
  const { messages, options } = await checkRequest(ctx, { agentId }, body);
  const request = await fetchImages(ctx, messages);
  return async (tx, group) => {
    const speakers = await loadSpeakers(tx, group);
    if (!speakers.has(agentId)) throw agentNotFound();
    const frame = { group, speakers, options, background: body.background, parentRunId: null };
    const spoken = part === "speak" ? 1 : 0;
    return insertGroupRun(tx, frame, {
      part: part as GroupPart["part"],
      agentId,
      spoken,
      request,
      heard: [],
    });
  };
}
