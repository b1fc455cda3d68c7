import type { Message } from "../messages";
import type { Clock, Ids, Model, ToolSpec } from "../ports";
import { withCutReturns } from "../request";
import { noteOf } from "./note";
import type { CompactionPort, SummaryCall } from "./port";
import {
  type CompactionMode,
  type CompactionStats,
  type CompactionTrigger,
  compactionThreshold,
  isSliding,
} from "./rules";
import { cutAll, cutSliding, type Window } from "./select";
import { clipped, packSummary, readSummary, summaryCharsMax } from "./stored-summary";
import { type SummaryTask, summariseInPlace, summariseTranscript } from "./summarise";
import { SystemPromptTooLong } from "./system-prompt-too-long";

/** How hard to try: as the agent's settings say, all that may be hidden, or all of it behind a short note. */
export type Effort = "configured" | "all" | "note";

export interface CompactionTask extends Window {
  trigger: CompactionTrigger;
  tokensBefore: number | null;
  effort: Effort;
  /** Hide messages behind a note when no model can write a summary; otherwise that is a failure. */
  mayNote: boolean;
  /** The agent's own. */
  model: Model;
  tools: ToolSpec[];
  /** Fields of the summary's row: where it belongs. */
  place: Pick<Message, "step_id" | "run_id" | "conversation_id">;
  timezone: string;
  ids: Ids;
  clock: Clock;
  signal: AbortSignal;
}

export interface Compaction {
  /** The new window: the system message, the summary, what stays. */
  messages: Message[];
  evictedIds: string[];
  /** The row that stands for the hidden ones. */
  row: Message;
  /** Its bare text. */
  summary: string;
  stats: CompactionStats;
  calls: SummaryCall[];
}

/** False when there is nothing that a summary could make shorter. */
export function canCompact(task: CompactionTask, port: CompactionPort, { rowsMin = 1 } = {}): boolean {
  const cut = cutAll(task);
  if (cut === null || cut <= rowsMin) return false;
  const [row] = task.messages.slice(1, cut);
  const before = cut === 2 ? readSummary(row) : null;
  return before === null || before.length > charsMax(task, port) * 1.1;
}

/**
 * The window with its older part behind a summary, or null when nothing in it can be hidden. Stores nothing.
 * @throws SystemPromptTooLong when the system message alone fills the window
 * @throws ModelError when no model could write a summary and a note is not wanted
 */
export async function compactWindow(task: CompactionTask, port: CompactionPort): Promise<Compaction | null> {
  const window = task.model.config.context_window;
  if (port.meter.count(task.messages.slice(0, 1)) >= window) throw new SystemPromptTooLong(window);
  if (!canCompact(task, port)) return null;
  const calls: SummaryCall[] = [];
  const first = await onePass(task, port, calls);
  const rest = { ...task, messages: withRow(task, first).messages, effort: "all" as const };
  const isEnough = !first.isSliding || fits(first, task, port) || (cutAll(rest) ?? 0) <= 2;
  if (isEnough) return finished(task, port, first, calls);
  // What stayed is still too much: hide it as well, with the summary just written.
  const second = await onePass(rest, port, calls);
  return finished(task, port, second, calls);
}

interface Pass {
  summary: string;
  kept: Message[];
  isSliding: boolean;
}

/** The attempts of a mode, from the agent's own to the simplest (runtime.md §9.3). */
const attempts: Record<CompactionMode, CompactionMode[]> = {
  all: ["all"],
  sliding_window: ["sliding_window"],
  self_compact_all: ["self_compact_all", "self_compact_sliding_window", "all"],
  self_compact_sliding_window: ["self_compact_sliding_window", "all"],
};

