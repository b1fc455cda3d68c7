import type { SummaryCall } from "./compaction/port";
import type { CompactionStats, CompactionTrigger } from "./compaction/rules";
import type { Message, ToolReturn } from "./messages";
import type { ModelTrace, ModelUsage } from "./ports";

export type StopReason =
  | "end_turn"
  | "max_steps"
  | "tool_rule"
  | "requires_approval"
  | "cancelled"
  | "error"
  | "llm_api_error"
  | "invalid_llm_response"
  | "invalid_tool_call"
  | "no_tool_call"
  | "max_tokens_exceeded"
  | "context_window_overflow_in_system_prompt"
  | "insufficient_credits";

/** Error classes as clients see them; streams know fewer and call the rest `llm_error` or `internal_error`. */
export type RunErrorType =
  | "llm_timeout"
  | "llm_rate_limit"
  | "llm_authentication"
  | "llm_empty_response"
  | "llm_bad_request"
  | "llm_insufficient_credits"
  | "llm_overloaded"
  | "llm_error"
  | "context_window_exceeded"
  | "context_window_overflow_in_system_prompt"
  | "pending_approval"
  | "invalid_argument"
  | "internal_error"
  | "run_interrupted";

export interface RunError {
  error_type: RunErrorType;
  /** For people. */
  message: string;
  /** `CODE: text` of the cause; clients match on it. */
  detail: string;
  /** The approval request that stands in the way, for `pending_approval`. */
  pending_request_id?: string;
}

/** Sums over the steps of a turn; null = never reported. */
export interface RunUsage {
  completion_tokens: number;
  prompt_tokens: number;
  total_tokens: number;
  step_count: number;
  cached_input_tokens: number | null;
  cache_write_tokens: number | null;
  reasoning_tokens: number | null;
  context_tokens: number | null;
}

/** An increment of what the model is producing. `otid` is constant within one contiguous block. */
export type Delta = { step_id: string; message_id: string; otid: string; date: string } & (
  | { kind: "text"; text: string }
  /** `source` tells thoughts that the model wrote down from its native reasoning. */
  | { kind: "reasoning"; text: string; signature?: string | null; source?: "non_reasoner_model" }
  | { kind: "hidden_reasoning"; state: "redacted" | "omitted"; data: string | null }
  | { kind: "tool_call"; tool_call_id: string; name?: string; arguments?: string; approval: boolean }
);

/** Nanoseconds, as the metrics endpoints give them. */
export interface StepTiming {
  step_start_ns: number;
  step_ns: number;
  llm_request_start_ns: number | null;
  llm_request_ns: number | null;
  tool_execution_ns: number | null;
  /** From the start of the model call to its first part. */
  ttft_ns: number | null;
}

/**
 * What the loop yields, in order. The driver finishes with one event (stores it, logs it) before it asks for the
 * next, so whatever the loop does after a yield happens after that event is durable where it must be.
 */
export type LoopEvent =
  | { type: "step_started"; step_id: string }
  | { type: "delta"; delta: Delta }
  /**
   * Tools are about to run. `messages` are the step's rows so far, input first and without returns; `returns` are
   * those known already (denials, client tools). With the `tool_returned` events this is enough to finish the step.
   */
  | {
      type: "tools_started";
      step_id: string;
      messages: Message[];
      tool_calls: { id: string; name: string }[];
      returns: ToolReturn[];
      /** Of the model call that asked for them; null where another run or process made it. */
      usage: ModelUsage | null;
      timing: StepTiming | null;
      trace: ModelTrace | null;
    }
  | {
      type: "tool_returned";
      step_id: string;
      tool_call_id: string;
      name: string;
      status: "success" | "error";
      duration_ms: number;
      /** False: a rule refused the call, so the tool was not run. */
      is_permitted: boolean;
      return: ToolReturn;
    }
  /** The checkpoint: all rows of the step, inputs first. They become history together or not at all. */
  | {
      type: "step_completed";
      step_id: string;
      messages: Message[];
      usage: ModelUsage | null;
      timing: StepTiming;
      /** Null where `tools_started` has brought it. */
      trace: ModelTrace | null;
      tool_ids: string[];
      stop_reason: StopReason | null;
    }
  | {
      type: "compaction_started";
      step_id: string;
      trigger: CompactionTrigger;
      context_token_estimate: number | null;
      context_window: number;
    }
  /**
   * The window becomes shorter: `row` takes the place of the messages with `evicted_ids`. Rows that no window holds any
   * more stay in history.
   */
  | {
      type: "compacted";
      step_id: string;
      row: Message;
      summary: string;
      stats: CompactionStats;
      evicted_ids: string[];
      calls: SummaryCall[];
    }
  | {
      type: "step_failed";
      step_id: string;
      stop_reason: StopReason;
      error: RunError | null;
      /** Of an answer that came but could not be used. */
      usage: ModelUsage | null;
      timing: StepTiming;
      trace: ModelTrace | null;
    }
  | { type: "stopped"; stop_reason: StopReason; usage: RunUsage; error: RunError | null };

/**
 * What a run's log keeps: enough to stream it again in any mode, and to finish an interrupted step.
 * `message` holds one public message of a checkpoint; `streamed` says that its deltas are in the log already.
 */
export type RunEvent =
  /** The run is stored and waits for its turn. */
  | { type: "accepted" }
  | { type: "step_started"; step_id: string }
  | { type: "delta"; delta: Delta }
  /** Without the bodies of its model call, which are kept as a trace. */
  | Omit<Extract<LoopEvent, { type: "tools_started" }>, "timing" | "trace">
  | Extract<LoopEvent, { type: "tool_returned" }>
  | { type: "message"; message: Record<string, unknown> & { message_type: string }; streamed: boolean }
  /** A message about the window, logged for the readers who asked for such. */
  | { type: "compaction"; message: Record<string, unknown> & { message_type: string } }
  | { type: "step_finished"; step_id: string; status: "success" | "failed"; usage: ModelUsage | null }
  /** The process died in the step: its deltas count for nothing, another step takes its place. */
  | { type: "step_discarded"; step_id: string }
  | {
      type: "stopped";
      stop_reason: StopReason;
      usage: RunUsage;
      error: RunError | null;
      /** Background runs that the end of this one called for. */
      run_ids?: string[];
    };
