import type { Pool } from "pg";
import type { RunEvent } from "@/lib/runtime/events";
import type { LoggedEvent } from "@/lib/runtime/ports";
import { LeaseLost } from "@/lib/shared/lease-lost";
import { RunBuffer } from "./run-buffer";

const FLUSH_EVERY_MS = 50;
const RETRY_AFTER_MS = 1_000;

export interface Writing {
  pool: Pool;
  runId: string;
  /** Number of the last event that is stored already. */
  lastSeq: number;
  /** Which of the run's executing processes, one after the other, this one is. */
  epoch: number;
  onError: (error: unknown) => void;
}

/** A run that this process writes: the first event of a burst at once, the others in batches. */
export class WrittenRun {
  readonly buffer: RunBuffer;
  private unwritten: LoggedEvent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private lastWriteMs = Number.NEGATIVE_INFINITY;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: Writing) {
    this.buffer = new RunBuffer(options.lastSeq);
  }

  append(event: RunEvent): number {
    const logged = this.buffer.append(event);
    if (this.buffer.isAbandoned) return logged.seq;
    this.unwritten.push(logged);
    this.flushAfter(Math.max(0, this.lastWriteMs + FLUSH_EVERY_MS - performance.now()));
    return logged.seq;
  }

  /** Writes one batch after the other, in order. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.catch(() => {}).then(() => this.write());
    return this.writing;
  }

  abandon(): void {
    if (this.timer) clearTimeout(this.timer);
    this.unwritten = [];
    this.buffer.abandon();
  }

  private flushAfter(ms: number) {
    this.timer ??= setTimeout(
      () =>
        void this.flush().catch((error) => {
          if (!(error instanceof LeaseLost)) this.options.onError(error);
        }),
      ms,
    );
  }

  private async write(): Promise<void> {
    if (this.buffer.isAbandoned) throw new LeaseLost(this.options.runId);
    const batch = this.unwritten;
    if (batch.length === 0) return;
    this.unwritten = [];
    this.lastWriteMs = performance.now();
    const isMine = await this.insert(batch).catch((error) => {
      this.unwritten = [...batch, ...this.unwritten];
      this.flushAfter(RETRY_AFTER_MS);
      throw error;
    });
    if (isMine) return this.buffer.stored(batch[batch.length - 1].seq);
    this.abandon();
    throw new LeaseLost(this.options.runId);
  }

  private async insert(batch: LoggedEvent[]): Promise<boolean> {
    const { pool, runId, epoch } = this.options;
    const { rows } = await pool.query<{ writers: string }>(appendEvents, [
      runId,
      batch.map(({ seq }) => seq),
      batch.map(({ event }) => storable(event)),
      epoch,
    ]);
    return Number(rows[0].writers) > 0;
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

/**
 * Stores nothing when another process has taken the run; the lock makes the two wait for each other. The organisation
 * comes from the run's row, so that no event can be filed under another. A repeated write stores nothing twice.
 */
const appendEvents = /* sql */ `
  with writer as (
    select id, organization_id
    from runs
    where id = $1
      and lease_epoch = $4
    for share
  ), stored as (
    insert into run_events (run_id, seq, organization_id, event)
    select writer.id, added.seq, writer.organization_id, added.event::jsonb
    from writer, unnest($2::int[], $3::text[]) as added (seq, event)
    on conflict (run_id, seq) do nothing
  )
  select count(*) as writers
  from writer`;
