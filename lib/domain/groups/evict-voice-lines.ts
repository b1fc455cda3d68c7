import type { RunModel } from "@/lib/generated/prisma/models";
import type { Message } from "@/lib/runtime/messages";
import { cleanCut } from "../agents/rewind-agent";
import { lockWindow, replaceWindow } from "../compaction/locked-window";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import { insertChildRun } from "../runs/child-run";
import type { EndedRun } from "./follow-ups";
import { lockGroup } from "./group";
import { BUFFER_MAX, BUFFER_MIN } from "./manager-columns";
import { transcriptLines } from "./transcript";

/**
 * Keeps what a voice agent is shown short: beyond the buffer's maximum its oldest messages leave the window, whole
 * exchanges at a time and never below the minimum, and the keeper of its memory is given what they said.
 */
export async function evictVoiceLines(tx: Context, run: EndedRun, groupId: string): Promise<RunModel[]> {
  const target = { agentId: run.agent_id, conversationId: run.conversation_id };
  const window = await lockWindow(tx, target);
  const group = await lockGroup(tx, groupId);
  const max = group.max_message_buffer_length ?? BUFFER_MAX;
  const min = group.min_message_buffer_length ?? BUFFER_MIN;
  if (window.ids.length - 1 <= max) return [];
  const messages = await loadMessages(tx, run.agent_id, window.ids);
  const cut = cutBefore(messages, min);
  if (cut <= 1) return [];
  const gone = new Set(messages.slice(1, cut).map(({ id }) => id));
  const kept = window.ids.filter((id) => !gone.has(id));
  await replaceWindow(tx, target, window, kept);
  await tx.db.group.update({
    where: { id: groupId },
    data: { last_processed_message_id: messages[cut - 1].id, turns_counter: { increment: 1 } },
  });
  return tell(tx, run, {
    agentIds: group.agents.map(({ agent_id }) => agent_id),
    messages: messages.slice(1, cut),
  });
}

/** The latest beginning of an exchange that leaves at least `min` messages. */
function cutBefore(messages: Message[], min: number): number {
  const latest = messages.length - min;
  const start = messages.findLastIndex(({ role }, index) => role === "user" && index <= latest);
  return start < 1 ? 0 : cleanCut(messages, start);
}

async function tell(
  tx: Context,
  run: EndedRun,
  { agentIds, messages }: { agentIds: string[]; messages: Message[] },
): Promise<RunModel[]> {
  const transcript = transcriptLines(messages);
  if (transcript.length === 0) return [];
  const runs: RunModel[] = [];
  for (const agentId of agentIds)
    runs.push(
      await insertChildRun(tx, {
        agentId,
        parentRunId: run.id,
        kind: "sleeptime_agent_send_message_async",
        metadata: { agent_id: agentId },
        body: {
          messages: [{ type: "message", role: "user", content: numbered(transcript) }],
          background: true,
        },
        extra: { transcript },
      }),
    );
  return runs;
}

const numbered = (lines: string[]) => `<system-reminder>
You work in the background. What follows is the part of a spoken conversation that is leaving the view of the agent who had it: nobody in it is talking to you, and nobody will read what you answer. Each line begins with its number; the first is 0.
</system-reminder>

Messages:
${lines.map((line, index) => `${index}. ${line}`).join("\n")}`;
