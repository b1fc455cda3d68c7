import type { Run } from "@/lib/contract/runs/schemas";
import type { StreamEvent } from "./transcript-items";
import type { RunEnd } from "./transcript-outcomes";
import { type SilencePort, untilSilent } from "./until-silent";

export interface RunPorts extends SilencePort {
  /** The run's log from the event after `startingAfter` on, then live, with a ping when nothing happens. */
  follow(runId: string, startingAfter: number, signal: AbortSignal): AsyncIterable<StreamEvent>;
  retrieveRun(runId: string): Promise<Run>;
  /** Resolves after `ms`, or earlier when aborted or when there is reason to try again. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export type RunSignal =
  | { type: "event"; event: StreamEvent }
  /** The connection was lost and is being made again. */
  | { type: "reconnecting"; runId: string; attempt: number }
  /** The stream cannot tell how the run ended; its record can. */
  | { type: "ended"; end: RunEnd };

/**
 * Reads a run to its end over as many connections as it takes. The end is a stop reason or an error in the stream; a
 * stream that merely closes, or falls silent, is a lost connection. Throws when the server refuses (a status below 500).
 */
export async function* followRun(
  { runId, startingAfter: first }: { runId: string; startingAfter: number },
  ports: RunPorts,
  signal: AbortSignal,
): AsyncGenerator<RunSignal> {
  let startingAfter = first;
  let hasEnded = false;
  for (let attempt = 0; !signal.aborted; ) {
    try {
      const open = (own: AbortSignal) => ports.follow(runId, startingAfter, own);
      for await (const event of untilSilent(open, ports, signal)) {
        attempt = 0;
        if (event.message_type !== "ping" && "seq_id" in event && event.seq_id) startingAfter = event.seq_id;
        hasEnded ||= isEnd(event);
        yield { type: "event", event };
      }
      if (hasEnded || signal.aborted) return;
    } catch (cause) {
      if (hasEnded || signal.aborted) return;
      if (isRefusal(cause)) throw cause;
    }
    const end = await endOnRecord(runId, ports);
    if (end) return yield { type: "ended", end };
    yield { type: "reconnecting", runId, attempt: ++attempt };
    await ports.pause(backoffMs(attempt), signal);
  }
}

const outlastMs = 3_000;

/** Without a log there is nothing to show until the run is over. @returns how it ended; null when aborted before */
export async function outlast(runId: string, ports: RunPorts, signal: AbortSignal): Promise<RunEnd | null> {
  while (!signal.aborted) {
    const run = await ports.retrieveRun(runId).catch(() => null);
    if (run && !isActive(run)) return endOf(run);
    await ports.pause(outlastMs, signal);
  }
  return null;
}

export const isActive = (run: Pick<Run, "status">) => run.status === "created" || run.status === "running";

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

/** The server understood and said no: asking again would not help. */
export function isRefusal(cause: unknown): boolean {
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
