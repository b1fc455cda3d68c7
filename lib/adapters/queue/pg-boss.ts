import type { Pool } from "pg";
import { fromPrisma, type Job, PgBoss, type QueueOptions } from "pg-boss";
import type { Prisma, PrismaClient } from "@/lib/generated/prisma/client";

export interface JobWork<P> {
  /** Does the work of one job; what it throws is tried again after a pause. The signal ends with the queue. */
  handle: (payload: P, signal: AbortSignal) => Promise<void>;
  /** Jobs of this name that run in this process at the same time. */
  parallel?: number;
  /** Runs again and again at these times (cron, UTC), once for all processes. */
  schedule?: string;
}

/** `Payloads` says what the jobs of each name carry. */
export interface QueueHandle<Payloads extends Record<string, object>> {
  enqueue<N extends keyof Payloads & string>(
    db: PrismaClient | Prisma.TransactionClient,
    name: N,
    jobs: { payload: Payloads[N]; key: string; runAt?: Date }[],
  ): Promise<void>;
  wake(name: keyof Payloads & string): void;
  /** Begins to work. Jobs that a dead process had in hand are done again first where nobody else can be alive. */
  start(works: { [N in keyof Payloads & string]: JobWork<Payloads[N]> }): Promise<void>;
  /** Ends after the jobs under way have noticed the signal; they are done again at the next start. */
  close(): Promise<void>;
}

const MINUTE_S = 60;
const DAY_S = 24 * 60 * MINUTE_S;

/** A job whose process is silent for `heartbeatSeconds` is given to another. */
const perQueue = {
  heartbeatSeconds: 30,
  expireInSeconds: DAY_S - 1,
  retryLimit: 1_000,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 5 * MINUTE_S,
  deleteAfterSeconds: 60 * MINUTE_S,
} satisfies QueueOptions;

interface Options<Name extends string> {
  /** All queues there are. */
  names: Name[];
  /** The pool of everything else: on the embedded database more connections would only wait inside it. */
  pool: Pool;
  backend: "postgres" | "pglite";
  /** Nobody else can have a job in hand. */
  isAlone: boolean;
  /** Seconds between two looks for jobs that nobody was woken for. */
  pollS: number;
  log: { warn(fields: Record<string, unknown>, message: string): void };
}

/**
 * pg-boss as our queue, on the embedded database and on a server alike. It never listens for notifications and needs
 * no session of its own: polling finds every job, waking only saves the wait.
 */
export async function pgBossQueue<Payloads extends Record<string, object>>({
  names,
  pool,
  backend,
  isAlone,
  pollS,
  log,
}: Options<keyof Payloads & string>): Promise<QueueHandle<Payloads>> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    backend,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    maintenanceIntervalSeconds: 60 * MINUTE_S,
    // Parts of the library that nothing of ours uses; they would write to an idle database every few seconds.
    flowIntervalSeconds: DAY_S,
    bamIntervalSeconds: DAY_S,
    reindex: false,
    monitorVacuum: false,
  });
  const abort = new AbortController();
  boss.on("error", (error) => {
    if (!abort.signal.aborted) log.warn({ error }, "the job queue has a problem; it goes on");
  });
  await boss.start();
  await ensureQueues(boss, names);
  const workers = new Map<string, string[]>();
  const wake = (name: string) => {
    for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
  };
  const work = async <P extends object>(name: string, { handle, parallel = 1, schedule }: JobWork<P>) => {
    const ids: string[] = [];
    workers.set(name, ids);
    const perform = async ([job]: Job<P>[]) => {
      try {
        await handle(job.data, AbortSignal.any([abort.signal, job.signal]));
      } catch (error) {
        if (!abort.signal.aborted)
          log.warn({ job: name, attempt: job.retryCount + 1, error }, "a job failed; it is tried again");
        throw error;
      }
      // There may be more where this one came from.
      wake(name);
    };
    for (let i = 0; i < parallel; i++)
      ids.push(await boss.work(name, { pollingIntervalSeconds: pollS }, perform));
    if (schedule) await boss.schedule(name, schedule, {});
  };
  return {
    async enqueue(db, name, jobs) {
      const rows = jobs.map(({ payload, key, runAt }) => ({
        data: payload,
        singletonKey: key,
        ...(runAt && { startAfter: runAt }),
      }));
      if (rows.length > 0) await boss.insert(name, rows, { db: fromPrisma(db) });
    },
    wake,
    async start(works) {
      if (isAlone) for (const name of names) await takeFromTheDead(boss, pool, name);
      for (const name of names) await work(name, works[name]);
    },
    async close() {
      abort.abort();
      await boss.stop({ close: false, graceful: true, timeout: 5_000 });
    },
  };
}

/** The queues as they are described here. Asking for each fills the library's cache: inside a transaction it must not ask. */
async function ensureQueues(boss: PgBoss, names: string[]): Promise<void> {
  const existing = new Map((await boss.getQueues(names)).map((queue) => [queue.name, queue]));
  for (const name of names) {
    const queue = existing.get(name);
    const differs = (key: keyof typeof perQueue) => queue?.[key] !== perQueue[key];
    if (!queue) await boss.createQueue(name, { policy: "short", ...perQueue });
    else if ((Object.keys(perQueue) as (keyof typeof perQueue)[]).some(differs))
      await boss.updateQueue(name, perQueue);
    await boss.findJobs(name, { id: "00000000-0000-4000-8000-000000000000" });
  }
}

/** What a process that was killed had in hand would otherwise wait until its heartbeat is missed. */
async function takeFromTheDead(boss: PgBoss, pool: Pool, name: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from pgboss.job where name = $1 and state = 'active'",
    [name],
  );
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await boss.fail(name, ids, { message: "its process died" });
}
