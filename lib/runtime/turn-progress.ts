import { type Acted, act } from "./act";
import { packToolReturn } from "./envelope";
import type { LoopEvent, RunUsage } from "./events";
import type { Message, ToolCall, ToolReturn } from "./messages";
import type { ModelUsage } from "./ports";
import { offeredTools, type Turn } from "./turn";

/** How far a turn came in a process that died; what is missing of the rest of the turn's state is in its history. */
export interface TurnProgress {
  /** Steps that are done: they count towards the limit. */
  steps: number;
  usage: RunUsage;
  /** The step whose tools were running. */
  interrupted: InterruptedStep | null;
}

/** A step whose model call is over, with the returns that were known when the process died. */
export interface InterruptedStep {
  stepId: string;
  /** The step's rows without returns, its input first. */
  messages: Message[];
  /** The calls that were to be run, in their order. */
  calls: ToolCall[];
  /** Returns that were known before any call was run: denials, and those of the caller's own tools. */
  given: ToolReturn[];
  returned: { return: ToolReturn; isPermitted: boolean }[];
  usage: ModelUsage | null;
}

const INTERRUPTED =
  "Interrupted: the server stopped before this call returned, so it may or may not have taken effect. Check before calling it again.";

/** The return of a call whose process died. */
export const interruptedReturn = (
  { clock, timezone }: Pick<Turn, "clock" | "timezone">,
  tool_call_id: string,
): ToolReturn => ({
  tool_call_id,
  status: "error",
  func_response: packToolReturn({ status: "error", value: INTERRUPTED, now: clock.now(), timezone }),
  stdout: [],
  stderr: [],
});

/**
 * Gives every call of an interrupted step its return: the known one, a new one where running the tool twice does no
 * harm, else one that says what happened.
 */
export async function* actAgain(
  turn: Turn,
  { stepId, calls, returned }: InterruptedStep,
): AsyncGenerator<LoopEvent, { acted: Acted; lost: ToolReturn[] }> {
  const tools = new Map(offeredTools(turn).map((tool) => [tool.spec.name, tool]));
  const known = new Map(returned.map((item) => [item.return.tool_call_id, item]));
  const lost = calls.filter(({ id }) => !known.has(id));
  const isRepeatable = ({ function: { name } }: ToolCall) => tools.get(name)?.isIdempotent === true;
  const repeated = yield* act(turn, stepId, lost.filter(isRepeatable), { areRulesChecked: false });
  for (const item of repeated.returns) known.set(item.tool_call_id, { return: item, isPermitted: true });
  const gone: ToolReturn[] = [];
  for (const { id, function: called } of lost.filter((call) => !isRepeatable(call))) {
    const item = interruptedReturn(turn, id);
    known.set(id, { return: item, isPermitted: true });
    gone.push(item);
    yield {
      type: "tool_returned",
      step_id: stepId,
      tool_call_id: id,
      name: called.name,
      status: item.status,
      duration_ms: 0,
      is_permitted: true,
      return: item,
    };
  }
  const finished = calls.flatMap((call) => {
    const item = known.get(call.id);
    return item ? [{ ...item, name: call.function.name }] : [];
  });
  const acted = {
    returns: finished.map((item) => item.return),
    toolIds: finished.flatMap(({ name }) => tools.get(name)?.id ?? []),
    permitted: finished.filter((item) => item.isPermitted),
    isInvalidCall: false,
    executionNs: repeated.executionNs,
  };
  return { acted, lost: gone };
}
