import { SystemPromptTooLong } from "./compaction/system-prompt-too-long";
import type { RunError, RunErrorType, StopReason } from "./events";
import { ModelError, type ModelErrorKind } from "./model-error";

/** An agent that acts by tools alone was given an answer without a call. */
export class MissingToolCall extends Error {
  constructor() {
    super(
      "The model called no tool. Agents of this type act and answer through tools only: check that they have some, such as send_message, and that the model can be made to call them",
    );
  }
}

const errorTypes: Partial<Record<ModelErrorKind, RunErrorType>> = {
  timeout: "llm_timeout",
  rate_limit: "llm_rate_limit",
  authentication: "llm_authentication",
  insufficient_credits: "llm_insufficient_credits",
  bad_request: "llm_bad_request",
  empty_response: "llm_empty_response",
  overloaded: "llm_overloaded",
  context_window_exceeded: "context_window_exceeded",
};

const codes: Partial<Record<ModelErrorKind, string>> = {
  timeout: "TIMEOUT",
  rate_limit: "RATE_LIMIT_EXCEEDED",
  authentication: "UNAUTHENTICATED",
  permission: "PERMISSION_DENIED",
  insufficient_credits: "PAYMENT_REQUIRED",
  bad_request: "INVALID_ARGUMENT",
  not_found: "NOT_FOUND",
  context_window_exceeded: "CONTEXT_WINDOW_EXCEEDED",
};

/** The named end of a turn whose model call failed (runtime.md §1.7, §4.7, §13.3). */
export function failureOf(cause: unknown): { stop_reason: StopReason; error: RunError } {
  if (cause instanceof SystemPromptTooLong) {
    const kind = "context_window_overflow_in_system_prompt";
    const detail = `CONTEXT_WINDOW_EXCEEDED: ${cause.message}`;
    return { stop_reason: kind, error: { error_type: kind, message: cause.message, detail } };
  }
  if (cause instanceof MissingToolCall) {
    const detail = `INTERNAL_SERVER_ERROR: ${cause.message}`;
    return {
      stop_reason: "no_tool_call",
      error: { error_type: "llm_error", message: cause.message, detail },
    };
  }
  if (!(cause instanceof ModelError))
    return {
      stop_reason: "error",
      error: {
        error_type: "internal_error",
        message: "The turn failed for a reason of the server's own; its log says more.",
        detail: "INTERNAL_SERVER_ERROR: unexpected failure in the turn",
      },
    };
  const code = codes[cause.kind] ?? "INTERNAL_SERVER_ERROR";
  const suffix = cause.byok ? " [BYOK]" : "";
  return {
    stop_reason: stopReason(cause.kind),
    error: {
      error_type: errorTypes[cause.kind] ?? "llm_error",
      message: cause.message + suffix,
      detail: `${code}: ${cause.message}${suffix}`,
    },
  };
}

function stopReason(kind: ModelErrorKind): StopReason {
  switch (kind) {
    case "empty_response":
    case "invalid_response":
      return "invalid_llm_response";
    case "context_window_exceeded":
      return "error";
    default:
      return "llm_api_error";
  }
}

/** Status of a run that stopped so. */
export function runStatus(reason: StopReason): "completed" | "failed" | "cancelled" {
  switch (reason) {
    case "end_turn":
    case "max_steps":
    case "tool_rule":
    case "requires_approval":
      return "completed";
    case "cancelled":
      return "cancelled";
    default:
      return "failed";
  }
}
