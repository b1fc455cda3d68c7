import type { RunError } from "@/lib/runtime/events";
import { failureOf } from "@/lib/runtime/stop-reason";
import { AppError } from "@/lib/shared/errors";

/** How a turn ends that an error has stopped: a refusal of ours in the words of the API, else as the loop would say it. */
export function runErrorOf(error: unknown) {
  if (!(error instanceof AppError)) return failureOf(error);
  const body = error.detail?.detail as
    | { code?: string; message?: string; pending_request_id?: string }
    | undefined;
  const isPending = body?.code === "PENDING_APPROVAL";
  const code =
    { invalid_argument: "INVALID_ARGUMENT: ", not_found: "NOT_FOUND: " }[error.code as string] ?? "";
  const failure: RunError = {
    error_type: isPending ? "pending_approval" : "invalid_argument",
    message: error.message,
    detail: isPending ? (body?.message ?? error.message) : code + error.message,
    ...(isPending && { pending_request_id: body?.pending_request_id }),
  };
  return { stop_reason: "error" as const, error: failure };
}
