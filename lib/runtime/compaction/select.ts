import type { Message } from "../messages";
import { beginsAnswer, protectedStart, stepBorders } from "./step-borders";

export interface Window {
  /** Index 0 is the system message, which is never hidden. */
  messages: Message[];
  /** Rows at the end that must stay because they are not stored yet. */
  keptFromEnd: number;
}

/** Rows 1 up to this index are to be hidden: all that may be. Null when there is none. */
export function cutAll({ messages, keptFromEnd }: Window): number | null {
  const cut = protectedStart(messages, keptFromEnd);
  return cut > 1 ? cut : null;
}

export interface SlidingGoal {
  /** The share of the rows that is hidden at least, beyond the first tenth. */
  percentage: number;
  contextWindow: number;
  count: (messages: Message[]) => number;
}

/**
 * Rows 1 up to this index are to be hidden so that the rest takes less than its share of the window: the oldest part,
 * in growing tenths, cut where the model began to answer. Null when only hiding all would help.
 */
export function cutSliding(window: Window, { percentage, contextWindow, count }: SlidingGoal): number | null {
  const { messages } = window;
  const goal = (1 - percentage) * contextWindow;
  const last = Math.min(messages.length - 2, protectedStart(messages, window.keptFromEnd));
  const isBorder = stepBorders(messages);
  const isCut = (index: number) => isBorder[index] && beginsAnswer(messages[index]);
  // Whole tenths: sums of 0.1 would drift.
  for (let tenths = 1; percentage + tenths / 10 < 1; tenths++) {
    let cut = roundHalfEven((percentage + tenths / 10) * messages.length);
    while (cut >= CUT_MIN && !(cut < messages.length && isCut(cut))) cut--;
    if (cut < CUT_MIN) continue;
    if (cut > last) return null;
    if (count([messages[0], ...messages.slice(cut)]) < goal) return cut;
  }
  return null;
}

/** A summary in place of a single row would save no row. */
const CUT_MIN = 3;

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (Math.abs(rest - 0.5) > 1e-9) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
