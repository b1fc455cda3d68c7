import { APICallError } from "@ai-sdk/provider";
import { ModelError, type ModelErrorKind } from "@/lib/runtime/model-error";

export interface ErrorContext {
  /** Named in the message, so that people and clients see whose failure it is. */
  providerName: string;
  isByok?: boolean;
  /** Values that must not appear in a message whatever a provider echoes. */
  secrets?: string[];
}

/** Any failure of a provider or of the way to it, as ours. */
export function toModelError(cause: unknown, context: ErrorContext): ModelError {
  if (cause instanceof ModelError) return withContext(cause, context);
  const failure = read(cause);
  const kind = kindOf(failure);
  const status = failure.status === undefined ? "" : ` (${failure.status})`;
  const text = withoutSecrets(failure.text, context.secrets ?? []).slice(0, 2_000);
  return new ModelError(kind, `${context.providerName}${status}: ${text}`, {
    cause,
    status: failure.status,
    retryAfterMs: retryAfterMs(failure.headers),
    byok: context.isByok,
  });
}

interface Failure {
  status?: number;
  /** What the provider calls it (`context_length_exceeded`, `overloaded_error`, `RESOURCE_EXHAUSTED`, `ECONNREFUSED` …). */
  codes: string;
  text: string;
  headers: Record<string, string>;
}

function read(cause: unknown): Failure {
  if (APICallError.isInstance(cause)) return readCall(cause);
  if (cause instanceof Error && isUnreadable(cause))
    return { codes: "AI_JSONParseError", text: "The answer could not be read", headers: {} };
  if (cause instanceof Error) return { codes: codesIn(cause), text: textOf(cause), headers: {} };
  if (typeof cause === "object" && cause !== null) return readBody({ error: cause }) ?? unknown;
  return typeof cause === "string" ? { codes: "", text: cause, headers: {} } : unknown;
}

/** `fetch failed` says nothing to a person; what failed is in its cause. */
function textOf(error: Error): string {
  if (error.message !== "fetch failed") return error.message;
  const code = codesIn(error).match(/\b(E[A-Z_]{4,}|UND_ERR_[A-Z_]+)\b/)?.[0];
  return code ? `No connection could be made (${code})` : "No connection could be made";
}

/** How the Anthropic provider says that an answer began with something that is no event. */
const isUnreadable = (error: Error) => error.message.startsWith("Expected a normalized Anthropic");

const unknown: Failure = { codes: "", text: "The model provider failed without saying why", headers: {} };

function readCall(error: APICallError): Failure {
  const body = readBody(error.data) ?? readBody(parsed(error.responseBody));
  // A good status only says that the answer began; what went wrong then is in the causes.
  const isAnswerBroken = error.statusCode !== undefined && error.statusCode < 400;
  return {
    status: isAnswerBroken ? undefined : (error.statusCode ?? body?.status),
    codes: [body?.codes, codesIn(error)].filter(Boolean).join(" "),
    text: body?.text || error.message,
    headers: error.responseHeaders ?? {},
  };
}

/** The error object of any of the wire formats: `{error:{message,type,code,status}}`, `{error:"…"}`, `{message}`, `{detail}`. */
function readBody(body: unknown): Failure | null {
  const outer = asRecord(Array.isArray(body) ? body[0] : body);
  if (!outer) return null;
  const error = asRecord(outer.error) ?? outer;
  const text = [error.message, outer.error, outer.detail, outer.message].find(
    (value) => typeof value === "string",
  );
  const codes = [error.type, error.code, error.status, asRecord(error.error)?.type].filter(Boolean).join(" ");
  const status = [error.code, error.status, outer.status].find(
    (value) => typeof value === "number" && value >= 400,
  );
  if (text === undefined && !codes) return null;
  return { status: status as number | undefined, codes, text: (text as string) ?? codes, headers: {} };
}

const contextPhrases =
  /context_length_exceeded|exceed_context_size|maximum context length|context (length|window|size)[^.]{0,60}(exceed|too|limit|full)|exceed[^.]{0,60}context|prompt is too long|input is too long|input token count[^.]{0,40}exceed|too many (input )?tokens|input length and `?max_tokens`? exceed|longer than the maximum model length|greater than the context length|reduce the length of the (messages|input)/i;
