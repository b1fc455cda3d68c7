import { type Acted, act } from "./act";
import { decide, pendingApproval } from "./approvals";
import { compactAfterStep, thinkWithinWindow } from "./context-window";
import { packHeartbeat } from "./envelope";
import type { LoopEvent, RunError, StepTiming, StopReason } from "./events";
import type { Message, ToolCall, ToolReturn } from "./messages";
import { returnText } from "./returns";
import { answerRows, returnsRow, row } from "./rows";
import { failureOf } from "./stop-reason";
import { type Answer, newAnswer } from "./think";
import { isTerminal, outstandingRequired } from "./tool-rules/turn-control";
import { parseToolArguments, withoutLoopArguments } from "./tools/parse-arguments";
import {
  addUsage,
  nanoseconds,
  needsApproval,
  offeredTools,
  openTurn,
  type StepOutcome,
  type Turn,
  type TurnInput,
  type TurnPorts,
} from "./turn";

/**
 * Runs one turn of an agent until it stops, yielding everything that happens. Its state is its arguments and it
 * touches the world only through the ports. The last event is always `stopped`.
 */
export async function* runTurn(input: TurnInput, ports: TurnPorts): AsyncGenerator<LoopEvent> {
  const turn = openTurn(input, ports);
  let outcome: StepOutcome = "continue";
  for (let step = 0; step < turn.maxSteps && outcome === "continue"; step++) {
    if (turn.signal.aborted) outcome = { stop: "cancelled" };
    else if (step === 0 && pendingApproval(turn.history)) outcome = yield* resumedStep(turn);
    else outcome = yield* oneStep(turn);
  }
  const { stop, error = null } = outcome === "continue" ? { stop: "max_steps" as const } : outcome;
  yield { type: "stopped", stop_reason: stop, usage: turn.usage, error };
}

/** One model call and its tools. */
async function* oneStep(turn: Turn): AsyncGenerator<LoopEvent, StepOutcome> {
  const stepId = turn.ids.next("step");
  const startNs = nanoseconds(turn);
  if (turn.followUps.length > 0) takeFollowUps(turn);
  yield { type: "step_started", step_id: stepId };
  const answer = newAnswer(turn);
  try {
    yield* thinkWithinWindow(turn, stepId, answer);
  } catch (error) {
    if (!turn.signal.aborted) return yield* failed(turn, stepId, startNs, answer, error);
  }
  if (answer.usage) addUsage(turn.usage, answer.usage);
  if (turn.signal.aborted && answer.finish === null) return yield* cutShort(turn, stepId, startNs, answer);
  return yield* handle(turn, stepId, startNs, answer);
}

function takeFollowUps(turn: Turn) {
  turn.messages.push(...turn.followUps);
  turn.pendingInput.push(...turn.followUps);
  turn.followUps = [];
}

/** Decides what the answer means (runtime.md §1.5) and completes the step. */
async function* handle(
  turn: Turn,
  stepId: string,
  startNs: number,
  answer: Answer,
): AsyncGenerator<LoopEvent, StepOutcome> {
  const finish = (
    rows: Message[],
    outcome: StepOutcome,
    acted?: { toolIds: string[]; executionNs: number },
  ) => complete(turn, { stepId, startNs, answer, rows, outcome, acted });
  if (answer.calls.length === 0) {
    const missing = requiredTools(turn);
    const said = answer.content.length > 0 ? answerRows(turn, stepId, { ...answer, waiting: [] }) : [];
    if (missing.length > 0) return yield* finish([...said, nudge(turn, stepId, missing)], "continue");
    const stop = answer.finish === "length" ? "max_tokens_exceeded" : "end_turn";
    return yield* finish(said, { stop });
  }
  for (const call of answer.calls) call.function.arguments = storable(call.function.arguments);
  const waiting = answer.calls.filter((call) => needsApproval(turn, call.function.name));
  const rows = answerRows(turn, stepId, { ...answer, waiting });
  if (waiting.length > 0) return yield* finish(rows, { stop: "requires_approval" });
  yield started(turn, stepId, rows, answer.calls);
  const acted = yield* act(turn, stepId, answer.calls, { areRulesChecked: true });
  const name = answer.calls[0].function.name;
  rows.push(returnsRow(turn, stepId, acted.returns, name));
  remember(turn, acted);
  return yield* finish(rows, afterTools(turn, acted), acted);
}

