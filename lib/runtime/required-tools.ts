import { allowedTools } from "./tool-rules/allowed-tools";
import { outstandingRequired } from "./tool-rules/turn-control";
import { offeredTools, type Turn } from "./turn";

/** Names of the tools that must still be called in this turn. */
export const requiredTools = (turn: Turn, called = turn.calledTools) =>
  outstandingRequired(turn.toolRules, called, offeredNames(turn));

/** Names of the tools that the rules allow now. */
export const allowedNow = (turn: Turn) =>
  allowedTools(turn.toolRules, turn.calledTools, turn.lastToolValue, offeredNames(turn));

/** A tool that is not offered cannot be called, whatever the rules say of it. */
export const mayCall = (turn: Turn, toolName: string) =>
  offeredNames(turn).includes(toolName) && allowedNow(turn).includes(toolName);

const offeredNames = (turn: Turn) => offeredTools(turn).map(({ spec }) => spec.name);
