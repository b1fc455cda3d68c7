import type { Context } from "../context";
import { readEvents } from "./read-events";
import { chunkOf, errorChunk, type StreamView } from "./stream-view";
import { withPings } from "./with-pings";

export interface StreamOptions extends StreamView {
  /** Background runs number their chunks, so that a reader can come back. */
  isNumbered: boolean;
  /** Chunks up to this number are not repeated. */
  startingAfter: number;
  includePings: boolean;
  signal: AbortSignal;
}

/** A frame as `lib/api/sse.ts` writes it. */
export type StreamItem = { data: unknown; event?: string } | { done: true };

/**
 * A run as one reader sees it, from the beginning or from where it left off. Numbers are counted over the chunks of
 * the view from the first event on, so they come out the same for every reader and every return.
 */
export async function* streamRun(ctx: Context, options: StreamOptions): AsyncGenerator<StreamItem> {
  const counter = { seq: 0 };
  const chunks = numbered(ctx, options, counter);
  const ping = () => ({ data: pingOf(ctx, options, counter.seq) });
  if (!options.includePings) return yield* chunks;
  yield ping();
  yield* withPings(chunks, { everyMs: ctx.settings.pingIntervalMs, ping });
}

async function* numbered(
  ctx: Context,
  options: StreamOptions,
  counter: { seq: number },
): AsyncGenerator<StreamItem> {
  const { runId, isNumbered, startingAfter, signal } = options;
  // What a reader has a number for must keep that number, whatever happens to this process.
  for await (const { event } of readEvents(ctx, runId, signal, { onlyStored: isNumbered })) {
    if (event.type === "stopped") {
      const isMissed = counter.seq + 1 > startingAfter;
      counter.seq += 1;
      if (isMissed || !isNumbered)
        yield { data: { message_type: "stop_reason", stop_reason: event.stop_reason } };
      counter.seq += 1;
      if (event.error)
        yield { event: "error", data: errorChunk(event.error, runId, isNumbered ? counter.seq : null) };
      else
        yield { data: { message_type: "usage_statistics", ...event.usage, run_ids: event.run_ids ?? null } };
      yield { done: true };
      return;
    }
    const chunk = chunkOf(event, options);
    if (!chunk) continue;
    counter.seq += 1;
    if (!isNumbered) yield { data: chunk };
    else if (counter.seq > startingAfter) yield { data: { ...chunk, seq_id: counter.seq } };
  }
}

const pingOf = (ctx: Context, { runId, isNumbered }: StreamOptions, seq: number) => ({
  id: ctx.ids.next("ping"),
  date: `${ctx.clock.now().toISOString().slice(0, 19)}+00:00`,
  name: null,
  message_type: "ping",
  otid: null,
  sender_id: null,
  step_id: null,
  is_err: null,
  seq_id: isNumbered && seq > 0 ? seq : null,
  run_id: runId,
});
