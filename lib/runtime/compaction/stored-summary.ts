import { packSystemAlert } from "../envelope";
import { type Message, textOf } from "../messages";
import type { CompactionStats } from "./rules";

const MARK = "The following is a summary of the previous messages:\n ";

/** What the model, and every list of messages, reads in place of the hidden messages (runtime.md §9.4). */
export function packSummary(
  summary: string,
  stats: CompactionStats,
  { isSliding, ...stamp }: { isSliding: boolean; now: Date; timezone: string },
): string {
  const hidden = stats.messages_count_before - stats.messages_count_after;
  const what = isSliding
    ? `${hidden} messages from the beginning of the conversation are`
    : "The messages before this one are";
  const note = `Note: ${what} hidden from view to keep within the context window. They are still stored and can be searched.`;
  return packSystemAlert({
    message: `${note}\n${MARK}${summary}`,
    extra: { compaction_stats: stats },
    ...stamp,
  });
}

/** The bare summary of a stored row; null when it is none. */
export function readSummary(row: Message): string | null {
  if (row.role !== "summary" && row.role !== "user") return null;
  const message = alertMessage(textOf(row.content));
  const at = message?.indexOf(MARK) ?? -1;
  return message && at >= 0 ? message.slice(at + MARK.length) : null;
}

function alertMessage(text: string): string | null {
  if (!text.startsWith("{")) return null;
  try {
    const { type, message } = JSON.parse(text) as { type?: unknown; message?: unknown };
    return type === "system_alert" && typeof message === "string" ? message : null;
  } catch {
    return null;
  }
}

/** A summary never takes more than about a quarter of the window, whatever its length is set to. */
export const summaryCharsMax = (clipChars: number | null, contextWindow: number) =>
  Math.min(clipChars ?? Number.POSITIVE_INFINITY, Math.max(500, contextWindow));

export const clipped = (summary: string, charsMax: number) =>
  summary.length > charsMax ? `${summary.slice(0, charsMax)}... [summary truncated to fit]` : summary;
