import { APICallError } from "@ai-sdk/provider";
import { ModelError } from "@/lib/runtime/model-error";
import { type ErrorContext, toModelError, withoutSecrets } from "./errors";

/** A failed call as ours, with the body that was sent and what the provider answered. */
export function tracedError(
  cause: unknown,
  request: Record<string, unknown>,
  context: ErrorContext,
): ModelError {
  const error = toModelError(cause, context);
  const { kind, message, status, retryAfterMs, byok } = error;
  if (Object.keys(request).length === 0) return error;
  const response = { error: { kind, status: status ?? null, message }, body: bodyOf(cause, context) };
  return new ModelError(kind, message, {
    status,
    retryAfterMs,
    byok,
    cause: error.cause,
    trace: { request, response },
  });
}

const BODY_CHARS_MAX = 20_000;

/** What the provider said, as it said it but for keys that it echoes; null when it said nothing. */
function bodyOf(cause: unknown, { secrets = [] }: ErrorContext): unknown {
  if (!APICallError.isInstance(cause) || !cause.responseBody) return null;
  const text = withoutSecrets(cause.responseBody, secrets).slice(0, BODY_CHARS_MAX);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
