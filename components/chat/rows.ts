import { memoryEdits } from "./memory-edit";
import { describeOutcome } from "./run-outcome";
import type { BlockChange, ToolItem, TranscriptItem } from "./transcript-items";

/** Simple: what was said and remembered. Interactive: also thoughts and tools. Debug: everything, with its ids. */
export type DetailLevel = "simple" | "interactive" | "debug";

export type Row =
  | { kind: "item"; key: string; item: TranscriptItem }
  | { kind: "day"; key: string; atMs: number }
  /** What one step changed in memory, after the calls that did it. */
  | { kind: "memory"; key: string; stepId: string | null; edits: BlockChange[] }
  /** Messages that are in the history but were taken out of the window. */
  | { kind: "cut"; key: string; items: TranscriptItem[] };

interface RowOptions {
  level: DetailLevel;
  /** Ids of the messages that the model would be sent now, oldest first; null while they are not known. */
  windowIds: readonly string[] | null;
}

/** The rows of the conversation. What did not change is the same object as before, so it is not rendered again. */
export class RowBuilder {
  private readonly itemRows = new WeakMap<TranscriptItem, Row>();
  private readonly memoryRows = new WeakMap<ToolItem, { calls: ToolItem[]; row: Row }>();
  private dayRows = new Map<number, Row>();

  build(items: readonly TranscriptItem[], { level, windowIds }: RowOptions): Row[] {
    const rows: Row[] = [];
    const cutIds = cutOut(items, windowIds);
    let calls: ToolItem[] = [];
    let day = { startMs: 0, endMs: 0 };
    let gone: TranscriptItem[] = [];
    const flush = () => {
      if (calls.length > 0) rows.push(this.memoryRow(calls));
      calls = [];
      if (gone.length > 0) rows.push({ kind: "cut", key: `cut:${gone[0].key}`, items: gone });
      gone = [];
    };
    for (const item of items) {
      const isGone = item.messageId !== null && cutIds.has(item.messageId);
      if (gone.length > 0 ? !isGone : calls.length > 0 && item.stepId !== calls[0].stepId) flush();
      if (isGone) {
        gone.push(item);
        continue;
      }
      if (item.startedAtMs < day.startMs || item.startedAtMs >= day.endMs) {
        day = dayOf(item.startedAtMs);
        if (isShown(item, level)) rows.push(this.dayRow(day.startMs));
        else day = { startMs: 0, endMs: 0 };
      }
      if (isShown(item, level)) rows.push(this.itemRow(item));
      if (item.kind === "tool" && memoryEdits(item).length > 0) calls.push(item);
    }
    flush();
    return rows;
  }

  private itemRow(item: TranscriptItem): Row {
    const row = this.itemRows.get(item) ?? { kind: "item", key: item.key, item };
    this.itemRows.set(item, row);
    return row;
  }

  private memoryRow(calls: ToolItem[]): Row {
    const last = calls[calls.length - 1];
    const known = this.memoryRows.get(last);
    if (known?.calls.length === calls.length && known.calls.every((call, index) => call === calls[index]))
      return known.row;
    const row: Row = {
      kind: "memory",
      key: `memory:${last.key}`,
      stepId: last.stepId,
      edits: joined(calls.flatMap(memoryEdits)),
    };
    this.memoryRows.set(last, { calls, row });
    return row;
  }

  private dayRow(atMs: number): Row {
    const row = this.dayRows.get(atMs) ?? { kind: "day", key: `day:${atMs}`, atMs };
    this.dayRows.set(atMs, row);
    return row;
  }
}

function isShown(item: TranscriptItem, level: DetailLevel): boolean {
  if (level === "debug") return true;
  if (item.kind === "note") return !item.isTechnical && level === "interactive";
  if (item.kind === "outcome") return describeOutcome(item) !== null;
  if (item.kind === "assistant") return item.text !== "" || item.isStreaming;
  return level === "interactive" || item.kind === "user";
}

/** One block that was changed twice in a row was changed once, from its first state to its last. */
function joined(edits: BlockChange[]): BlockChange[] {
  const all: BlockChange[] = [];
  for (const edit of edits) {
    const last = all.findLast((each) => each.label === edit.label);
    if (last && last.after === edit.before) last.after = edit.after;
    else all.push({ ...edit });
  }
  return all;
}

/**
 * Ids of messages between others of the window that are not in it themselves. What lies before the window was only
 * summarised, and what lies after it is newer than what is known of the window.
 */
function cutOut(items: readonly TranscriptItem[], windowIds: readonly string[] | null): Set<string> {
  const cut = new Set<string>();
  // The first is the system message, which is older than everything.
  const inWindow = new Set(windowIds?.slice(1));
  if (inWindow.size === 0) return cut;
  let candidates: string[] = [];
  let hasBegun = false;
  for (const { messageId } of items) {
    if (!messageId) continue;
    if (inWindow.has(messageId)) {
      if (hasBegun) for (const id of candidates) cut.add(id);
      candidates = [];
      hasBegun = true;
    } else if (hasBegun) candidates.push(messageId);
  }
  return cut;
}

function dayOf(ms: number): { startMs: number; endMs: number } {
  const start = new Date(ms);
  start.setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return { startMs: start.getTime(), endMs: end.getTime() };
}
