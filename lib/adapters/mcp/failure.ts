import { McpFailure } from "@/lib/runtime/mcp";

const textLengthMax = 500;

/**
 * What went wrong between us and a server, in words that its user can act on. Addresses and headers may carry secrets,
 * so only what the server itself said, or the name of the fault, is repeated.
 */
export async function failureOf(err: unknown, signal?: AbortSignal): Promise<McpFailure> {
  if (err instanceof McpFailure) return err;
  if (signal?.aborted) return new McpFailure("cancelled", "The call was cancelled", { cause: err });
  const sdk = await import("@modelcontextprotocol/client");
  if (sdk.UnauthorizedError.isInstance(err)) return unauthorized(err);
  const status = statusOf(err);
  if (status === 401) return unauthorized(err);
  if (status !== null)
    return new McpFailure("unreachable", `The server answered with HTTP ${status}`, { cause: err });
  if (sdk.SdkError.isInstance(err) && err.code === sdk.SdkErrorCode.RequestTimeout)
    return new McpFailure("timed_out", "The server did not answer in time", { cause: err });
  if (sdk.ProtocolError.isInstance(err))
    return new McpFailure("protocol", `The server refused: ${cut(err.message)}`, { cause: err });
  if (sdk.OAuthError.isInstance(err))
    return new McpFailure("unauthorized", `The sign-in failed: ${cut(err.message)}`, { cause: err });
  const fault = faultOf(err, (at) => sdk.SdkError.isInstance(at));
  return new McpFailure("unreachable", `The server could not be reached: ${fault}`, { cause: err });
}

/** True where the server knows nothing of the session that the request names. */
export const isUnknownSession = (err: unknown) => err instanceof McpFailure && statusOf(err.cause) === 404;

const unauthorized = (cause: unknown) =>
  new McpFailure("unauthorized", "The server asks for authorization", { cause });

/** The status of an HTTP answer that was not a success. */
function statusOf(err: unknown): number | null {
  const { status, code } = (err ?? {}) as { status?: unknown; code?: unknown };
  if (typeof status === "number") return status;
  return typeof code === "number" && code >= 400 && code < 600 ? code : null;
}

/** What the system calls the fault, such as `ECONNREFUSED`. The library wraps it in errors of its own. */
function faultOf(err: unknown, isSdkError: (err: unknown) => boolean): string {
  for (let at = err; at instanceof Error; at = at.cause) {
    const code = isSdkError(at) ? undefined : (at as { code?: unknown }).code;
    if (code === "ESSRF") return at.message;
    if (code === "ENOENT") return "there is no such command";
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
    if (at.cause === undefined) return isTelling(at) ? cut(at.message) : "the connection failed";
  }
  return "the connection failed";
}

/** Messages of ours and of the library; those of `fetch` repeat addresses. */
const isTelling = ({ message }: Error) => !/https?:\/\//.test(message);

const cut = (text: string) => (text.length > textLengthMax ? `${text.slice(0, textLengthMax)}…` : text);