/** Arguments as history keeps them: always a JSON object, so that no provider refuses them later. */
function storable(text: string): string {
  const parsed = parseToolArguments(text);
  const own = withoutLoopArguments(parsed);
  const isWhole = Object.keys(own).length === Object.keys(parsed).length && isJsonObject(text);
  return isWhole ? text : JSON.stringify(own);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The step that an approval answers: no model call, the tools run under the step that asked. */
async function* resumedStep(turn: Turn): AsyncGenerator<LoopEvent, StepOutcome> {
  const pending = pendingApproval(turn.history);
  const answer = turn.pendingInput[0];
  const stepId = turn.resumedStepId ?? pending?.request.step_id ?? turn.ids.next("step");
  const startNs = nanoseconds(turn);
  if (!pending || answer?.role !== "approval") return { stop: "invalid_tool_call" };
  const { given, run } = decide(turn, pending, answer);
  yield started(turn, stepId, [], run, given);
  const acted = yield* act(turn, stepId, run, { areRulesChecked: false });
  const returns = [...given, ...acted.returns];
  remember(turn, acted);
  const rows = [returnsRow(turn, stepId, returns, [...pending.held, ...pending.waiting][0].function.name)];
  const mustContinue = given.length > 0 || turn.followUps.length > 0;
  const outcome = mustContinue && !turn.signal.aborted ? "continue" : afterTools(turn, acted);
  return yield* complete(turn, { stepId, startNs, answer: null, rows, outcome, acted });
}

function started(
  turn: Turn,
  step_id: string,
  rows: Message[],
  calls: ToolCall[],
  returns: ToolReturn[] = [],
): LoopEvent {
  const input = turn.pendingInput.map((message) => ({ ...message, step_id, run_id: turn.runId }));
  const tool_calls = calls.map(({ id, function: { name } }) => ({ id, name }));
  return { type: "tools_started", step_id, messages: [...input, ...rows], tool_calls, returns };
}

function afterTools(turn: Turn, { permitted, isInvalidCall }: Acted): StepOutcome {
  if (turn.signal.aborted) return { stop: "cancelled" };
  if (isInvalidCall) return { stop: "invalid_tool_call" };
  if (permitted.some(({ name }) => isTerminal(turn.toolRules, name)) && requiredTools(turn).length === 0)
    return { stop: "tool_rule" };
  return "continue";
}

function remember(turn: Turn, { permitted }: Acted) {
  turn.calledTools.push(...permitted.map(({ name }) => name));
  const last = permitted.at(-1);
  if (last) turn.lastToolValue = returnText(last.return);
}

const requiredTools = (turn: Turn) =>
  outstandingRequired(
    turn.toolRules,
    turn.calledTools,
    offeredTools(turn).map(({ spec }) => spec.name),
  );

const nudge = (turn: Turn, stepId: string, missing: string[]) => {
  const reason = `Tools that must be called before the turn may end: ${missing.join(", ")}`;
  const text = packHeartbeat({ reason, now: turn.clock.now(), timezone: turn.timezone });
  return row(turn, stepId, { role: "user", content: [{ type: "text", text }] });
};

/** Cancelled while the model spoke: what it had said stays, calls it had not finished do not. */
async function* cutShort(
  turn: Turn,
  stepId: string,
  startNs: number,
  answer: Answer,
): AsyncGenerator<LoopEvent, StepOutcome> {
  const rows =
    answer.content.length > 0 ? answerRows(turn, stepId, { ...answer, calls: [], waiting: [] }) : [];
  return yield* complete(turn, { stepId, startNs, answer, rows, outcome: { stop: "cancelled" } });
}

async function* failed(
  turn: Turn,
  stepId: string,
  startNs: number,
  answer: Answer,
  cause: unknown,
): AsyncGenerator<LoopEvent, StepOutcome> {
  const { stop_reason, error }: { stop_reason: StopReason; error: RunError } = failureOf(cause);
  yield {
    type: "step_failed",
    step_id: stepId,
    stop_reason,
    error,
    timing: timing(turn, startNs, answer, null),
    trace: answer.trace,
  };
  return { stop: stop_reason, error };
}

interface Completion {
  stepId: string;
  startNs: number;
  /** Null in a resumed step, which made no model call. */
  answer: Answer | null;
  rows: Message[];
  outcome: StepOutcome;
  acted?: { toolIds: string[]; executionNs: number };
}

/** The checkpoint: hands input and rows of the step to the driver, which stores them as one. */
async function* complete(
  turn: Turn,
  { stepId, startNs, answer, rows, outcome, acted }: Completion,
): AsyncGenerator<LoopEvent, StepOutcome> {
  const input = turn.pendingInput.map((message) => ({ ...message, step_id: stepId, run_id: turn.runId }));
  turn.pendingInput = [];
  turn.messages.push(...rows);
  yield {
    type: "step_completed",
    step_id: stepId,
    messages: [...input, ...rows],
    usage: answer?.usage ?? null,
    timing: timing(turn, startNs, answer, acted?.executionNs ?? null),
    trace: answer?.trace ?? null,
    tool_ids: acted?.toolIds ?? [],
    stop_reason: outcome === "continue" ? null : outcome.stop,
  };
  const contextTokens = answer?.usage?.total ?? 0;
  return yield* compactAfterStep(turn, stepId, { outcome, contextTokens });
}

const timing = (turn: Turn, startNs: number, answer: Answer | null, toolNs: number | null): StepTiming => ({
  step_start_ns: startNs,
  step_ns: nanoseconds(turn) - startNs,
  llm_request_start_ns: answer?.requestStartNs ?? null,
  llm_request_ns: answer?.requestNs ?? null,
  tool_execution_ns: toolNs,
  ttft_ns: answer?.ttftNs ?? null,
});
