import type { LoggedEvent } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { endOnRecord, type Stopped } from "./tell-end";

/**
 * The events of a run from the first one, up to and including `stopped`. A run whose log lost its end (its process
 * died between ending the run and logging it) is given one from its row. A server that stops ends them before that.
 */
export async function* readEvents(
  ctx: Context,
  runId: string,
  signal: AbortSignal,
  { onlyStored = false }: { onlyStored?: boolean } = {},
): AsyncGenerator<LoggedEvent> {
  if (!ctx.executor.holds(runId)) {
    const end = await endWithoutLog(ctx, runId);
    if (end) return yield* withEnd(ctx.runLog.readStored(runId), end);
  }
  yield* ctx.runLog.read(runId, { after: 0, signal, onlyStored });
}

async function endWithoutLog(ctx: Context, id: string): Promise<Stopped | null> {
  const run = await ctx.db.run.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!run || run.status === "created" || run.status === "running") return null;
  return endOnRecord(ctx, run);
}

async function* withEnd(events: AsyncIterable<LoggedEvent>, end: Stopped): AsyncGenerator<LoggedEvent> {
  let seq = 0;
  for await (const item of events) {
    yield item;
    if (item.event.type === "stopped") return;
    seq = item.seq;
  }
  yield { seq: seq + 1, event: end };
}
