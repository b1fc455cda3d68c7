import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { BackgroundWork, type BackgroundWorkOptions } from "./background-work";

function working(pass: () => Promise<boolean>, more: Partial<BackgroundWorkOptions> = {}) {
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) } as never;
  const work = new BackgroundWork({ name: "test", pass, pauseMs: 1, idleMs: 60_000, log, ...more });
  return { work, warnings };
}

test("it goes on while there is more to do, and then waits until it is woken", async () => {
  let passes = 0;
  const { work } = working(async () => ++passes % 3 !== 0);
  await expect.poll(() => passes).toBe(3);
  await pause(30);
  expect(passes).toBe(3);
  work.wake();
  await expect.poll(() => passes).toBe(6);
  await work.close();
});

// A change that is announced while a pass looks may be one that the pass no longer saw.
test("being woken during a pass leads to another one", async () => {
  let passes = 0;
  const first = Promise.withResolvers<void>();
  const { work } = working(async () => {
    passes += 1;
    if (passes === 1) await first.promise;
    return false;
  });
  work.wake();
  first.resolve();
  await expect.poll(() => passes).toBe(2);
  await work.close();
});

test("a failure is tried again, and a series of failures is one warning", async () => {
  let passes = 0;
  const { work, warnings } = working(async () => {
    passes += 1;
    if (passes < 4) throw new Error("down");
    return false;
  });
  await expect.poll(() => passes).toBe(4);
  expect(warnings).toHaveLength(1);
  await work.close();
});

test("closing waits for the pass under way and ends any rest", async () => {
  const events: string[] = [];
  const { work } = working(
    async () => {
      events.push("begun");
      await pause(20);
      events.push("ended");
      return true;
    },
    { pauseMs: 60_000 },
  );
  await work.close();
  expect(events).toEqual(["begun", "ended"]);
});

test("it waits while something more urgent is under way, and goes on when that is over", async () => {
  let passes = 0;
  let isBusy = true;
  const pass = async () => {
    passes += 1;
    return false;
  };
  const { work } = working(pass, { isBusy: () => isBusy });
  await pause(300);
  expect(passes).toBe(0);
  isBusy = false;
  await expect.poll(() => passes).toBe(1);
  await work.close();
});
