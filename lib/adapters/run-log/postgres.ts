import type { Pool } from "pg";
import type { LoggedEvent, ReadOptions, RunLog } from "@/lib/runtime/ports";
import type { RunBuffer } from "./run-buffer";
import { WrittenRun } from "./written-run";

const POLL_MS = 250;
const PAGE = 500;

export interface PostgresRunLogOptions {
  pool: Pool;
  /** Told about a write that failed; it is tried again with the next one. */
  onError: (error: unknown) => void;
}

/**
 * The run log in the database. A run has one writer, so events are numbered in memory, seen by local readers at once
 * and written in batches; rows are what a later reader, another process or a restart finds. `close` lets readers go.
 */
export function postgresRunLog({
  pool,
  onError,
}: PostgresRunLogOptions): RunLog & { close(): Promise<void> } {
  const runs = new Map<string, WrittenRun>();
  const closing = new AbortController();
  const write = (runId: string, place: { lastSeq: number; epoch: number }) => {
    const run = new WrittenRun({ pool, runId, onError, ...place });
    runs.set(runId, run);
    return run;
  };
  const abandon = (runId: string) => {
    runs.get(runId)?.abandon();
    runs.delete(runId);
  };
  return {
    append: (runId, event) => (runs.get(runId) ?? write(runId, { lastSeq: 0, epoch: 0 })).append(event),
    async resume(runId) {
      abandon(runId);
      write(runId, await placeOf(pool, runId));
    },
    async flush(runId) {
      const run = runs.get(runId);
      if (!run) return;
      await run.flush();
      // Late readers find the rows; those of now hold on to the buffer themselves.
      if (run.buffer.isOver) runs.delete(runId);
    },
    abandon,
    read: (runId, options) => readAll(pool, runs, runId, options, closing.signal),
    readStored: (runId) => readRows(pool, runId, 0),
    async close() {
      await Promise.allSettled([...runs.values()].map((run) => run.flush()));
      closing.abort();
      for (const runId of [...runs.keys()]) abandon(runId);
    },
  };
}

const eventsAfter = /* sql */ `
  select seq, event
  from run_events
  where run_id = $1
    and seq > $2
  order by seq
  limit ${PAGE}`;

const placeInRun = /* sql */ `
  select lease_epoch as epoch, coalesce((select max(seq) from run_events where run_id = runs.id), 0) as last_seq
  from runs
  where id = $1`;

async function placeOf(pool: Pool, runId: string): Promise<{ lastSeq: number; epoch: number }> {
  const { rows } = await pool.query<{ epoch: number; last_seq: number }>(placeInRun, [runId]);
  return { epoch: rows[0]?.epoch ?? 0, lastSeq: rows[0]?.last_seq ?? 0 };
}

async function* readRows(pool: Pool, runId: string, after: number): AsyncGenerator<LoggedEvent> {
  let seq = after;
  while (true) {
    const { rows } = await pool.query<LoggedEvent>(eventsAfter, [runId, seq]);
    yield* rows;
    if (rows.length < PAGE) return;
    seq = rows[rows.length - 1].seq;
  }
}

/** From the rows as long as another process writes them, from the buffer as soon as this one does. */
async function* readAll(
  pool: Pool,
  runs: Map<string, WrittenRun>,
  runId: string,
  { after, signal, onlyStored }: ReadOptions,
  closing: AbortSignal,
): AsyncGenerator<LoggedEvent> {
  let seq = after;
  const until = AbortSignal.any([signal, closing]);
  while (!until.aborted) {
    const local = writtenHere(runs, runId);
    if (local && seq >= local.lastSeq - local.events.length) {
      for await (const item of local.read(seq, until, onlyStored)) {
        seq = item.seq;
        yield item;
      }
      if (!local.isAbandoned) return;
      // Whoever writes the run now counts from what was stored.
      seq = Math.min(seq, local.storedSeq);
      continue;
    }
    for await (const item of readRows(pool, runId, seq)) {
      seq = item.seq;
      yield item;
      if (item.event.type === "stopped") return;
    }
    if (!writtenHere(runs, runId)) await pause(POLL_MS, until);
  }
}

/** Null also for a run that this process has lost, though it may not have noticed everywhere yet. */
function writtenHere(runs: Map<string, WrittenRun>, runId: string): RunBuffer | null {
  const buffer = runs.get(runId)?.buffer;
  return buffer && !buffer.isAbandoned ? buffer : null;
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
