import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { toLettaMessages } from "../messages/to-letta-messages";
import { readEvents } from "../runs/read-events";
import { findRun, type RunRow } from "../runs/run";
import type { RunInput } from "../runs/run-input";
import type { StreamItem } from "../runs/stream-run";
import { withPings } from "../runs/with-pings";
import { type FollowedRun, itemsOf } from "./run-items";

export interface FollowOptions {
  /** Items up to this number are not repeated. */
  startingAfter: number;
  includePings: boolean;
  signal: AbortSignal;
}

/**
 * Any run of the organisation as it happens, or as it happened while its log is kept, whoever started it and however.
 * Numbers are counted from its first event on, so they are the same for every reader.
 * @throws AppError `not_found`; `expired` for a run that is over and whose log is no longer kept
 */
export async function followRun(
  ctx: Context,
  runId: string,
  options: FollowOptions,
): Promise<AsyncGenerator<StreamItem>> {
  const run = await findRun(ctx, runId);
  if (run.completed_at && !(await hasLog(ctx, runId)))
    throw new AppError("expired", "The run is too old: its stream is no longer kept, its messages are");
  const counter = { seq: 0 };
  const items = numbered(ctx, followed(run), options, counter);
  if (!options.includePings) return items;
  return withPings(items, {
    everyMs: ctx.settings.pingIntervalMs,
    ping: () => ({ data: pingOf(ctx, runId, counter.seq) }),
  });
}

async function hasLog(ctx: Context, runId: string): Promise<boolean> {
  for await (const _ of ctx.runLog.readStored(runId)) return true;
  return false;
}

function followed({ id, agent_id, input }: RunRow): FollowedRun {
  const { messages = [] } = input as unknown as Partial<RunInput>;
  return {
    id,
    agentId: agent_id,
    input: messages.flatMap((message) => toLettaMessages(message, { isTextSpoken: true })),
  };
}

async function* numbered(
  ctx: Context,
  run: FollowedRun,
  { startingAfter, signal }: FollowOptions,
  counter: { seq: number },
): AsyncGenerator<StreamItem> {
  for await (const { event } of readEvents(ctx, run.id, signal, { onlyStored: true })) {
    for (const item of itemsOf(event, run)) {
      counter.seq += 1;
      if (counter.seq > startingAfter) yield { data: { ...item, seq_id: counter.seq } };
    }
    if (event.type === "stopped") yield { done: true };
  }
}

const pingOf = (ctx: Context, run_id: string, seq: number) => ({
  id: ctx.ids.next("ping"),
  date: ctx.clock.now().toISOString(),
  name: null,
  message_type: "ping",
  otid: null,
  sender_id: null,
  step_id: null,
  is_err: null,
  seq_id: seq > 0 ? seq : null,
  run_id,
});
