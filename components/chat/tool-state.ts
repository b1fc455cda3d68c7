import type { ToolItem } from "./transcript-items";

export type ToolState = "running" | "waiting" | "succeeded" | "failed" | "denied" | "abandoned";

export function toolState(item: ToolItem): ToolState {
  if (item.decision === "denied") return "denied";
  if (item.result) return item.result.status === "success" ? "succeeded" : "failed";
  if (item.isAbandoned) return "abandoned";
  if (item.needsApproval && !item.decision) return "waiting";
  // A call is stored together with its return; one that is stored alone will not get it any more.
  return item.isStored && !item.decision ? "abandoned" : "running";
}
