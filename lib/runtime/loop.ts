import { act } from "./act";
import { decide, editsNote, pendingApproval } from "./approvals";
import { compactAfterStep, thinkWithinWindow } from "./context-window";
import type { LoopEvent, RunError, StopReason } from "./events";
import { failedTrace } from "./failed-trace";
import { CALL_ANSWERED } from "./loop-kinds/continuation";
import type { NextStep } from "./loop-kinds/loop-kind";
import type { Message, ToolCall, ToolReturn } from "./messages";
import { note, notes } from "./notes";
import type { ModelUsage } from "./ports";
import { refreshSystem } from "./refresh-system";
import { requiredTools } from "./required-tools";
import { returnText } from "./returns";
import { answerRows, returnsRow } from "./rows";
import { stepTiming } from "./step-timing";
import { failureOf, MissingToolCall } from "./stop-reason";
import { type Answer, newAnswer } from "./think";
import {
  addUsage,
  nanoseconds,
  needsApproval,
  openTurn,
  type StepOutcome,
  type Turn,
  type TurnInput,
  type TurnPorts,
} from "./turn";
import { actAgain, type InterruptedStep } from "./turn-progress";
import { unheard } from "./unheard";

/**
 * Runs one turn of an agent until it stops, yielding everything that happens. Its state is its arguments and it
 * touches the world only through the ports. The last event is always `stopped`.
 */
export async function* runTurn(input: TurnInput, ports: TurnPorts): AsyncGenerator<LoopEvent> {
  const turn = openTurn(input, ports);
  const { steps = 0, interrupted = null } = turn.progress ?? {};
  let outcome: StepOutcome = "continue";
  for (let step = steps; step < turn.maxSteps && outcome === "continue"; step++) {
    turn.isLastStep = step === turn.maxSteps - 1;
    if (interrupted && step === steps) outcome = yield* interruptedStep(turn, interrupted);
    else if (turn.signal.aborted) outcome = { stop: "cancelled" };
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
  if (turn.isSystemStale) await refreshSystem(turn);
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
    if (turn.kind.mustCall) return yield* failed(turn, stepId, startNs, answer, new MissingToolCall());
    const missing = requiredTools(turn);
    const said = answer.content.length > 0 ? answerRows(turn, stepId, { ...answer, waiting: [] }) : [];
    if (missing.length > 0) return yield* finish([...said, nudge(turn, stepId, missing)], "continue");
    const stop = answer.finish === "length" ? "max_tokens_exceeded" : "end_turn";
    return yield* finish(said, { stop });
  }
  const plan = turn.kind.planCalls(turn, answer.calls);
  for (const [index, call] of answer.calls.entries()) call.function.arguments = plan.stored[index];
  if (plan.thought !== null) answer.content.push({ type: "text", text: plan.thought });
  const waiting = answer.calls.filter((call) => needsApproval(turn, call.function.name));
  const rows = answerRows(turn, stepId, { ...answer, waiting });
  if (waiting.length > 0) return yield* finish(rows, { stop: "requires_approval" });
  const { usage, trace } = answer;
  const known = { usage, trace, timing: stepTiming(turn, startNs, answer, null) };
  yield started(turn, stepId, rows, answer.calls, known);
  const acted = yield* act(turn, stepId, answer.calls, { areRulesChecked: true });
  const name = answer.calls[0].function.name;
  rows.push(returnsRow(turn, stepId, acted.returns, name));
  remember(turn, acted);
  const { outcome, cause } = plan.next(acted);
  rows.push(...notes(turn, stepId, cause));
  return yield* finish(rows, outcome, acted);
}

/** The step that an approval answers: no model call, the tools run under the step that asked. */
async function* resumedStep(turn: Turn): AsyncGenerator<LoopEvent, StepOutcome> {
  const pending = pendingApproval(turn.history);
  const answer = turn.pendingInput[0];
  const stepId = turn.resumedStepId ?? pending?.request.step_id ?? turn.ids.next("step");
  const startNs = nanoseconds(turn);
  if (!pending || answer?.role !== "approval") return { stop: "invalid_tool_call" };
  const { given, made, run } = decide(turn, pending, answer);
  const plan = turn.kind.planApproved(turn, run);
  yield started(turn, stepId, [], run, { returns: given });
  const acted = yield* act(turn, stepId, run, { areRulesChecked: false });
  const returns = [...given, ...acted.returns];
  const counted = { ...acted, permitted: [...made, ...acted.permitted] };
  remember(turn, counted);
  const rows = [returnsRow(turn, stepId, returns, [...pending.held, ...pending.waiting][0].function.name)];
  const { outcome, cause } = afterAnswer(turn, given, plan.next(counted));
  rows.push(...notes(turn, stepId, editsNote(run, answer), cause));
  return yield* complete(turn, { stepId, startNs, answer: null, rows, outcome, acted });
}

