import type { FetchFunction } from "@ai-sdk/provider-utils";

/** A `fetch` that remembers the last body it sent. Keys travel in headers, so the body holds none. */
export function capturing(inner: FetchFunction = globalThis.fetch): {
  fetch: FetchFunction;
  body: () => Record<string, unknown>;
} {
  let sent: unknown = null;
  return {
    fetch: (url, init) => {
      sent = init?.body;
      return inner(url, init);
    },
    body: () => parsed(sent),
  };
}

/** The body that `send` would have sent: its request is stopped before it leaves. */
export async function previewed(
  send: (fetch: FetchFunction) => PromiseLike<unknown>,
): Promise<Record<string, unknown>> {
  let body: unknown;
  const stopped = new Error("Not sent: this is a preview");
  try {
    await send((_url, init) => {
      body = init?.body;
      return Promise.reject(stopped);
    });
  } catch (cause) {
    if (body === undefined) throw cause;
  }
  return parsed(body);
}

const parsed = (body: unknown): Record<string, unknown> => (typeof body === "string" ? JSON.parse(body) : {});
