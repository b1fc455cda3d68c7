import type { ToolCall } from "../messages";
import { mayCall, requiredTools } from "../required-tools";
import { parseToolArguments } from "../tools/parse-arguments";
import { needsApproval, type Turn } from "../turn";
import { CALL_FAILED, type Continuation, continuationAfter } from "./continuation";
import { shapeForHeartbeats } from "./heartbeat-request";
import type { LoopKind, NextInput, NextStep } from "./loop-kind";

/** Agents that act by one call a step, speak through `send_message` and are woken again by heartbeats. */
export const heartbeatLoop: LoopKind = {
  mustCall: true,
  shapeRequest: shapeForHeartbeats,
  planCalls(turn, [call]) {
    const { thinking, request_heartbeat, ...own } = parseToolArguments(call.function.arguments);
    const isRequested = isTrue(request_heartbeat);
    const continuation = continuationOf(turn, call, { isRequested, isRefused: isRefused(turn, call) });
    // A call that waits for somebody keeps the model's wish, since nothing else is known yet.
    const flag = needsApproval(turn, call.function.name) ? isRequested : continuation.goesOn;
    return {
      stored: [JSON.stringify({ ...own, request_heartbeat: flag })],
      thought: typeof thinking === "string" && thinking !== "" ? thinking : null,
      next: (acted) => nextStep(turn, continuation, acted),
    };
  },
  planApproved(turn, [call]) {
    if (!call) return { next: () => ({ outcome: "continue", cause: null }) };
    const isRequested = isTrue(parseToolArguments(call.function.arguments).request_heartbeat);
    const continuation = continuationOf(turn, call, { isRequested, isRefused: false });
    return { next: (acted) => nextStep(turn, continuation, acted) };
  },
};

/** Some models write booleans as text. */
const isTrue = (value: unknown) => String(value).toLowerCase() === "true";

const isRefused = (turn: Turn, { function: { name } }: ToolCall) => !mayCall(turn, name);

function continuationOf(
  turn: Turn,
  { function: { name } }: ToolCall,
  facts: { isRequested: boolean; isRefused: boolean },
): Continuation {
  const called = facts.isRefused ? turn.calledTools : [...turn.calledTools, name];
  const outstanding = requiredTools(turn, called);
  const { toolRules: rules, isLastStep } = turn;
  return continuationAfter({ ...facts, rules, toolName: name, isLastStep, outstanding });
}

function nextStep(turn: Turn, continuation: Continuation, acted: NextInput): NextStep {
  if (turn.signal.aborted) return { outcome: { stop: "cancelled" }, cause: null };
  if (acted.isInvalidCall) return { outcome: { stop: "invalid_tool_call" }, cause: null };
  if (!continuation.goesOn) return { outcome: { stop: continuation.stop }, cause: null };
  const hasFailed = acted.permitted.some((call) => call.return.status === "error");
  return { outcome: "continue", cause: hasFailed ? CALL_FAILED : continuation.cause };
}