/** The step whose tools were running when its process died: no model call, what is missing are its returns. */
async function* interruptedStep(turn: Turn, step: InterruptedStep): AsyncGenerator<LoopEvent, StepOutcome> {
  const { stepId, calls, given, usage } = step;
  const startNs = nanoseconds(turn);
  const plan = turn.kind.planApproved(turn, calls);
  const { acted, lost } = yield* actAgain(turn, step);
  if (usage) addUsage(turn.usage, usage);
  remember(turn, acted);
  const returns = returnsRow(turn, stepId, [...given, ...acted.returns], calls.at(0)?.function.name ?? null);
  const rows = [...step.messages, returns];
  const { outcome, cause } = afterAnswer(turn, [...given, ...lost], plan.next(acted));
  rows.push(...notes(turn, stepId, editsNote(calls, step.messages.at(0)), cause));
  return yield* complete(turn, { stepId, startNs, answer: null, usage, rows, outcome, acted });
}

function started(
  turn: Turn,
  step_id: string,
  rows: Message[],
  calls: ToolCall[],
  known: Partial<Pick<Started, "returns" | "usage" | "timing" | "trace">>,
): LoopEvent {
  const input = turn.pendingInput.map((message) => ({ ...message, step_id, run_id: turn.runId }));
  const tool_calls = calls.map(({ id, function: { name } }) => ({ id, name }));
  const unknown = { returns: [], usage: null, timing: null, trace: null };
  return { type: "tools_started", step_id, messages: [...input, ...rows], tool_calls, ...unknown, ...known };
}

type Started = Extract<LoopEvent, { type: "tools_started" }>;

/** What somebody else than the tool has answered, and what the user says next, the model has to see. */
function afterAnswer(turn: Turn, given: ToolReturn[], next: NextStep): NextStep {
  const hasFollowUps = turn.followUps.length > 0;
  if (turn.signal.aborted || (given.length === 0 && !hasFollowUps)) return next;
  const isTold = turn.kind.mustCall && !hasFollowUps && !turn.isLastStep;
  return { outcome: "continue", cause: isTold ? CALL_ANSWERED : null };
}

function remember(turn: Turn, { permitted }: { permitted: { name: string; return: ToolReturn }[] }) {
  turn.calledTools.push(...permitted.map(({ name }) => name));
  const last = permitted.at(-1);
  if (last) turn.lastToolValue = returnText(last.return);
}

const nudge = (turn: Turn, stepId: string, missing: string[]) =>
  note(turn, stepId, `Tools that must be called before the turn may end: ${missing.join(", ")}`);

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
    usage: answer.usage,
    timing: stepTiming(turn, startNs, answer, null),
    trace: answer.trace ?? (await failedTrace(turn, cause)),
  };
  return { stop: stop_reason, error };
}

interface Completion {
  stepId: string;
  startNs: number;
  /** Null in a resumed step, which made no model call, and where another process made it. */
  answer: Answer | null;
  /** Of a model call that another process made. */
  usage?: ModelUsage | null;
  rows: Message[];
  outcome: StepOutcome;
  acted?: { toolIds: string[]; executionNs: number };
}

/** The checkpoint: hands input and rows of the step to the driver, which stores them as one. */
async function* complete(
  turn: Turn,
  { stepId, startNs, answer, usage = answer?.usage ?? null, rows, outcome, acted }: Completion,
): AsyncGenerator<LoopEvent, StepOutcome> {
  const input = turn.pendingInput.map((message) => ({ ...message, step_id: stepId, run_id: turn.runId }));
  turn.pendingInput = [];
  rows.push(...unheard(turn, stepId, outcome));
  turn.messages.push(...rows);
  yield {
    type: "step_completed",
    step_id: stepId,
    messages: [...input, ...rows],
    usage,
    timing: stepTiming(turn, startNs, answer, acted?.executionNs ?? null),
    trace: acted ? null : (answer?.trace ?? null),
    tool_ids: acted?.toolIds ?? [],
    stop_reason: outcome === "continue" ? null : outcome.stop,
  };
  const contextTokens = usage?.total ?? 0;
  return yield* compactAfterStep(turn, stepId, { outcome, contextTokens });
}
