import type { Context } from "../context";

/** Drops the logs of runs that ended before the given time, and the otids that led to them: nobody can come back to them. */
export async function sweepRunEvents(db: Context["db"], before: Date): Promise<number> {
  await db.$executeRaw`
    delete from run_otids
    where created_at < ${before}`;
  return db.$executeRaw`
    delete from run_events
    using runs
    where runs.id = run_events.run_id
      and runs.completed_at < ${before}`;
}
