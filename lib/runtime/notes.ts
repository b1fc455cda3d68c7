import { packHeartbeat } from "./envelope";
import { hiddenNote } from "./loop-kinds/continuation";
import type { Message } from "./messages";
import { row } from "./rows";
import type { Turn } from "./turn";

/** Rows that tell the model, and nobody else, what happened or why its turn goes on; nothing for null. */
export const notes = (turn: Turn, stepId: string, ...causes: (string | null)[]): Message[] =>
  causes.flatMap((cause) => (cause === null ? [] : [note(turn, stepId, hiddenNote(cause))]));

export function note(turn: Turn, stepId: string, reason: string): Message {
  const text = packHeartbeat({ reason, now: turn.clock.now(), timezone: turn.timezone });
  return row(turn, stepId, { role: "user", content: [{ type: "text", text }] });
}
