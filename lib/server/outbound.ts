import { guardedFetch } from "@/lib/adapters/http/guarded-fetch";
import type { Outbound } from "@/lib/domain/context";

/** Requests to addresses that callers chose; into private networks only where the operator allows it. */
export function createOutbound({ allowPrivate }: { allowPrivate: boolean }): Outbound {
  const send = allowPrivate ? fetch : guardedFetch();
  return {
    async post(url, body, { timeoutMs }) {
      const response = await send(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return { status: response.status };
    },
  };
}
