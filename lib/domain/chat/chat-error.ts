import { AppError, type ErrorCode } from "@/lib/shared/errors";

const prefixes: Partial<Record<ErrorCode, string>> = {
  invalid_argument: "INVALID_ARGUMENT: ",
  not_found: "NOT_FOUND: ",
  conflict: "CONFLICT: ",
};

/** The failure with OpenAI's `error` object beside the API's own `detail`, since that is all their clients look at. */
export function asChatError(error: unknown): unknown {
  if (!(error instanceof AppError) || error.detail?.error) return error;
  const { code, message, exact, status, headers, cause } = error;
  const detail = error.detail?.detail ?? (exact ? message : (prefixes[code] ?? "") + message);
  const type = code === "internal" || code === "unavailable" ? "server_error" : "invalid_request_error";
  return new AppError(code, message, {
    status,
    headers,
    cause,
    detail: { detail, error: { message, type, param: null, code } },
  });
}
