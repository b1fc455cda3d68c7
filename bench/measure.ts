export interface Timing {
  p50: number;
  p95: number;
  count: number;
}

/** Times `work` so many times, one after the other, after a few that do not count. */
export async function timed(
  count: number,
  work: (index: number) => Promise<unknown>,
  warmUps = 5,
): Promise<Timing> {
  for (let index = 0; index < warmUps; index++) await work(index);
  const ms: number[] = [];
  for (let index = 0; index < count; index++) {
    const started = performance.now();
    await work(warmUps + index);
    ms.push(performance.now() - started);
  }
  return summary(ms);
}

export function summary(ms: number[]): Timing {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95), count: ms.length };
}

export interface Load {
  clients: number;
  perSecond: number;
  p50: number;
  p95: number;
  errors: number;
}

/** So many clients, each repeating its `work` as fast as it is answered, for the given time. */
export async function underLoad(
  clients: number,
  forMs: number,
  work: (client: number) => Promise<unknown>,
): Promise<Load> {
  const ms: number[] = [];
  let errors = 0;
  const started = performance.now();
  const isOver = () => performance.now() - started > forMs;
  const client = async (index: number) => {
    while (!isOver()) {
      const asked = performance.now();
      try {
        await work(index);
        ms.push(performance.now() - asked);
      } catch {
        errors++;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  const seconds = (performance.now() - started) / 1000;
  return { clients, perSecond: ms.length / seconds, errors, ...summary(ms) };
}
