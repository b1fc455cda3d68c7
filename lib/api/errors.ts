import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { InvalidRequest } from "./invalid-request";

const status: Record<ErrorCode, number> = {
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  not_implemented: 501,
  unavailable: 503,
};

/** What the message of a domain error starts with; codes without an entry have no such tradition. */
const prefix: Partial<Record<ErrorCode, string>> = {
  invalid_argument: "INVALID_ARGUMENT",
  unauthenticated: "UNAUTHENTICATED",
  permission_denied: "PERMISSION_DENIED",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  expired: "EXPIRED",
  rate_limited: "RATE_LIMIT_EXCEEDED",
  internal: "INTERNAL_SERVER_ERROR",
};

const unknownError = "An unknown error occurred";

/** The only place where an error becomes HTTP. `cloud` operations say `{"message"}`, all others `{"detail"}`. */
export function errorResponse(
  error: unknown,
  { traceId, cloud = false }: { traceId: string; cloud?: boolean },
) {
  if (error instanceof InvalidRequest)
    return cloud
      ? Response.json({ message: error.message }, { status: 400 })
      : Response.json({ trace_id: traceId, detail: error.list, ...error.examples }, { status: 422 });
  if (!(error instanceof AppError))
    return Response.json(cloud ? { message: unknownError } : { detail: unknownError }, { status: 500 });
  return Response.json(cloud ? { message: error.message, ...error.detail } : publicBody(error), {
    status: error.status ?? status[error.code],
    headers: { ...retryHints(error), ...error.headers },
  });
}

/** `detail` with extra fields beside it; extra fields named `detail` or `error` are the whole answer. */
function publicBody({ code, message, exact, detail }: AppError): Record<string, unknown> {
  if (detail && ("error" in detail || "detail" in detail)) return detail;
  const known = exact ? undefined : prefix[code];
  return { detail: known ? `${known}: ${message}` : message, ...detail };
}

/** SDKs repeat every 409; one that stays a conflict would only be asked three times. */
function retryHints({ code, transient }: AppError): Record<string, string> {
  if (code !== "conflict") return {};
  return transient ? { "retry-after": "1" } : { "x-should-retry": "false" };
}
