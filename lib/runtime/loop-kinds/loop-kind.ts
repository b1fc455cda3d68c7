import type { Acted } from "../act";
import type { ToolCall } from "../messages";
import type { ModelRequest } from "../ports";
import type { StepOutcome, Turn } from "../turn";
import { heartbeatLoop } from "./heartbeat-loop";
import { plainLoop } from "./plain-loop";

/**
 * What the two kinds of agents do differently (runtime.md §1.4–1.6). There is one loop; it asks its kind. All of it is
 * pure: what a kind decides follows from the turn as it stands.
 */
export interface LoopKind {
  /** An answer without a call is a failure; text beside a call is a thought that nobody hears. */
  mustCall: boolean;
  shapeRequest(turn: Turn, request: ModelRequest): ModelRequest;
  /** Decided before the calls run, so that what is stored of them is known then. */
  planCalls(turn: Turn, calls: ToolCall[]): CallPlan;
  /** The same for calls that were stored before and have been approved since. */
  planApproved(turn: Turn, calls: ToolCall[]): Pick<CallPlan, "next">;
}

export interface CallPlan {
  /** Arguments of each call, as history keeps them. */
  stored: string[];
  /** A thought that the model gave as an argument. */
  thought: string | null;
  next(acted: NextInput): NextStep;
}

export interface NextInput extends Pick<Acted, "isInvalidCall"> {
  /** The calls that count as made. */
  permitted: { name: string; return: { status: "success" | "error" } }[];
}

export interface NextStep {
  outcome: StepOutcome;
  /** Why the turn goes on, for a model that is told so. */
  cause: string | null;
}

/** Agents of these types answer in text and call tools as they like; all others act by tools alone. */
const plainTypes = ["letta_v1_agent", "sleeptime_agent"];

export const isPlainAgentType = (agentType: string) => plainTypes.includes(agentType);

export const loopKindOf = (agentType: string): LoopKind =>
  isPlainAgentType(agentType) ? plainLoop : heartbeatLoop;
