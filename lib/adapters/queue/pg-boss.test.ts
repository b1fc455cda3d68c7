import { afterEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { type JobWork, pgBossQueue, type QueueHandle } from "./pg-boss";

type Jobs = { count: { n: number } };

const open: QueueHandle<Jobs>[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.close()));
});

const warnings: unknown[] = [];

/** One process with a queue; the database is shared with the others. */
async function aProcess({ isAlone = false, pollS = 0.5 } = {}): Promise<QueueHandle<Jobs>> {
  const { pool, kind } = await testDatabase();
  const queue = await pgBossQueue<Jobs>({
    names: ["count"],
    pool,
    backend: kind === "embedded" ? "pglite" : "postgres",
    isAlone,
    pollS,
    log: { warn: (fields) => void warnings.push(fields) },
  });
  open.push(queue);
  return queue;
}

/** Work that notes what it was given. */
function counting(more: Partial<JobWork<{ n: number }>> = {}) {
  const done: number[] = [];
  const work: JobWork<{ n: number }> = { handle: async ({ n }) => void done.push(n), ...more };
  return { done, works: { count: work } };
}

const job = (n: number, key = `${n}`, runAt?: Date) => ({ payload: { n }, key, runAt });
const db = async () => (await testDatabase()).prisma;

test("jobs stored in a transaction are there if and only if the transaction is", async () => {
  const queue = await aProcess();
  const { done, works } = counting();
  await queue.start(works);
  const { prisma } = await testDatabase();
  await prisma
    .$transaction(async (tx) => {
      await queue.enqueue(tx, "count", [job(1)]);
      throw new Error("no");
    })
    .catch(() => {});
  await prisma.$transaction((tx) => queue.enqueue(tx, "count", [job(2), job(3)]));
  await expect.poll(() => done.toSorted(), { timeout: 10_000 }).toEqual([2, 3]);
});

test("of the jobs that wait with one key there is one, and once it has begun another may wait", async () => {
  const queue = await aProcess();
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const begun: number[] = [];
  for (const n of [1, 2]) await queue.enqueue(await db(), "count", [job(n, "same")]);
  await queue.start({
    count: {
      async handle({ n }) {
        begun.push(n);
        await held;
      },
    },
  });
  await expect.poll(() => begun, { timeout: 10_000 }).toEqual([1]);
  for (const n of [3, 4]) await queue.enqueue(await db(), "count", [job(n, "same")]);
  goOn();
  await expect.poll(() => begun, { timeout: 10_000 }).toEqual([1, 3]);
});

test("work that fails is done again, and the log says so", async () => {
  const queue = await aProcess();
  warnings.length = 0;
  let tries = 0;
  await queue.enqueue(await db(), "count", [job(1)]);
  await queue.start({
    count: {
      async handle() {
        tries += 1;
        if (tries < 2) throw new Error("The model is away");
      },
    },
  });
  await expect.poll(() => tries, { timeout: 20_000 }).toBe(2);
  expect(warnings).toMatchObject([{ job: "count", attempt: 1, error: { message: "The model is away" } }]);
});

test("a job of a later time is not done before it", async () => {
  const queue = await aProcess();
  const { done, works } = counting();
  await queue.start(works);
  await queue.enqueue(await db(), "count", [job(1, "later", new Date(Date.now() + 3_600_000)), job(2)]);
  queue.wake("count");
  await expect.poll(() => done, { timeout: 10_000 }).toEqual([2]);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(done).toEqual([2]);
});

test("whoever is woken does not wait for the next look, and goes on while there is work", async () => {
  const queue = await aProcess({ pollS: 60 });
  const { done, works } = counting();
  await queue.start(works);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await queue.enqueue(
    await db(),
    "count",
    [1, 2, 3, 4, 5].map((n) => job(n)),
  );
  queue.wake("count");
  await expect.poll(() => done.length, { timeout: 20_000 }).toBe(5);
});

test("what a process had in hand when it was killed is done again by the next one", async () => {
  const killed = await aProcess();
  const begun: number[] = [];
  await killed.enqueue(await db(), "count", [job(1)]);
  const never = new Promise<void>(() => {});
  await killed.start({
    count: {
      handle({ n }) {
        begun.push(n);
        return never;
      },
    },
  });
  await expect.poll(() => begun, { timeout: 10_000 }).toEqual([1]);
  const { done, works } = counting();
  const next = await aProcess({ isAlone: true });
  await next.start(works);
  await expect.poll(() => done, { timeout: 20_000 }).toEqual([1]);
});

test("work is told that the server stops, and what it leaves is done at the next start", async () => {
  const first = await aProcess();
  let isTold = false;
  const begun: number[] = [];
  await first.enqueue(await db(), "count", [job(7)]);
  await first.start({
    count: {
      handle({ n }, signal) {
        begun.push(n);
        return new Promise((_, reject) =>
          signal.addEventListener("abort", () => {
            isTold = true;
            reject(signal.reason);
          }),
        );
      },
    },
  });
  await expect.poll(() => begun, { timeout: 10_000 }).toEqual([7]);
  await first.close();
  expect(isTold).toBe(true);
  const { done, works } = counting();
  await (await aProcess()).start(works);
  await expect.poll(() => done, { timeout: 20_000 }).toEqual([7]);
});

test("two processes share the work, each job once", async () => {
  const [one, two] = [await aProcess(), await aProcess()];
  const [a, b] = [counting(), counting()];
  await one.enqueue(
    await db(),
    "count",
    Array.from({ length: 40 }, (_, n) => job(n)),
  );
  await Promise.all([one.start(a.works), two.start(b.works)]);
  await expect.poll(() => a.done.length + b.done.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(40);
  expect([...a.done, ...b.done].toSorted((x, y) => x - y)).toEqual(Array.from({ length: 40 }, (_, n) => n));
});
