import { pendingApproval } from "./approvals";
import type { CompactionPort } from "./compaction/port";
import type { Delta, LoopEvent, RunUsage, StopReason } from "./events";
import type { Message } from "./messages";
import type { ResponseFormat } from "./model-config";
import type { AttachedTool, Clock, Ids, Model, ModelUsage, ToolRunner, ToolSpec } from "./ports";
import type { ToolRule } from "./tool-rules/rules";

export interface TurnInput {
  /** What the model has seen so far; index 0 is the system message. */
  history: Message[];
  /** The request's messages, in order. They become history with the first step that completes. */
  input: Message[];
  maxSteps: number;
  toolRules: ToolRule[];
  /** Tools that the caller runs; a call of one always waits for its return. */
  clientTools: ToolSpec[];
  timezone: string;
  runId: string;
  conversationId: string | null;
  responseFormat: ResponseFormat | null;
  /** Step of the approval request that `input` answers. */
  resumedStepId: string | null;
  signal: AbortSignal;
}

export interface TurnPorts {
  model: Model;
  tools: ToolRunner;
  ids: Ids;
  clock: Clock;
  /** Absent: the window grows until the provider refuses it. */
  compaction?: CompactionPort;
}

/** The turn while it runs: what the steps share. Only the loop's own functions change it. */
export interface Turn extends TurnInput, TurnPorts {
  /** History plus everything this turn added, also what is not stored yet. */
  messages: Message[];
  /** Input that waits for the next checkpoint. */
  pendingInput: Message[];
  /** Messages behind an approval, which the model sees from the second step on. */
  followUps: Message[];
  /** Names of the permitted calls since the user last spoke, for the tool rules. */
  calledTools: string[];
  /** The tool's own return of the last call, for conditional rules. */
  lastToolValue: string | null;
  usage: RunUsage;
}

/** The turn before its first step. */
export function openTurn(input: TurnInput, ports: TurnPorts): Turn {
  const isResumed = pendingApproval(input.history) !== null;
  const first = isResumed ? input.input.slice(0, 1) : input.input;
  const followUps = isResumed ? input.input.slice(1) : [];
  const sinceUser = isResumed ? input.history.slice(lastUserIndex(input.history) + 1) : [];
  return {
    ...input,
    ...ports,
    messages: [...input.history, ...first],
    pendingInput: first,
    followUps,
    calledTools: sinceUser.flatMap(({ role, tool_calls }) =>
      role === "assistant" ? (tool_calls ?? []).map((call) => call.function.name) : [],
    ),
    lastToolValue: null,
    usage: emptyUsage(),
  };
}

const lastUserIndex = (messages: Message[]) => messages.findLastIndex(({ role }) => role === "user");

export type StepOutcome =
  | "continue"
  | { stop: StopReason; error?: Extract<LoopEvent, { type: "stopped" }>["error"] };

export const emptyUsage = (): RunUsage => ({
  completion_tokens: 0,
  prompt_tokens: 0,
  total_tokens: 0,
  step_count: 0,
  cached_input_tokens: null,
  cache_write_tokens: null,
  reasoning_tokens: null,
  context_tokens: null,
});

export function addUsage(sum: RunUsage, usage: ModelUsage): void {
  sum.step_count += 1;
  sum.prompt_tokens += usage.input;
  sum.completion_tokens += usage.output;
  sum.total_tokens += usage.total;
  sum.cached_input_tokens = plus(sum.cached_input_tokens, usage.cachedInput);
  sum.cache_write_tokens = plus(sum.cache_write_tokens, usage.cacheWrite);
  sum.reasoning_tokens = plus(sum.reasoning_tokens, usage.reasoning);
  sum.context_tokens = usage.total;
}

const plus = (a: number | null, b: number | null) => (b === null ? a : (a ?? 0) + b);

export const clientToolNames = (turn: TurnInput) => new Set(turn.clientTools.map((tool) => tool.name));

/** The offered tools: the agent's own, with those of the caller in place of same-named ones. */
export function offeredTools(turn: Turn): AttachedTool[] {
  const client = clientToolNames(turn);
  return [
    ...turn.tools.tools.filter((tool) => !client.has(tool.spec.name)),
    ...turn.clientTools.map((spec) => ({ id: null, spec, canRunInParallel: false, returnCharLimit: 50_000 })),
  ];
}

export function needsApproval(turn: Turn, toolName: string): boolean {
  return (
    clientToolNames(turn).has(toolName) ||
    turn.toolRules.some((rule) => rule.type === "requires_approval" && rule.tool_name === toolName)
  );
}

/** Nanoseconds since the epoch, with the clock's precision. */
export const nanoseconds = (turn: Pick<Turn, "clock">) => turn.clock.now().getTime() * 1_000_000;

export type { Delta };
