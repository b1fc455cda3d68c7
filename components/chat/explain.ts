import { ApiError } from "@/lib/contract/client";

export interface Explanation {
  reason: string;
  status: number | null;
}

/** Why a request came to nothing, in words for the one who made it. */
export function explain(cause: unknown): Explanation {
  if (cause instanceof ApiError) return { reason: reasonOf(cause), status: cause.status };
  const status = (cause as { status?: number } | null)?.status ?? null;
  // What `fetch` throws when nobody answers is worded by the browser, each in its own way.
  if (cause instanceof TypeError) return { reason: "The server does not answer.", status };
  return { reason: cause instanceof Error ? cause.message : String(cause), status };
}

function reasonOf({ status, message }: ApiError): string {
  switch (status) {
    case 401:
      return "This server asks for a key, and this browser has none that it accepts.";
    case 409:
      return isPendingApproval(message)
        ? "The agent waits for an answer to its question. Approve or deny it first."
        : message;
    case 413:
      return "The message is too large for the server. Send fewer or smaller images.";
    case 502:
    case 503:
    case 504:
      return "The server is not ready. Try again in a moment.";
    default:
      return message;
  }
}

const isPendingApproval = (message: string) => /waiting for approval/i.test(message);
