import type { ChatState } from "./chat-state";
import { pendingApprovals } from "./transcript";

const goodEnds = new Set(["end_turn", "tool_rule", "max_steps"]);

/** After a failure, a stop or a question of the agent the queue waits for a person. */
export function mayGoOn({ transcript }: Pick<ChatState, "transcript">): boolean {
  const end = transcript.items.findLast((item) => item.kind === "outcome");
  const isGood = end?.kind !== "outcome" || (!end.error && goodEnds.has(end.stopReason));
  return isGood && pendingApprovals(transcript).length === 0;
}
