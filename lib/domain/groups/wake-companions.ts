import type { RunModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import { messageOf } from "../messages/message";
import { insertChildRun } from "../runs/child-run";
import type { EndedRun } from "./follow-ups";
import { lockGroup } from "./group";
import { transcriptLines } from "./transcript";

/** Rows at the most that a companion is shown, the newest: a window has an end. */
const rowsMax = 500;

/**
 * Gives the agents that tend this one's memory what was said since they last read along. The group counts the turns
 * and says which of them matter: every one without a frequency, none with 0, the first and then each nth with n.
 */
export async function wakeCompanions(tx: Context, run: EndedRun, groupId: string): Promise<RunModel[]> {
  const lastRow = await tx.db.message.findFirst({
    where: { ...ownRows(run), role: { in: ["assistant", "tool", "approval"] } },
    orderBy: { seq: "desc" },
    select: { id: true, seq: true },
  });
  if (!lastRow) return [];
  const group = await lockGroup(tx, groupId);
  const frequency = group.sleeptime_agent_frequency;
  const counter = frequency === null ? group.turns_counter : (group.turns_counter ?? -1) + 1;
  const isDue = frequency === null || (frequency > 0 && (counter ?? 0) % frequency === 0);
  await tx.db.group.update({
    where: { id: groupId },
    data: { turns_counter: counter, ...(isDue && { last_processed_message_id: lastRow.id }) },
  });
  if (!isDue) return [];
  const lines = await linesSince(tx, run, group.last_processed_message_id, lastRow.seq);
  if (lines.length === 0) return [];
  const runs: RunModel[] = [];
  for (const { agent_id } of group.agents)
    runs.push(
      await insertChildRun(tx, {
        agentId: agent_id,
        parentRunId: run.id,
        kind: "sleeptime_agent_send_message_async",
        metadata: { agent_id },
        body: { messages: [{ type: "message", role: "user", content: asRead(lines) }], background: true },
      }),
    );
  return runs;
}

const ownRows = ({ id, agent_id, organization_id }: EndedRun) => ({ run_id: id, agent_id, organization_id });

/** The rows of the whole turn: a run that answers a request goes on with the turn of the run that asked. */
async function turnRows(tx: Context, { id, agent_id, organization_id }: EndedRun) {
  const where = { agent_id, organization_id };
  const ids = [id];
  for (;;) {
    const answer = await tx.db.message.findFirst({
      where: { ...where, run_id: ids[ids.length - 1], approval_request_id: { not: null } },
    });
    if (!answer?.approval_request_id) break;
    const request = await tx.db.message.findFirst({ where: { ...where, id: answer.approval_request_id } });
    if (!request?.run_id || ids.includes(request.run_id)) break;
    ids.push(request.run_id);
  }
  return { ...where, run_id: { in: ids } };
}

/** Turns that failed or were not due are in it too; without a mark to begin at, only this turn is. */
async function linesSince(
  tx: Context,
  run: EndedRun,
  lastProcessedId: string | null,
  upTo: bigint,
): Promise<string[]> {
  const { agent_id, organization_id } = run;
  const mark = lastProcessedId
    ? await tx.db.message.findFirst({
        where: { id: lastProcessedId, agent_id, organization_id },
        select: { seq: true },
      })
    : null;
  const rows = await tx.db.message.findMany({
    where: mark ? { agent_id, organization_id, seq: { gt: mark.seq, lte: upTo } } : await turnRows(tx, run),
    orderBy: { seq: "desc" },
    take: rowsMax,
  });
  return transcriptLines(rows.reverse().map(messageOf));
}

const asRead = (lines: string[]) => `<system-reminder>
You work in the background. What follows is the transcript of a conversation that another agent has had with someone else: nobody in it is talking to you, and nobody will read what you answer. Bring the memory that you share with that agent up to date with what it says.
</system-reminder>

Messages:
${lines.join("\n")}`;
