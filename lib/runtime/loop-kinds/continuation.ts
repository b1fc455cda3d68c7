import type { StopReason } from "../events";
import { hasRule, type ToolRule } from "../tool-rules/rules";
import { isContinuing, isTerminal } from "../tool-rules/turn-control";

export interface CallFacts {
  rules: ToolRule[];
  toolName: string;
  /** The model asked to be woken again. */
  isRequested: boolean;
  /** The rules forbade the call. */
  isRefused: boolean;
  /** No step is left after this one. */
  isLastStep: boolean;
  /** Tools that must still be called, this call counted. */
  outstanding: string[];
}

export type Continuation = { goesOn: true; cause: string } | { goesOn: false; stop: StopReason };

/** Whether a turn that lives by heartbeats goes on after a call, and why (runtime.md §1.6). */
export function continuationAfter(facts: CallFacts): Continuation {
  const wanted = wantedBy(facts);
  const { isLastStep, outstanding } = facts;
  if (isLastStep)
    return wanted.goesOn || outstanding.length > 0 ? { goesOn: false, stop: "max_steps" } : wanted;
  if (wanted.goesOn || outstanding.length === 0) return wanted;
  return goOn(`these tools must be called before the turn may end: ${outstanding.join(", ")}.`);
}

function wantedBy({ rules, toolName, isRequested, isRefused }: CallFacts): Continuation {
  if (isRefused) return goOn("the call broke a tool rule and was not run.");
  if (isTerminal(rules, toolName)) return { goesOn: false, stop: isRequested ? "tool_rule" : "end_turn" };
  if (leadsOn.some((type) => hasRule(rules, type, toolName)))
    return goOn(`a tool rule says what may follow a call of ${toolName}.`);
  if (isContinuing(rules, toolName)) return goOn(`${toolName} requires continuing.`);
  return isRequested ? goOn(REQUESTED) : { goesOn: false, stop: "end_turn" };
}

/** Rules about what comes next make no sense where nothing does. */
const leadsOn = ["constrain_child_tools", "conditional", "max_count_per_step"] as const;

const goOn = (cause: string): Continuation => ({ goesOn: true, cause: `The turn goes on: ${cause}` });

const REQUESTED = "request_heartbeat was true in the last call.";

export const CALL_FAILED = "The turn goes on: the last call failed. Correct it or do something else.";
export const CALL_ANSWERED = "The turn goes on: the last call was answered by someone else than the tool.";

/** Marks a note that only the model reads. */
export const hiddenNote = (cause: string) =>
  `[This is an automated system message hidden from the user] ${cause}`;
