import type { RunModel } from "@/lib/generated/prisma/models";
import type { LoopEvent } from "@/lib/runtime/events";
import { compactionSettingsOf } from "../agents/compaction-settings";
import type { Context } from "../context";
import { holdRun } from "../runs/lease";
import type { PreparedTurn } from "../runs/prepare-turn";
import { eventMessage, summaryMessage } from "./compaction-messages";
import { rulesOf } from "./compaction-port";
import { storeCompaction } from "./store-compaction";
import { summaryCalls } from "./summary-calls";
import { summaryTraces } from "./summary-traces";

type Event = Extract<LoopEvent, { type: "compaction_started" | "compacted" }>;

/** Stores what a turn did to its window, and logs it for readers who asked to be told. */
export async function recordCompaction(
  ctx: Context,
  run: RunModel,
  turn: PreparedTurn,
  event: Event,
): Promise<void> {
  const isWanted = turn.options.include_compaction_messages ?? false;
  if (event.type === "compaction_started") {
    if (isWanted)
      ctx.runLog.append(run.id, { type: "compaction", message: eventMessage(ctx, run.id, event) });
    return;
  }
  const place = {
    agentId: run.agent_id,
    agentTags: turn.agent.tags,
    runId: run.id,
    stepId: event.step_id,
    rules: rulesOf(compactionSettingsOf(turn.agent)),
  };
  const [traces, calls] = await Promise.all([
    summaryTraces(ctx, event.calls, place),
    summaryCalls(ctx, event.calls, place),
  ]);
  const target = { agentId: run.agent_id, conversationId: run.conversation_id };
  const compaction = { row: event.row, evictedIds: event.evicted_ids, traces, calls };
  await storeCompaction(ctx, target, compaction, async (tx) => void (await holdRun(tx, run)));
  if (isWanted) ctx.runLog.append(run.id, { type: "compaction", message: summaryMessage(event) });
}
