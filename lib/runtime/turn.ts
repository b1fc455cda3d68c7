import { pendingApproval } from "./approvals";
import { calledSinceUser } from "./called-tools";
import type { CompactionPort } from "./compaction/port";
import type { Delta, LoopEvent, RunUsage, StopReason } from "./events";
import { type LoopKind, loopKindOf } from "./loop-kinds/loop-kind";
import type { Message } from "./messages";
import type { ResponseFormat } from "./model-config";
import type { AttachedTool, Clock, Ids, Model, ModelUsage, ToolChoice, ToolRunner, ToolSpec } from "./ports";
import type { ToolRule } from "./tool-rules/rules";
import type { TurnProgress } from "./turn-progress";

export interface TurnInput {
  /** Decides how the agent acts and ends its turns. */
  agentType: string;
  /** Calls of `send_message` stream as what they say. */
  foldsSendMessage: boolean;
  /** What the model has seen so far; index 0 is the system message. */
  history: Message[];
  /** The request's messages, in order. They become history with the first step that completes. */
  input: Message[];
  maxSteps: number;
  toolRules: ToolRule[];
  /** Tools that the caller runs; a call of one always waits for its return. */
  clientTools: ToolSpec[];
  /** What the caller demands of the first model call; the tool rules decide all others. */
  firstToolChoice?: ToolChoice | null;
  timezone: string;
  runId: string;
  conversationId: string | null;
  /** The group that the turn belongs to. */
  groupId?: string | null;
  /** In a group of several speakers: whose turn it is. */
  senderId?: string | null;
  responseFormat: ResponseFormat | null;
  /** Step of the approval request that `input` answers. */
  resumedStepId: string | null;
  /** Of a turn that another process began; `input` is then what is not history yet. */
  progress?: TurnProgress | null;
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
  kind: LoopKind;
  /** No step is left after the current one. */
  isLastStep: boolean;
  /** A tool's result stands in the system message, which the next step must read again. */
  isSystemStale: boolean;
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
  const isContinued = Boolean(input.progress);
  const isResumed = !isContinued && pendingApproval(input.history) !== null;
  const ready = input.progress?.interrupted ? 0 : isResumed ? 1 : input.input.length;
  const [first, followUps] = [input.input.slice(0, ready), input.input.slice(ready)];
  // A turn that goes on where another run stopped is still the same for the tool rules.
  const called = calledSinceUser(isResumed || isContinued ? input.history : []);
  return {
    ...input,
    ...ports,
    kind: loopKindOf(input.agentType),
    isLastStep: false,
    isSystemStale: false,
    messages: [...input.history, ...first],
    pendingInput: first,
    followUps,
    calledTools: called.names,
    lastToolValue: called.lastValue,
    usage: input.progress ? { ...input.progress.usage } : emptyUsage(),
  };
}

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
