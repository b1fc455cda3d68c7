import { packToolReturn } from "./envelope";
import type { LoopEvent } from "./events";
import type { ToolCall, ToolReturn } from "./messages";
import type { ToolOutcome } from "./ports";
import { allowedNow, mayCall } from "./required-tools";
import { prefilledArguments, prefilledProblem } from "./tool-rules/prefilled-arguments";
import { violationText } from "./tool-rules/violation-text";
import { hasImages, normaliseToolValue, unlimitedTools } from "./tool-value";
import { parseToolArguments, withoutLoopArguments } from "./tools/parse-arguments";
import { nanoseconds, offeredTools, type Turn } from "./turn";

export interface Acted {
  /** One return per call, in the order of the calls. */
  returns: ToolReturn[];
  toolIds: string[];
  /** The calls that rules let through, in the order of the calls; a refused call moves no rule on. */
  permitted: { name: string; return: ToolReturn }[];
  /** A prefilled argument did not fit its tool: the turn ends. */
  isInvalidCall: boolean;
  /** The longest of the calls, as parallel ones overlap. */
  executionNs: number;
}

type Plan = { call: ToolCall; run: () => Promise<Finished>; canRunInParallel: boolean };
type Attempt = { outcome: ToolOutcome; isPermitted: boolean; isInvalidCall: boolean };
type Finished = Omit<Attempt, "outcome"> & {
  call: ToolCall;
  return: ToolReturn;
  tookNs: number;
  toolId: string | null;
};

const CANCELLED = "The call was cancelled by the user before it finished";

/**
 * Runs the calls of one step: those that may overlap together, then the others one by one. Every call gets a
 * return whatever happens, also after an abort, so that history stays valid.
 * `areRulesChecked` is false for calls a person has approved.
 */
export async function* act(
  turn: Turn,
  stepId: string,
  calls: ToolCall[],
  { areRulesChecked }: { areRulesChecked: boolean },
): AsyncGenerator<LoopEvent, Acted> {
  const plans = calls.map((call) => plan(turn, stepId, call, areRulesChecked));
  const finished: Finished[] = [];
  for await (const item of inOrderOfEnd(plans)) {
    finished.push(item);
    yield {
      type: "tool_returned",
      step_id: stepId,
      tool_call_id: item.call.id,
      name: item.call.function.name,
      status: item.return.status,
      duration_ms: Math.round(item.tookNs / 1_000_000),
      is_permitted: item.isPermitted,
      return: item.return,
    };
  }
  const ordered = calls.map((call) => finished.find((item) => item.call === call) as Finished);
  return {
    returns: ordered.map((item) => item.return),
    toolIds: ordered.flatMap((item) => item.toolId ?? []),
    permitted: ordered
      .filter((item) => item.isPermitted)
      .map((item) => ({ name: item.call.function.name, return: item.return })),
    isInvalidCall: ordered.some((item) => item.isInvalidCall),
    executionNs: Math.max(0, ...ordered.map((item) => item.tookNs)),
  };
}

/** Yields each result as it comes: the parallel ones race, the rest follow in call order. */
async function* inOrderOfEnd(plans: Plan[]): AsyncGenerator<Finished> {
  const parallel = plans.length > 1 ? plans.filter((plan) => plan.canRunInParallel) : [];
  const racing = new Map(parallel.map((plan) => [plan, plan.run().then((result) => ({ plan, result }))]));
  while (racing.size > 0) {
    const { plan, result } = await Promise.race(racing.values());
    racing.delete(plan);
    yield result;
  }
  for (const plan of plans) if (!parallel.includes(plan)) yield await plan.run();
}

function plan(turn: Turn, stepId: string, call: ToolCall, areRulesChecked: boolean): Plan {
  const { name } = call.function;
  const tool = offeredTools(turn).find(({ spec }) => spec.name === name);
  const run = async (): Promise<Finished> => {
    const startNs = nanoseconds(turn);
    const { outcome, ...verdict } = await attempt(turn, stepId, call, areRulesChecked);
    if (outcome.refreshesSystem) turn.isSystemStale = true;
    return {
      call,
      return: toolReturn(turn, call.id, name, outcome, tool?.returnCharLimit),
      tookNs: nanoseconds(turn) - startNs,
      toolId: tool?.id ?? null,
      ...verdict,
    };
  };
  return { call, run, canRunInParallel: tool?.canRunInParallel ?? false };
}

async function attempt(
  turn: Turn,
  stepId: string,
  call: ToolCall,
  areRulesChecked: boolean,
): Promise<Attempt> {
  const { name } = call.function;
  const refused = (text: string, isInvalidCall = false) => ({
    outcome: failure(text),
    isPermitted: false,
    isInvalidCall,
  });
  if (turn.signal.aborted) return refused(CANCELLED);
  const tool = offeredTools(turn).find(({ spec }) => spec.name === name);
  if (areRulesChecked && !mayCall(turn, name))
    return refused(violationText(turn.toolRules, turn.calledTools, name, allowedNow(turn)));
  if (!tool || tool.id === null) return refused(`Tool '${name}' not found`);
  const prefilled = prefilledArguments(turn.toolRules, turn.calledTools, name);
  const problem = prefilled && prefilledProblem(prefilled, tool.spec.parameters);
  if (problem) return refused(problem, true);
  const own = withoutLoopArguments(parseToolArguments(call.function.arguments));
  try {
    const invocation = { id: call.id, name, arguments: { ...own, ...prefilled?.arguments } };
    const outcome = await unlessAborted(
      turn.tools.run(invocation, { signal: turn.signal, stepId }),
      turn.signal,
    );
    return { outcome, isPermitted: true, isInvalidCall: false };
  } catch (error) {
    if (turn.signal.aborted) return refused(CANCELLED);
    const text = `Error executing function ${name}: ${(error as Error).message}`.slice(0, 1000);
    return { ...refused(text), isPermitted: true };
  }
}

/** A tool that ignores the signal must not keep a cancelled turn alive. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error(CANCELLED));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

const failure = (text: string): ToolOutcome => ({ status: "error", value: text, stdout: [], stderr: [] });

/** The stored return: the tool's value, cut to its limit, in the envelope the model reads. */
export function toolReturn(
  turn: Pick<Turn, "clock" | "timezone">,
  tool_call_id: string,
  name: string,
  outcome: ToolOutcome,
  limit = 50_000,
): ToolReturn {
  const { status } = outcome;
  const envelope = () => {
    const value = normaliseToolValue(outcome.value, unlimitedTools.has(name) ? null : limit);
    return packToolReturn({ status, value, now: turn.clock.now(), timezone: turn.timezone });
  };
  return {
    tool_call_id,
    status,
    func_response: hasImages(outcome.value) ? outcome.value : envelope(),
    stdout: outcome.stdout,
    stderr: outcome.stderr,
  };
}
