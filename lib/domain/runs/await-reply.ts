import type { RunError, StopReason } from "@/lib/runtime/events";
import type { Context } from "../context";
import { cancelEach } from "./cancel-runs";
import { readEvents } from "./read-events";

/** How a run ended that another one waits for. */
export type Reply =
  | { type: "answered"; stopReason: StopReason; error: RunError | null; texts: string[] }
  | { type: "timed_out" }
  | { type: "abandoned" };

/**
 * Waits for a run and gives what its agent said. A run that takes too long is cancelled. One that is not waited for any
 * more goes on: if its parent was cancelled, so is it (`cancelRuns`), and if the server stops, both go on later.
 */
export async function awaitReply(
  ctx: Context,
  runId: string,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<Reply> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const texts: string[] = [];
  for await (const { event } of readEvents(ctx, runId, AbortSignal.any([signal, timeout]))) {
    if (event.type === "message" && event.message.message_type === "assistant_message")
      texts.push(plainText(event.message.content as Content));
    if (event.type === "stopped")
      return { type: "answered", stopReason: event.stop_reason, error: event.error, texts };
  }
  if (signal.aborted || !timeout.aborted) return { type: "abandoned" };
  // Its end is not waited for: the line of its agent may be long.
  void cancelEach(ctx, [runId]).catch((error) =>
    ctx.log.warn({ run_id: runId, error }, "could not cancel a run that took too long"),
  );
  return { type: "timed_out" };
}

type Content = string | { type: string; text?: string }[];

const plainText = (content: Content): string =>
  typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("");