async function onePass(task: CompactionTask, port: CompactionPort, calls: SummaryCall[]): Promise<Pass> {
  const { messages, effort, mayNote } = task;
  const all = cutAll(task) ?? messages.length - task.keptFromEnd;
  const modes = effort === "note" ? [] : effort === "all" ? (["all"] as const) : attempts[port.rules.mode];
  let failure: unknown = null;
  for (const mode of modes) {
    const cut = isSliding(mode) ? slidingCut(task, port) : all;
    if (cut === null && mode === "self_compact_sliding_window") continue;
    try {
      const rows = messages.slice(1, cut ?? all);
      const summary = await summarise(task, port, { rows, mode: cut === null ? "all" : mode, calls });
      return {
        summary: clipped(summary, charsMax(task, port)),
        kept: messages.slice(cut ?? all),
        isSliding: cut !== null && isSliding(mode),
      };
    } catch (error) {
      task.signal.throwIfAborted();
      failure = error;
      port.onProblem(error, `compaction by ${mode} failed`);
    }
  }
  if (effort !== "note" && !mayNote) throw failure;
  const room = Math.min(NOTE_CHARS_MAX, charsMax(task, port));
  return { summary: noteOf(messages.slice(1, all), room), kept: messages.slice(all), isSliding: false };
}

async function summarise(
  task: CompactionTask,
  port: CompactionPort,
  { rows, ...fields }: Pick<SummaryTask, "rows" | "mode" | "calls">,
): Promise<string> {
  const summary: SummaryTask = { rows, rules: port.rules, meter: port.meter, signal: task.signal, ...fields };
  const isOwn = fields.mode === "self_compact_all" || fields.mode === "self_compact_sliding_window";
  if (!isOwn) return summariseTranscript(summary, await port.openSummarisers());
  const { model, tools } = task;
  const shown = withCutReturns(rows, model.config.context_window);
  return summariseInPlace({ ...summary, rows: shown }, { model, tools, system: task.messages[0] });
}

/** Counted as requests show them: with long tool returns cut. */
function slidingCut(task: CompactionTask, { rules, meter }: CompactionPort): number | null {
  const contextWindow = task.model.config.context_window;
  const messages = withCutReturns(task.messages, contextWindow);
  return cutSliding(
    { messages, keptFromEnd: task.keptFromEnd },
    { percentage: rules.sliding_window_percentage, contextWindow, count: (rows) => meter.count(rows) },
  );
}

/** Of a note where a summary was wanted, and of the last resort. */
const NOTE_CHARS_MAX = 8_000;
const SHORT_NOTE_CHARS = 1_000;

const charsMax = (task: CompactionTask, { rules }: CompactionPort) =>
  task.effort === "note"
    ? SHORT_NOTE_CHARS
    : summaryCharsMax(rules.clip_chars, task.model.config.context_window);

const tokensOf = (messages: Message[], { model, tools }: CompactionTask, { meter }: CompactionPort) =>
  meter.count(withCutReturns(messages, model.config.context_window), tools);

const fits = (pass: Pass, task: CompactionTask, port: CompactionPort) =>
  tokensOf(withRow(task, pass).messages, task, port) < compactionThreshold(task.model.config.context_window);

/** The window with the bare summary in its row, for counting and for a second pass. */
function withRow(task: CompactionTask, { summary, kept }: Pass) {
  const [system] = task.messages;
  const row: Message = {
    id: "message-summary",
    role: "summary",
    content: [{ type: "text", text: summary }],
    created_at: system.created_at,
  };
  return { row, messages: [system, row, ...kept] };
}

function finished(task: CompactionTask, port: CompactionPort, pass: Pass, calls: SummaryCall[]): Compaction {
  const { ids, clock, timezone, messages: before } = task;
  const draft = withRow(task, pass);
  const stays = new Set(draft.messages.map(({ id }) => id));
  const stats: CompactionStats = {
    trigger: task.trigger,
    context_tokens_before: task.tokensBefore,
    context_tokens_after: tokensOf(draft.messages, task, port),
    context_window: task.model.config.context_window,
    messages_count_before: before.length,
    messages_count_after: draft.messages.length,
  };
  const now = clock.now();
  const text = packSummary(pass.summary, stats, { isSliding: pass.isSliding, now, timezone });
  const row: Message = {
    ...task.place,
    id: ids.next("message"),
    role: "summary",
    content: [{ type: "text", text }],
    otid: ids.next("otid").slice("otid-".length),
    created_at: now.toISOString(),
  };
  return {
    messages: [before[0], row, ...pass.kept],
    evictedIds: before.filter(({ id }) => !stays.has(id)).map(({ id }) => id),
    row,
    summary: pass.summary,
    stats,
    calls,
  };
}
