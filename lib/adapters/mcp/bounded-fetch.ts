/** More than this in one answer, or in one event of a stream, is not read. */
const sizeBytesMax = 16 * 1024 * 1024;

/** A `fetch` whose answers end with an error when they grow too large. A stream may go on for ever, an event may not. */
export function boundedFetch(
  send: typeof fetch,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const response = await send(url instanceof URL ? url.href : url, init);
    const { status, statusText, headers, body } = response;
    const isStream = headers.get("content-type")?.includes("text/event-stream") ?? false;
    const bounded = body?.pipeThrough(limit(isStream)) ?? null;
    // Always the platform's own class: the guarded fetch answers with that of its package.
    return new Response(bounded, { status, statusText, headers: new Headers([...headers]) });
  };
}

function limit(isStream: boolean): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const end = isStream ? endOfLastEvent(chunk) : -1;
      size = end < 0 ? size + chunk.byteLength : chunk.byteLength - end;
      if (size > sizeBytesMax) controller.error(new Error(`The answer is larger than ${sizeBytesMax} bytes`));
      else controller.enqueue(chunk);
    },
  });
}

/** Where the last blank line of the chunk ends; -1 without one. */
function endOfLastEvent(chunk: Uint8Array): number {
  const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Math.max(buffer.lastIndexOf("\n\n"), buffer.lastIndexOf("\r\n\r\n"));
}
