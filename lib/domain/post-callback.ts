import type { Context } from "./context";

const TIMEOUT_MS = 5_000;

/** Tells a caller something at the address that it gave: once, without retry. What came of it is for its row. */
export function postCallback(ctx: Context, url: string, body: Record<string, unknown>) {
  return ctx.outbound.post(url, body, { timeoutMs: TIMEOUT_MS }).then(
    ({ status }) => ({ callback_status_code: status, callback_error: null }),
    (error: Error) => ({
      callback_status_code: null,
      callback_error: error.message.slice(0, 1000) || "failed",
    }),
  );
}
