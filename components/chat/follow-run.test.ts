import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs/schemas";
import { backoffMs, endOf, followRun, type RunPorts, type RunSignal } from "./follow-run";
import { recordedTurn } from "./testing";
import type { StreamEvent } from "./transcript-items";

const running = { id: "run-1", status: "running", metadata: null, stop_reason: null } as Run;
const never = () => new Promise<never>(() => {});

async function* connection(events: StreamEvent[], then?: Error) {
  yield* events;
  if (then) throw then;
}

/** Each connection gives what it is told to; the cursors it was opened with are kept. */
function scripted(connections: AsyncIterable<StreamEvent>[], run: Run = running) {
  const cursors: number[] = [];
  const ports: RunPorts = {
    follow(_runId, startingAfter) {
      cursors.push(startingAfter);
      return connections.shift() ?? connection([]);
    },
    retrieveRun: async () => run,
    pause: async () => {},
    silence: never,
  };
  return { ports, cursors };
}

async function follow(ports: RunPorts, signal = new AbortController().signal) {
  const signals: RunSignal[] = [];
  for await (const each of followRun({ runId: "run-1", startingAfter: 0 }, ports, signal)) signals.push(each);
  return signals;
}

const eventsOf = (signals: RunSignal[]) =>
  signals.flatMap((each) => (each.type === "event" ? [each.event] : []));

test("a run is read to its end over one connection", async () => {
  const { ports, cursors } = scripted([connection(recordedTurn)]);
  expect(eventsOf(await follow(ports))).toEqual(recordedTurn);
  expect(cursors).toEqual([0]);
});

test("a connection that breaks or closes early is resumed after the last numbered event", async () => {
  const { ports, cursors } = scripted([
    connection(recordedTurn.slice(0, 4), new TypeError("network error")),
    connection(recordedTurn.slice(4, 6)),
    connection(recordedTurn.slice(6)),
  ]);
  const signals = await follow(ports);
  expect(eventsOf(signals)).toEqual(recordedTurn);
  expect(cursors).toEqual([0, 3, 5]);
  expect(signals.filter((each) => each.type === "reconnecting")).toEqual([
    { type: "reconnecting", runId: "run-1", attempt: 1 },
    { type: "reconnecting", runId: "run-1", attempt: 1 },
  ]);
});

// After a sleep the old connection may be open on this side only: nothing would ever come, nor an error.
test("a connection that falls silent is closed and resumed", async () => {
  const closed: boolean[] = [];
  const { ports, cursors } = scripted([]);
  let quiet = true;
  const signals = await follow({
    ...ports,
    async *follow(_runId, startingAfter, signal) {
      cursors.push(startingAfter);
      if (!quiet) return yield* recordedTurn.slice(3);
      yield* recordedTurn.slice(0, 3);
      signal.addEventListener("abort", () => closed.push(true));
      await never();
    },
    async silence() {
      if (cursors.length !== 1) return never();
      await new Promise((resolve) => setTimeout(resolve, 5));
      quiet = false;
    },
  });
  expect(eventsOf(signals)).toEqual(recordedTurn);
  expect(cursors).toEqual([0, 2]);
  expect(closed).toEqual([true]);
});

test("a run that finished while nobody listened ends as its record says", async () => {
  const failed = {
    ...running,
    status: "failed",
    stop_reason: "llm_api_error",
    metadata: { error: { message: "No quota", error_type: "llm_error" } },
  } as unknown as Run;
  const { ports } = scripted([connection(recordedTurn.slice(0, 3))], failed);
  expect((await follow(ports)).at(-1)).toEqual({
    type: "ended",
    end: {
      runId: "run-1",
      stopReason: "llm_api_error",
      error: { type: "llm_error", message: "No quota", detail: null },
    },
  });
});

test("what the server refuses is not tried again", async () => {
  const refusal = Object.assign(new Error("The log is no longer kept"), { status: 410 });
  const { ports, cursors } = scripted([connection([], refusal)]);
  await expect(follow(ports)).rejects.toBe(refusal);
  expect(cursors).toEqual([0]);
});

test("a reader that leaves stops reconnecting", async () => {
  const controller = new AbortController();
  const { ports, cursors } = scripted([connection(recordedTurn.slice(0, 2))]);
  const signals = await follow({ ...ports, pause: async () => controller.abort() }, controller.signal);
  expect(signals.at(-1)).toEqual({ type: "reconnecting", runId: "run-1", attempt: 1 });
  expect(cursors).toEqual([0]);
});

test("pauses between attempts grow and stay below ten seconds", () => {
  expect([1, 2, 3, 9].map(backoffMs)).toEqual([500, 1_000, 2_000, 8_000]);
});

test("a run without a recorded reason is named by its status", () => {
  expect(endOf({ ...running, status: "cancelled" }).stopReason).toBe("cancelled");
  expect(endOf({ ...running, status: "failed", metadata: { error: "boom" } })).toMatchObject({
    stopReason: "error",
    error: { message: "boom" },
  });
});
