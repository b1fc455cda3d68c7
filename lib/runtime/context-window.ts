import { type CompactionTask, canCompact, compactWindow, type Effort } from "./compaction/compact-window";
import type { CompactionPort } from "./compaction/port";
import { type CompactionTrigger, compactionThreshold } from "./compaction/rules";
import { isOverflow } from "./compaction/summarise";
import { SystemPromptTooLong } from "./compaction/system-prompt-too-long";
import type { LoopEvent } from "./events";
import type { ModelRequest } from "./ports";
import { modelRequest } from "./request";
import { failureOf } from "./stop-reason";
import { type Answer, think } from "./think";
import { nanoseconds, type StepOutcome, type Turn } from "./turn";

/** In the order in which they are tried when a provider refuses a request again and again. */
const efforts: Effort[] = ["configured", "all", "note"];

/**
 * One model call that fits its window. A request that is too long by our count is compacted before it is sent, one
 * that the provider refuses as too long is compacted and sent again, each time harder. Throws what the model throws.
 */
export async function* thinkWithinWindow(
  turn: Turn,
  stepId: string,
  answer: Answer,
): AsyncGenerator<LoopEvent> {
  const { compaction } = turn;
  let request = modelRequest(turn);
  if (!compaction) return yield* think(turn, stepId, request, answer);
  if (await isTooLong(turn, compaction, request)) {
    // Only an estimate: where no summary can be written, the provider may still take it.
    yield* tryToCompact(turn, compaction, { ...overflow, stepId, effort: "configured", mayNote: false });
    request = modelRequest(turn);
  }
  const left = [...efforts];
  for (;;) {
    try {
      yield* think(turn, stepId, request, answer);
      return learn(turn, compaction, request, answer);
    } catch (error) {
      if (turn.signal.aborted || answer.ttftNs !== null || !isOverflow(error)) throw error;
      await compaction.meter.prepare(request.messages);
      compaction.meter.calibrateRefusal(windowOf(turn), request.messages, request.tools);
      let isShorter = false;
      while (!isShorter && left.length > 0 && !isInputTooLong(turn, compaction, request))
        isShorter = yield* compactTurn(turn, compaction, {
          ...overflow,
          stepId,
          effort: left.shift() as Effort,
        });
      if (!isShorter) throw error;
    }
    request = modelRequest(turn);
    answer.requestStartNs = nanoseconds(turn);
  }
}

const overflow = { trigger: "context_window_exceeded", mayNote: true } as const;
const windowOf = (turn: Turn) => turn.model.config.context_window;

const isTooLong = async (turn: Turn, port: CompactionPort, request: ModelRequest) =>
  (await port.meter.exceeds(windowOf(turn), request.messages, request.tools)) &&
  !isInputTooLong(turn, port, request);

/** What was just said does not fit even into an empty window: hiding what came before would not help. */
function isInputTooLong(
  { pendingInput, ...turn }: Turn,
  { meter }: CompactionPort,
  { messages, tools }: ModelRequest,
): boolean {
  if (pendingInput.length === 0) return false;
  return meter.count(messages.slice(-pendingInput.length), tools) >= turn.model.config.context_window;
}

function learn(
  turn: Turn,
  { meter }: CompactionPort,
  { messages, tools }: ModelRequest,
  { usage }: Answer,
): void {
  if (usage) meter.calibrate(usage.input, windowOf(turn), messages, tools);
}

/**
 * Keeps the window in order after a step whose model call filled it (runtime.md §9.2), also when the turn is over.
 * While there is room left, a summary that cannot be written is no failure: the next step tries again.
 */
export async function* compactAfterStep(
  turn: Turn,
  stepId: string,
  { outcome, contextTokens }: { outcome: StepOutcome; contextTokens: number },
): AsyncGenerator<LoopEvent, StepOutcome> {
  const { compaction } = turn;
  const window = windowOf(turn);
  if (!compaction || turn.signal.aborted || contextTokens <= compactionThreshold(window)) return outcome;
  const plan = {
    trigger: "post_step_context_check",
    effort: "configured",
    mayNote: contextTokens > window,
  } as const;
  try {
    yield* tryToCompact(turn, compaction, { ...plan, stepId, tokensBefore: contextTokens });
    return outcome;
  } catch (error) {
    if (turn.signal.aborted) return outcome;
    const { stop_reason: stop, error: problem } = failureOf(error);
    return { stop, error: problem };
  }
}

interface Plan {
  stepId: string;
  trigger: CompactionTrigger;
  effort: Effort;
  mayNote: boolean;
  tokensBefore?: number;
}

/** A summary that cannot be written is noted and no failure. Throws for a system prompt that is too long. */
async function* tryToCompact(turn: Turn, port: CompactionPort, plan: Plan): AsyncGenerator<LoopEvent> {
  try {
    yield* compactTurn(turn, port, plan);
  } catch (error) {
    if (turn.signal.aborted || error instanceof SystemPromptTooLong) throw error;
    port.onProblem(error, "the window could not be compacted");
  }
}

/**
 * Compacts the turn's window, if anything in it can be hidden. The driver has stored the new one before the turn goes
 * on with it.
 */
async function* compactTurn(
  turn: Turn,
  port: CompactionPort,
  plan: Plan,
): AsyncGenerator<LoopEvent, boolean> {
  await port.meter.prepare(turn.messages);
  const task = taskOf(turn, port, plan);
  const event = { step_id: plan.stepId, trigger: plan.trigger, context_window: windowOf(turn) };
  if (canCompact(task, port))
    yield { type: "compaction_started", ...event, context_token_estimate: task.tokensBefore };
  const compaction = await compactWindow(task, port);
  if (!compaction) return false;
  const { messages, evictedIds: evicted_ids, row, summary, stats, calls } = compaction;
  yield { type: "compacted", step_id: plan.stepId, row, summary, stats, evicted_ids, calls };
  const system = await port.loadSystem();
  turn.messages = system ? [system, ...messages.slice(1)] : messages;
  turn.usage.context_tokens = stats.context_tokens_after;
  return true;
}

function taskOf(turn: Turn, { meter }: CompactionPort, plan: Plan): CompactionTask {
  const { messages, tools } = modelRequest(turn);
  return {
    messages: turn.messages,
    keptFromEnd: turn.pendingInput.length,
    trigger: plan.trigger,
    effort: plan.effort,
    mayNote: plan.mayNote,
    tokensBefore: plan.tokensBefore ?? meter.count(messages, tools),
    model: turn.model,
    tools,
    place: { step_id: plan.stepId, run_id: turn.runId, conversation_id: turn.conversationId },
    timezone: turn.timezone,
    ids: turn.ids,
    clock: turn.clock,
    signal: turn.signal,
  };
}
