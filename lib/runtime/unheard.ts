import type { Message } from "./messages";
import type { StepOutcome, Turn } from "./turn";

/** What was said behind an answer, if no step comes in which it could be heard: it is stored with the last one. */
export function unheard(turn: Turn, stepId: string, outcome: StepOutcome): Message[] {
  if (outcome === "continue" && !turn.isLastStep && !turn.signal.aborted) return [];
  const left = turn.followUps.map((message) => ({ ...message, step_id: stepId, run_id: turn.runId }));
  turn.followUps = [];
  return left;
}
