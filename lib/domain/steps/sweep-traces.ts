import type { Context } from "../context";

const batchSize = 500;
const batchesMax = 20;

/**
 * Deletes exchanges with model providers that are older than the given time, the oldest first. In small batches and no
 * more than so many a round: a first sweep of a large table must hold up nothing else, and the rest goes next time.
 */
export async function sweepTraces(db: Context["db"], before: Date): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < batchesMax; batch++) {
    const count = await db.$executeRaw`
      delete from provider_traces
      where id in (
        select id
        from provider_traces
        where created_at < ${before}
        order by created_at
        limit ${batchSize}
      )`;
    deleted += count;
    if (count < batchSize) break;
  }
  return deleted;
}
