import type { Pool } from "pg";
import type { RunEvent } from "@/lib/runtime/events";
import type { LoggedEvent, RunLog } from "@/lib/runtime/ports";
import { RunBuffer } from "./run-buffer";

const FLUSH_AFTER_MS = 50;
const RETRY_AFTER_MS = 1_000;
const POLL_MS = 250;
const PAGE = 500;

export interface PostgresRunLogOptions {
  pool: Pool;
  /** Told about a write that failed; it is tried again with the next one. */
  onError: (error: unknown) => void;
}

/**
 * The run log in the database. A run has one writer, so events are numbered in memory, seen by local readers at once
 * and written in batches; rows are what a later reader, another process or a restart finds.
 */
export function postgresRunLog({
  pool,
  onError,
}: PostgresRunLogOptions): RunLog & { close(): Promise<void> } {
  const runs = new Map<string, WrittenRun>();
  const runOf = (runId: string) => {
    const run = runs.get(runId) ?? new WrittenRun(pool, runId, 0, onError);
    runs.set(runId, run);
    return run;
  };
  return {
    append: (runId, event) => runOf(runId).append(event),
    async resume(runId) {
      if (!runs.has(runId)) runs.set(runId, new WrittenRun(pool, runId, await lastSeq(pool, runId), onError));
    },
    async flush(runId) {
      const run = runs.get(runId);
      if (!run) return;
      await run.flush();
      // Late readers find the rows; those of now hold on to the buffer themselves.
      if (run.buffer.isOver) runs.delete(runId);
    },
    read: (runId, { after, signal }) => readAll(pool, runs, runId, after, signal),
    readStored: (runId) => readRows(pool, runId, 0),
    async close() {
      await Promise.allSettled([...runs.values()].map((run) => run.flush()));
    },
  };
}

class WrittenRun {
  readonly buffer: RunBuffer;
  private unwritten: LoggedEvent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly runId: string,
    lastSeq: number,
    private readonly onError: (error: unknown) => void,
  ) {
    this.buffer = new RunBuffer(lastSeq);
  }

  append(event: RunEvent): number {
    const logged = this.buffer.append(event);
    this.unwritten.push(logged);
    this.flushAfter(FLUSH_AFTER_MS);
    return logged.seq;
  }

  private flushAfter(ms: number) {
    this.timer ??= setTimeout(() => void this.flush().catch(this.onError), ms);
  }

  /** Writes one batch after the other, in order. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.catch(() => {}).then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const batch = this.unwritten;
    if (batch.length === 0) return;
    this.unwritten = [];
    try {
      await this.pool.query(appendEvents, [
        this.runId,
        batch.map(({ seq }) => seq),
        batch.map(({ event }) => storable(event)),
      ]);
    } catch (error) {
      this.unwritten = [...batch, ...this.unwritten];
      this.flushAfter(RETRY_AFTER_MS);
      throw error;
    }
  }
}

/** JSON as Postgres takes it: without NUL and halves of surrogate pairs, which its text cannot hold. */
function storable(event: RunEvent): string {
  const json = JSON.stringify(event);
  // Only those two are written as such escapes; a text may also contain them literally, so the slow way decides.
  if (!/\\u(0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(event, (_, value) =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
  );
}

/** A run's organisation comes from its row, so that no event can be filed under another. */
const appendEvents = /* sql */ `
  insert into run_events (run_id, seq, organization_id, event)
  select runs.id, added.seq, runs.organization_id, added.event::jsonb
  from runs, unnest($2::int[], $3::text[]) as added (seq, event)
  where runs.id = $1
  on conflict (run_id, seq) do nothing`;

const eventsAfter = /* sql */ `
  select seq, event
  from run_events
  where run_id = $1
    and seq > $2
  order by seq
  limit ${PAGE}`;

async function lastSeq(pool: Pool, runId: string): Promise<number> {
  const { rows } = await pool.query<{ seq: number | null }>(
    "select max(seq) as seq from run_events where run_id = $1",
    [runId],
  );
  return rows[0].seq ?? 0;
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
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent> {
  let seq = after;
  while (!signal.aborted) {
    const local = runs.get(runId)?.buffer;
    const start = local ? local.lastSeq - local.events.length : null;
    if (local && start !== null && seq >= start) return yield* local.read(seq, signal);
    for await (const item of readRows(pool, runId, seq)) {
      seq = item.seq;
      yield item;
      if (item.event.type === "stopped") return;
    }
    if (!runs.has(runId)) await pause(POLL_MS, signal);
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
