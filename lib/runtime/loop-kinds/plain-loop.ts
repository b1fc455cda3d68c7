import type { ToolCall } from "../messages";
import type { ModelRequest } from "../ports";
import { requiredTools } from "../required-tools";
import { isTerminal } from "../tool-rules/turn-control";
import { parseToolArguments, withoutLoopArguments } from "../tools/parse-arguments";
import type { StepOutcome, Turn } from "../turn";
import type { LoopKind, NextInput } from "./loop-kind";

/** Agents that speak in text: the turn ends when they answer without a call. */
export const plainLoop: LoopKind = {
  mustCall: false,
  shapeRequest,
  planCalls: (turn, calls) => ({
    stored: calls.map(storedArguments),
    thought: null,
    next: (acted) => ({ outcome: outcomeOf(turn, acted), cause: null }),
  }),
  planApproved: (turn) => ({ next: (acted) => ({ outcome: outcomeOf(turn, acted), cause: null }) }),
};

/**
 * A keeper of memory speaks to nobody: where it has a tool to end with, it has to call one in every step. Models that
 * reason by themselves refuse to be forced.
 */
function shapeRequest(turn: Turn, request: ModelRequest): ModelRequest {
  const isKeeper = turn.agentType === "sleeptime_agent" && !turn.model.config.enable_reasoner;
  if (!isKeeper || request.toolChoice !== "auto") return request;
  const canEnd = request.tools.some(({ name }) => isTerminal(turn.toolRules, name));
  return canEnd ? { ...request, toolChoice: "required" } : request;
}

/** Always a JSON object, so that no provider refuses it later. */
function storedArguments({ function: { arguments: text } }: ToolCall): string {
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

function outcomeOf(turn: Turn, { isInvalidCall, permitted }: NextInput): StepOutcome {
  if (turn.signal.aborted) return { stop: "cancelled" };
  if (isInvalidCall) return { stop: "invalid_tool_call" };
  const hasEnded = permitted.some(({ name }) => isTerminal(turn.toolRules, name));
  return hasEnded && requiredTools(turn).length === 0 ? { stop: "tool_rule" } : "continue";
}
