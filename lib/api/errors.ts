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

type Dialect = { cloud?: boolean; openai?: boolean };

/** The only place where an error becomes HTTP. `cloud` operations say `{"message"}`, all others `{"detail"}`. */
export function errorResponse(error: unknown, { traceId, ...dialect }: Dialect & { traceId: string }) {
  if (dialect.cloud) return cloudResponse(error);
  const body = bodyOf(error, traceId);
  return Response.json(dialect.openai ? withOpenAiError(body, error) : body, {
    status: statusOf(error),
    headers: headersOf(error),
  });
}

function cloudResponse(error: unknown) {
  if (error instanceof InvalidRequest) return Response.json({ message: error.message }, { status: 400 });
  const body =
    error instanceof AppError ? { message: error.message, ...error.detail } : { message: unknownError };
  return Response.json(body, { status: statusOf(error), headers: headersOf(error) });
}

function bodyOf(error: unknown, traceId: string): Record<string, unknown> {
  if (error instanceof InvalidRequest) return { trace_id: traceId, detail: error.list, ...error.examples };
  return error instanceof AppError ? publicBody(error) : { detail: unknownError };
}

const statusOf = (error: unknown) => (error instanceof AppError ? (error.status ?? status[error.code]) : 500);

const headersOf = (error: unknown) =>
  error instanceof AppError ? { ...retryHints(error), ...error.headers } : undefined;

/** `error.message` is all that OpenAI's clients show of an answer. */
function withOpenAiError(body: Record<string, unknown>, error: unknown): Record<string, unknown> {
  if (body.error) return body;
  const { code, message } =
    error instanceof AppError ? error : { code: "internal" as const, message: unknownError };
  const type = statusOf(error) >= 500 ? "server_error" : "invalid_request_error";
  return { ...body, error: { message, type, param: null, code } };
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
