import type { StopReasonType } from "@/lib/contract/runs/stop-reason";
import type { OutcomeItem, TranscriptItem } from "./transcript-items";
import { closeStreaming } from "./transcript-parts";

type Items = readonly TranscriptItem[];
export type RunEnd = { runId: string | null; stopReason: StopReasonType | null; error: OutcomeItem["error"] };

/** Ends the run by name. The reason and the error of one run may arrive as two events and become one item. */
export function endRun(items: Items, { runId, stopReason, error }: RunEnd, atMs: number): Items {
  const key = `run:${runId ?? "unknown"}`;
  const settled = closeStreaming(items, atMs).map((item) => abandon(item, stopReason));
  const known = settled.find((item): item is OutcomeItem => item.key === key);
  const outcome: OutcomeItem = {
    kind: "outcome",
    key,
    messageId: null,
    runId,
    stepId: null,
    isStored: false,
    startedAtMs: atMs,
    stopReason: stopReason ?? known?.stopReason ?? "error",
    error: error ?? known?.error ?? null,
  };
  return [...settled.filter((item) => item.key !== key), outcome];
}

/** A tool that has not answered when its run ends never will, unless a person is being waited for. */
function abandon(item: TranscriptItem, stopReason: StopReasonType | null): TranscriptItem {
  if (item.kind !== "tool" || item.result || item.isAbandoned) return item;
  if (stopReason === "requires_approval" && item.needsApproval && !item.decision) return item;
  return { ...item, isAbandoned: true };
}
