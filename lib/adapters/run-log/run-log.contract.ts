import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunEvent } from "@/lib/runtime/events";
import type { LoggedEvent, RunLog } from "@/lib/runtime/ports";
import { emptyUsage } from "@/lib/runtime/turn";
import { LeaseLost } from "@/lib/shared/lease-lost";

export interface OpenLog {
  log: RunLog;
  /** A log on the same data, as another process or a later start has it. */
  another: () => RunLog;
  /** The id of a run whose events can be stored. */
  newRun: () => Promise<string>;
  /** What recovery does to the row of a run before another process goes on with it. */
  takeOver: (runId: string) => Promise<void>;
  close?: () => Promise<void>;
}

/** What every run log keeps. Events of `another` are only seen where the data outlives the process. */
export function runLogContract(
  name: string,
  { isDurable, open }: { isDurable: boolean; open: () => Promise<OpenLog> },
) {
  describe(`${name} as a run log`, () => {
    let opened: OpenLog;
    let log: RunLog;
    beforeAll(async () => {
      opened = await open();
      log = opened.log;
    }, 60_000);
    afterAll(() => opened.close?.());

    test("numbers the events of each run from 1 without gaps, however many there are", async () => {
      const [one, two] = [await opened.newRun(), await opened.newRun()];
      const numbers = Array.from({ length: 2_000 }, (_, index) =>
        log.append(index % 2 ? one : two, textEvent(`${index}`)),
      );
      expect(numbers.filter((_, index) => index % 2)).toEqual(
        Array.from({ length: 1_000 }, (_, index) => index + 1),
      );
      log.append(one, stopped);
      await log.flush(one);
      expect((await readAll(log, one)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 1_001 }, (_, index) => index + 1),
      );
    });

    test("a reader that waits sees every event once and in order, and ends with `stopped`", async () => {
      const run = await opened.newRun();
      const reading = readAll(log, run);
      for (let index = 0; index < 50; index++) {
        log.append(run, textEvent(`${index}`));
        if (index % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      }
      log.append(run, stopped);
      expect(texts(await reading)).toEqual(Array.from({ length: 50 }, (_, index) => `${index}`));
    });

    test("a reader sees an event before it is stored", async () => {
      const run = await opened.newRun();
      const items = log.read(run, { after: 0, signal: new AbortController().signal })[Symbol.asyncIterator]();
      const first = items.next();
      log.append(run, textEvent("now"));
      expect((await first).value).toMatchObject({ seq: 1, event: { delta: { text: "now" } } });
      log.append(run, stopped);
      await log.flush(run);
    });

    test("a reader that comes late sees all of it, while the run goes on and after its end", async () => {
      const run = await opened.newRun();
      for (const text of ["a", "b", "c"]) log.append(run, textEvent(text));
      const reading = readAll(log, run);
      log.append(run, textEvent("d"));
      log.append(run, stopped);
      expect(texts(await reading)).toEqual(["a", "b", "c", "d"]);
      await log.flush(run);
      expect(texts(await readAll(log, run))).toEqual(["a", "b", "c", "d"]);
    });

    test("a reader that comes back gets what follows the number it names, no more and no less", async () => {
      const run = await opened.newRun();
      for (let index = 1; index <= 9; index++) log.append(run, textEvent(`${index}`));
      log.append(run, stopped);
      await log.flush(run);
      for (const after of [0, 1, 5, 9]) {
        const items = await readAll(log, run, after);
        expect(items.map(({ seq }) => seq)).toEqual(
          Array.from({ length: 10 - after }, (_, index) => after + index + 1),
        );
      }
    });

    test("many readers see the same", async () => {
      const run = await opened.newRun();
      const readings = Array.from({ length: 20 }, () => readAll(log, run));
      for (let index = 0; index < 30; index++) log.append(run, textEvent(`${index}`));
      log.append(run, stopped);
      const [first, ...others] = await Promise.all(readings);
      for (const other of others) expect(other).toEqual(first);
    });

    test("a reader whose signal aborts is let go while the run is silent", async () => {
      const run = await opened.newRun();
      log.append(run, textEvent("one"));
      const abort = new AbortController();
      const reading = readAll(log, run, 0, abort.signal);
      setTimeout(() => abort.abort(), 20);
      expect(texts(await reading)).toEqual(["one"]);
      log.append(run, stopped);
      await log.flush(run);
    });

    test("a reader that leaves early disturbs neither the writer nor the others", async () => {
      const run = await opened.newRun();
      log.append(run, textEvent("1"));
      const other = readAll(log, run);
      for await (const item of log.read(run, { after: 0, signal: new AbortController().signal })) {
        expect(item.seq).toBe(1);
        break;
      }
      log.append(run, textEvent("2"));
      log.append(run, stopped);
      expect(texts(await other)).toEqual(["1", "2"]);
    });

    test("what is stored can be read without waiting for more", async () => {
      const run = await opened.newRun();
      expect(await collect(log.readStored(run))).toEqual([]);
      for (const text of ["a", "b"]) log.append(run, textEvent(text));
      await log.flush(run);
      expect(texts(await collect(log.readStored(run)))).toEqual(["a", "b"]);
    });

    test("events come back as they were written", async () => {
      const run = await opened.newRun();
      const event = textEvent(`"quotes", \\backslash, emoji 🙂, line\nbreak, ${"x".repeat(100_000)}`);
      log.append(run, event);
      log.append(run, stopped);
      await log.flush(run);
      expect((await readAll(log, run)).map((item) => item.event)).toEqual([event, stopped]);
    });

    test.runIf(isDurable)("what was flushed outlives the process", async () => {
      const run = await opened.newRun();
      for (let index = 0; index < 1_200; index++) log.append(run, textEvent(`${index}`));
      await log.flush(run);
      expect(await collect(opened.another().readStored(run))).toHaveLength(1_200);
    });

    test.runIf(isDurable)("what was not flushed is stored by itself before long", async () => {
      const run = await opened.newRun();
      log.append(run, textEvent("soon"));
      const other = opened.another();
      await expect.poll(() => collect(other.readStored(run)), { timeout: 2_000 }).toHaveLength(1);
    });

    test.runIf(isDurable)(
      "a process that takes a run over goes on behind the stored numbers, and its readers see all",
      async () => {
        const run = await opened.newRun();
        for (const text of ["a", "b"]) log.append(run, textEvent(text));
        await log.flush(run);
        const heir = opened.another();
        await heir.resume(run);
        expect(heir.append(run, textEvent("c"))).toBe(3);
        const reading = readAll(heir, run);
        heir.append(run, stopped);
        const items = await reading;
        expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
        expect(texts(items)).toEqual(["a", "b", "c"]);
        await heir.flush(run);
        expect(texts(await readAll(heir, run, 1))).toEqual(["b", "c"]);
      },
    );

    test.runIf(isDurable)("a reader in another process follows the run to its end", async () => {
      const run = await opened.newRun();
      const reading = readAll(opened.another(), run);
      for (const text of ["a", "b", "c"]) {
        log.append(run, textEvent(text));
        await log.flush(run);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      log.append(run, stopped);
      await log.flush(run);
      expect(texts(await reading)).toEqual(["a", "b", "c"]);
    });

    // The number that a reader names when it comes back must mean the same after a crash.
    test.runIf(isDurable)(
      "a reader who will come back is shown nothing that a crash could undo",
      async () => {
        const run = await opened.newRun();
        const seen: number[] = [];
        const reading = (async () => {
          const options = { after: 0, signal: new AbortController().signal, onlyStored: true };
          for await (const { seq } of log.read(run, options)) {
            seen.push(seq);
            const stored = await collect(opened.another().readStored(run));
            expect(stored.length).toBeGreaterThanOrEqual(Math.max(...seen));
          }
        })();
        log.append(run, textEvent("a"));
        await new Promise((resolve) => setImmediate(resolve));
        expect(seen).toEqual([]);
        await log.flush(run);
        await expect.poll(() => seen).toEqual([1]);
        log.append(run, stopped);
        await log.flush(run);
        await reading;
      },
    );

    test.runIf(isDurable)(
      "a process that lost a run writes nothing beside the one that took it",
      async () => {
        const { log, heir, run } = await takenOver();
        log.append(run, textEvent("too late"));
        await expect(log.flush(run)).rejects.toBeInstanceOf(LeaseLost);
        heir.append(run, textEvent("b"));
        heir.append(run, stopped);
        await heir.flush(run);
        expect(texts(await collect(heir.readStored(run)))).toEqual(["a", "b"]);
      },
    );

    test.runIf(isDurable)(
      "readers in the process that lost a run are given what the other one writes",
      async () => {
        const { log, heir, run } = await takenOver();
        const readings = [readAll(log, run), readAll(log, run)];
        log.append(run, textEvent("too late"));
        await log.flush(run).catch(() => {});
        heir.append(run, textEvent("b"));
        heir.append(run, stopped);
        await heir.flush(run);
        // One that is shown everything at once has also seen what came to nothing.
        for (const items of await Promise.all(readings))
          expect(texts(items).filter((text) => text !== "too late")).toEqual(["a", "b"]);
      },
    );

    test.runIf(isDurable)("closing lets its readers go", async () => {
      const run = await opened.newRun();
      const closing = opened.another() as RunLog & { close(): Promise<void> };
      closing.append(run, textEvent("a"));
      const readings = [readAll(closing, run), readAll(closing, await opened.newRun())];
      await closing.close();
      const [written, silent] = await Promise.all(readings);
      expect([texts(written), texts(silent)]).toEqual([["a"], []]);
    });

    async function takenOver() {
      const run = await opened.newRun();
      const [log, heir] = [opened.another(), opened.another()];
      log.append(run, textEvent("a"));
      await log.flush(run);
      await opened.takeOver(run);
      await heir.resume(run);
      return { log, heir, run };
    }

    test.runIf(isDurable)("NUL, which the database cannot hold, does not lose the event", async () => {
      const run = await opened.newRun();
      log.append(run, textEvent("a\u0000b"));
      log.append(run, textEvent("a literal \\u0000 is text"));
      await log.flush(run);
      expect(texts(await collect(log.readStored(run)))).toEqual(["ab", "a literal \\u0000 is text"]);
    });

    test.runIf(isDurable)(
      "a lone surrogate, which the database cannot hold, does not lose the event",
      async () => {
        const run = await opened.newRun();
        log.append(run, textEvent("half \ud83d of a pair"));
        await log.flush(run);
        expect(await collect(log.readStored(run))).toHaveLength(1);
      },
    );
  });
}

const textEvent = (text: string): RunEvent => ({
  type: "delta",
  delta: {
    step_id: "step-1",
    message_id: "message-1",
    otid: "1",
    date: "2025-11-03T16:05:06.000Z",
    kind: "text",
    text,
  },
});

const stopped: RunEvent = { type: "stopped", stop_reason: "end_turn", usage: emptyUsage(), error: null };

const texts = (items: LoggedEvent[]) =>
  items.flatMap(({ event }) =>
    event.type === "delta" && event.delta.kind === "text" ? [event.delta.text] : [],
  );

const readAll = (log: RunLog, run: string, after = 0, signal = new AbortController().signal) =>
  collect(log.read(run, { after, signal }));

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
