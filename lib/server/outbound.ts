import { guardedFetch } from "@/lib/adapters/http/guarded-fetch";
import { readUpTo } from "@/lib/adapters/http/read-up-to";
import type { Outbound } from "@/lib/domain/context";
import { API_VERSION } from "./version";

/**
 * For requests that carry a caller's key to an address that the caller chose. No redirect is followed: the key is meant
 * for that address alone.
 */
export function outboundFetch({ allowPrivate }: { allowPrivate: boolean }): typeof fetch {
  const send = allowPrivate ? fetch : guardedFetch();
  return (url, init) => send(url, { ...init, redirect: "error" });
}

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
    async get(url, { timeoutMs, sizeBytesMax }) {
      const response = await send(url, {
        headers: { "user-agent": `Letta/${API_VERSION}`, accept: "image/*,*/*;q=0.5" },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const contentType = response.headers.get("content-type");
      return { status: response.status, contentType, body: await readUpTo(response, sizeBytesMax) };
    },
  };
}
