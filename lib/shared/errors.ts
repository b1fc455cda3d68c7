/** Every failure a caller can see has one of these codes; `lib/api/errors.ts` maps them to HTTP once. */
export type ErrorCode =
  | "invalid_argument"
  | "unauthenticated"
  | "permission_denied"
  | "not_found"
  | "conflict"
  | "expired"
  | "unprocessable"
  | "rate_limited"
  | "internal"
  | "not_implemented"
  | "unavailable";

export interface ErrorOptions {
  /** Extra public fields beside `detail`; a `detail` or `error` in here replaces the message. */
  detail?: Record<string, unknown>;
  /** Send the message as it stands, without the `CODE: ` prefix clients expect of domain errors. */
  exact?: boolean;
  /** An HTTP status other than the code's own (402, 404 without a row, 502, 504 …). */
  status?: number;
  /** Response headers, e.g. `Retry-After`. */
  headers?: Record<string, string>;
  /** The conflict passes by itself, so a client may try again. Other conflicts tell SDKs not to. */
  transient?: boolean;
  /** The underlying failure: logged, never sent. */
  cause?: unknown;
}

/** A failure that is the caller's business. `message` is public. */
export class AppError extends Error {
  readonly detail?: Record<string, unknown>;
  readonly exact: boolean;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly transient: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { detail, exact = false, status, headers, transient = false, cause }: ErrorOptions = {},
  ) {
    super(message, { cause });
    this.name = "AppError";
    this.detail = detail;
    this.exact = exact;
    this.status = status;
    this.headers = headers;
    this.transient = transient;
  }
}

/** A missing row and another tenant's row are the same thing, in the same words. */
export const notFound = (entity: string, id: string) =>
  new AppError("not_found", `${entity} '${id}' not found`);