const creditPhrases =
  /insufficient_quota|insufficient[_ ](credits|balance|funds)|credit balance is too low|exceeded your current quota|billing_error|payment required/i;

function kindOf({ status, codes, text }: Failure): ModelErrorKind {
  const all = `${codes} ${text}`;
  if (status === 402 || creditPhrases.test(all)) return "insufficient_credits";
  if ((status === undefined || status < 429 || status >= 500) && contextPhrases.test(all))
    return "context_window_exceeded";
  if (status === 400 && /api key not valid|invalid api key/i.test(text)) return "authentication";
  if (/overloaded|RESOURCE_UNAVAILABLE|\bUNAVAILABLE\b/i.test(codes) || status === 529 || status === 503)
    return "overloaded";
  if (status !== undefined) return kindOfStatus(status);
  return kindOfCode(codes, text);
}

function kindOfStatus(status: number): ModelErrorKind {
  if (status === 401) return "authentication";
  if (status === 403) return "permission";
  if (status === 404) return "not_found";
  if (status === 408 || status === 504) return "timeout";
  if (status === 429) return "rate_limit";
  if (status >= 500) return "server";
  return status >= 400 ? "bad_request" : "invalid_response";
}

/** Without a status: the connection failed, or the error came inside a stream. */
function kindOfCode(codes: string, text: string): ModelErrorKind {
  const all = `${codes} ${text}`;
  if (/TIMEOUT|ETIMEDOUT|timed out|DEADLINE_EXCEEDED/i.test(all)) return "timeout";
  if (
    /ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|UND_ERR|ESSRF|fetch failed|Cannot connect|terminated|socket hang up/i.test(
      all,
    )
  )
    return "connection";
  if (/rate_limit|RESOURCE_EXHAUSTED|too_many_requests/i.test(codes)) return "rate_limit";
  if (/authentication|UNAUTHENTICATED|invalid_api_key/i.test(codes)) return "authentication";
  if (/permission/i.test(codes)) return "permission";
  if (/invalid_request|INVALID_ARGUMENT|bad_request/i.test(codes)) return "bad_request";
  if (/not_found/i.test(codes)) return "not_found";
  if (/overloaded/i.test(text)) return "overloaded";
  if (/AI_(JSONParse|TypeValidation|InvalidResponseData)Error/.test(codes)) return "invalid_response";
  return "server";
}

/** Names and codes of an error and everything that caused it. */
function codesIn(error: Error): string {
  const codes: string[] = [];
  for (let current: unknown = error; current instanceof Error && codes.length < 12; current = current.cause)
    codes.push(current.name, String((current as { code?: unknown }).code ?? ""), ...innerCodes(current));
  return codes.filter((code) => code && code !== "Error" && code !== "AI_APICallError").join(" ");
}

/** A connection tried over several addresses fails with all their errors. */
const innerCodes = (error: Error): string[] =>
  error instanceof AggregateError
    ? error.errors.map((inner) => String((inner as { code?: unknown }).code ?? ""))
    : [];

function retryAfterMs(headers: Record<string, string>): number | undefined {
  const inMs = Number(headers["retry-after-ms"]);
  if (inMs > 0) return inMs;
  const value = headers["retry-after"];
  if (!value) return undefined;
  const ms = Number.isFinite(Number(value)) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}

/** Providers echo keys, partly masked; nothing that looks like one leaves. */
export function withoutSecrets(text: string, secrets: string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, "…");
  return clean.replace(/\b(sk-|AIza|gsk_|xai-|Bearer\s+)[\w*.-]{4,}/g, "$1…");
}

function withContext(error: ModelError, { isByok }: ErrorContext): ModelError {
  if (!isByok || error.byok) return error;
  const { kind, message, status, retryAfterMs: wait, cause } = error;
  return new ModelError(kind, message, { status, retryAfterMs: wait, cause, byok: true });
}

function parsed(text: string | undefined): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

const asRecord = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
