import type { MnemeRunEvent } from "@/lib/contract/mneme/streams";
import type { ToolItem } from "./transcript-items";
import { applyMessage } from "./transcript-messages";
import { type Items, replaceAt } from "./transcript-parts";

/** What happens in a run besides its messages: what it was asked, and when its tools really ran. */
export function applyRunEvent(items: Items, event: MnemeRunEvent, atMs: number): Items {
  switch (event.event) {
    case "accepted":
      return event.input.reduce(
        (folded, message) => applyMessage(folded, message, { isStored: false, atMs, runId: event.run_id }),
        items,
      );
    case "tool_started":
      return updateCall(items, event.tool_call_id, { startedAtMs: atMs });
    case "tool_returned":
      return updateCall(items, event.tool_call_id, { durationMs: event.duration_ms });
    case "step_discarded":
      return items.filter(
        ({ isStored, kind, stepId }) => isStored || kind === "user" || stepId !== event.step_id,
      );
    case "step_started":
    case "step_finished":
      return items;
  }
}

/** Some servers number calls anew in each step, so the last one by the id is meant. */
function updateCall(items: Items, callId: string, change: Partial<ToolItem>): Items {
  const index = items.findLastIndex((item) => item.kind === "tool" && item.callId === callId);
  if (index < 0) return items;
  const known = items[index] as ToolItem;
  return known.isStored ? items : replaceAt(items, index, { ...known, ...change });
}
