import type { ModelError, ModelErrorKind } from "@/lib/runtime/model-error";

export interface RetryOptions {
  /** Further attempts after the first. */
  retries: number;
  /** First pause; doubles with every attempt. */
  baseMs: number;
}

const transient: ModelErrorKind[] = ["rate_limit", "overloaded", "server", "connection", "timeout"];

/** A turn does not stand still for longer than this: who asks for more gets no second try. */
const WAIT_MAX_MS = 60_000;

/** How long to wait before trying again, or null when that would not help. */
export function pauseBeforeRetry(
  error: ModelError,
  attempt: number,
  { retries, baseMs }: RetryOptions,
): number | null {
  if (attempt >= retries || !transient.includes(error.kind)) return null;
  if (error.retryAfterMs !== undefined) return error.retryAfterMs <= WAIT_MAX_MS ? error.retryAfterMs : null;
  const backOff = baseMs * 2 ** attempt;
  return backOff / 2 + Math.random() * (backOff / 2);
}

/** Rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}
