/** One frame of a stream: an event, a failure that clients throw, or the end mark. */
export type StreamItem = { data: unknown; event?: string } | { done: true };

/** The answer of an operation that streams. Whether the end mark follows is the source's decision. */
export class EventStream {
  constructor(readonly items: AsyncIterable<StreamItem>) {}
}

const encoder = new TextEncoder();

/** One chunk holds one whole frame. Nothing but this function knows what server-sent events look like. */
const frame = (item: StreamItem) =>
  encoder.encode(
    "done" in item
      ? "data: [DONE]\n\n"
      : `${item.event ? `event: ${item.event}\n` : ""}data: ${toJson(item.data)}\n\n`,
  );

/** The end mark inside a text is spelled in another way, as some clients stop at any line that contains it. */
const toJson = (data: unknown) => JSON.stringify(data).replaceAll("[DONE]", "\\u005bDONE]");

const failure: StreamItem = {
  event: "error",
  data: { error: { type: "internal_error", message: "An unknown error occurred" } },
};

interface StreamHooks {
  /** Aborts when the client is gone. */
  signal: AbortSignal;
  /** The reader left before the source ended. */
  onLeave: () => void;
  /** The source broke; the client is told no more than that. */
  onError: (error: unknown) => void;
}

/** Serialises a stream as the client reads it: the source is asked for an item only when one is wanted. */
export function toResponse(stream: EventStream, { signal, onLeave, onError }: StreamHooks): Response {
  const items = stream.items[Symbol.asyncIterator]();
  let hasEnded = false;
  async function leave() {
    if (hasEnded) return;
    hasEnded = true;
    onLeave();
    await items.return?.();
  }
  const onAbort = () => void leave().catch(onError);
  const body = new ReadableStream<Uint8Array>(
    {
      start() {
        if (signal.aborted) onAbort();
        else signal.addEventListener("abort", onAbort, { once: true });
      },
      async pull(controller) {
        const { done, value } = await items.next().catch((error: unknown) => {
          if (hasEnded) return { done: true as const, value: undefined };
          onError(error);
          controller.enqueue(frame(failure));
          return { done: true as const, value: undefined };
        });
        if (!done) return controller.enqueue(frame(value));
        hasEnded = true;
        signal.removeEventListener("abort", onAbort);
        controller.close();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
