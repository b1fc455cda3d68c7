import type { RunError, RunErrorType } from "@/lib/runtime/events";
import { AppError, type ErrorCode } from "@/lib/shared/errors";

interface Answer {
  status: number;
  code: ErrorCode;
  /** Provider failures answer `{"error": {type, message, detail}}`; the others `{"detail"}`. */
  isModelFailure: boolean;
}

const answers: Record<RunErrorType, Answer> = {
  llm_timeout: { status: 504, code: "unavailable", isModelFailure: true },
  llm_rate_limit: { status: 429, code: "rate_limited", isModelFailure: true },
  llm_authentication: { status: 401, code: "unauthenticated", isModelFailure: true },
  llm_insufficient_credits: { status: 402, code: "unavailable", isModelFailure: true },
  llm_bad_request: { status: 400, code: "invalid_argument", isModelFailure: true },
  llm_empty_response: { status: 500, code: "internal", isModelFailure: true },
  llm_error: { status: 500, code: "internal", isModelFailure: true },
  llm_overloaded: { status: 503, code: "unavailable", isModelFailure: false },
  context_window_exceeded: { status: 400, code: "invalid_argument", isModelFailure: false },
  context_window_overflow_in_system_prompt: { status: 400, code: "invalid_argument", isModelFailure: false },
  pending_approval: { status: 409, code: "conflict", isModelFailure: false },
  invalid_argument: { status: 400, code: "invalid_argument", isModelFailure: false },
  run_interrupted: { status: 503, code: "unavailable", isModelFailure: false },
  internal_error: { status: 500, code: "internal", isModelFailure: false },
};

/** Streams tell an empty answer by a type of its own, answers do not. */
const publicType = (type: RunErrorType) => (type === "llm_empty_response" ? "llm_error" : type);

/** The failure of a turn as the answer of a blocking request (runtime.md §13.3). */
export function runFailure({ error_type, message, detail, pending_request_id }: RunError): AppError {
  const { status, code, isModelFailure } = answers[error_type];
  // The turn is over and recorded: an SDK that repeats the request by itself would send the message twice.
  const headers = { "x-should-retry": "false" };
  if (isModelFailure)
    return new AppError(code, message, {
      status,
      headers,
      detail: { error: { type: publicType(error_type), message, detail } },
    });
  if (error_type === "pending_approval")
    return new AppError(code, message, {
      status,
      headers,
      detail: { detail: { code: "PENDING_APPROVAL", message: detail, pending_request_id } },
    });
  const text = error_type === "internal_error" ? "An unknown error occurred" : detail;
  return new AppError(code, message, { status, headers, detail: { detail: text } });
}
