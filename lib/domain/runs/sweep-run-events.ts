import type { Context } from "../context";

/** Drops the logs of runs that ended before the given time: their streams can no longer be resumed. */
export async function sweepRunEvents(db: Context["db"], before: Date): Promise<number> {
  return db.$executeRaw`
    delete from run_events
    using runs
    where runs.id = run_events.run_id
      and runs.completed_at < ${before}`;
}
