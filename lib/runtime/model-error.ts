import type { ModelTrace } from "./ports";

/** Why a model call failed, in the classes that decide stop reasons, HTTP status and retries. */
export type ModelErrorKind =
  | "timeout"
  | "rate_limit"
  | "authentication"
  | "permission"
  | "bad_request"
  | "insufficient_credits"
  | "overloaded"
  | "connection"
  | "empty_response"
  | "invalid_response"
  | "context_window_exceeded"
  | "not_found"
  | "server";

/** Adapters turn every vendor failure into this at their edge. `message` is public: no keys, no headers in it. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind;
  /** HTTP status of the provider, when it answered. */
  readonly status?: number;
  /** Milliseconds the provider asked to wait before a retry. */
  readonly retryAfterMs?: number;
  /** True when the key belongs to a user-registered provider. */
  readonly byok: boolean;
  /** What was sent and what came back, where the adapter knows. */
  readonly trace?: ModelTrace;

  constructor(
    kind: ModelErrorKind,
    message: string,
    options: {
      cause?: unknown;
      status?: number;
      retryAfterMs?: number;
      byok?: boolean;
      trace?: ModelTrace;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ModelError";
    this.kind = kind;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.byok = options.byok ?? false;
    this.trace = options.trace;
  }
}
