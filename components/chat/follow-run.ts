import type { Run } from "@/lib/contract/runs/schemas";
import type { StreamEvent } from "./transcript-items";
import type { RunEnd } from "./transcript-outcomes";

export interface RunPorts {
  /** The run's log from the event after `startingAfter` on, then live. */
  resume(runId: string, startingAfter: number, signal: AbortSignal): AsyncIterable<StreamEvent>;
  retrieveRun(runId: string): Promise<Run>;
  /** Resolves after `ms`, or at once when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export type RunSignal =
  | { type: "event"; event: StreamEvent }
  /** The connection was lost and is being made again. */
  | { type: "reconnecting"; runId: string; attempt: number }
  /** The stream cannot tell how the run ended; its record can. */
  | { type: "ended"; end: RunEnd };

/**
 * Reads a run to its end over as many connections as it takes. The end is a stop reason or an error in the stream;
 * a stream that merely closes is a lost connection. Throws when the server refuses (a status below 500).
 */
export async function* followRun(
  first: { runId: string | null; startingAfter: number; events: AsyncIterable<StreamEvent> | null },
  ports: RunPorts,
  signal: AbortSignal,
): AsyncGenerator<RunSignal> {
  let { runId, startingAfter } = first;
  let hasEnded = false;
  let events = first.events;
  for (let attempt = 0; !signal.aborted; ) {
    try {
      events ??= ports.resume(runId as string, startingAfter, signal);
      for await (const event of events) {
        attempt = 0;
        runId = ("run_id" in event && event.run_id) || runId;
        if (event.message_type !== "ping" && "seq_id" in event && event.seq_id) startingAfter = event.seq_id;
        hasEnded ||= isEnd(event);
        yield { type: "event", event };
      }
      if (hasEnded || signal.aborted) return;
    } catch (cause) {
      if (hasEnded || signal.aborted) return;
      if (!runId || isRefusal(cause)) throw cause;
    }
    if (!runId) throw new Error("The connection was lost before the server answered");
    const end = await endOnRecord(runId, ports);
    if (end) return yield { type: "ended", end };
    yield { type: "reconnecting", runId, attempt: ++attempt };
    await ports.wait(backoffMs(attempt), signal);
    events = null;
  }
}

export const isActive = (run: Run) => run.status === "created" || run.status === "running";

/** How a finished run ended, as its record says. */
export function endOf(run: Run): RunEnd {
  const error = run.metadata?.error;
  const words =
    typeof error === "string"
      ? { message: error }
      : (error as { message?: string; error_type?: string; detail?: string } | undefined);
  const fallback = run.status === "cancelled" ? "cancelled" : run.status === "failed" ? "error" : "end_turn";
  return {
    runId: run.id,
    stopReason: run.stop_reason ?? fallback,
    error: words?.message
      ? {
          type: ("error_type" in words && words.error_type) || "error",
          message: words.message,
          detail: ("detail" in words && words.detail) || null,
        }
      : null,
  };
}

export const backoffMs = (attempt: number) => Math.min(500 * 2 ** (attempt - 1), 8_000);

const isEnd = (event: StreamEvent) =>
  event.message_type === "stop_reason" || event.message_type === "error_message";

function isRefusal(cause: unknown): boolean {
  const status = (cause as { status?: number }).status;
  return status !== undefined && status < 500 && status !== 408 && status !== 429;
}

async function endOnRecord(runId: string, ports: RunPorts): Promise<RunEnd | null> {
  try {
    const run = await ports.retrieveRun(runId);
    return isActive(run) ? null : endOf(run);
  } catch (cause) {
    if (isRefusal(cause)) throw cause;
    return null;
  }
}
