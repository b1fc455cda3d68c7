import type { Prisma } from "@/lib/generated/prisma/client";
import type { RunUsage, StopReason } from "@/lib/runtime/events";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { messageOf } from "../messages/message";
import { toLettaMessages } from "../messages/to-letta-messages";
import { turnView } from "../messages/turn-view";
import type { EndedRun } from "./follow-ups";

/** What a companion's run keeps as its `metadata.result`, since nobody waits for its answer; null for other runs. */
export async function companionResult(
  tx: Context,
  run: EndedRun,
  end: { stop_reason: StopReason; usage: RunUsage },
): Promise<Prisma.InputJsonObject | null> {
  const { run_type } = (run.metadata ?? {}) as { run_type?: string };
  if (run_type !== "sleeptime_agent_send_message_async") return null;
  const rows = await tx.db.message.findMany({
    where: { run_id: run.id, organization_id: run.organization_id, role: { notIn: ["user", "system"] } },
    orderBy: { seq: "asc" },
  });
  const agent = await findAgent(tx, run.agent_id);
  const view = turnView(agent.agent_type, true);
  const messages = rows.flatMap((row) => toLettaMessages(messageOf(row), view));
  const result = {
    messages,
    stop_reason: { message_type: "stop_reason", stop_reason: end.stop_reason },
    usage: { message_type: "usage_statistics", ...end.usage, run_ids: null },
  };
  return JSON.parse(JSON.stringify(result)) as Prisma.InputJsonObject;
}
