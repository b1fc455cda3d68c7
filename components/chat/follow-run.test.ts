import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs/schemas";
import { backoffMs, endOf, followRun, type RunPorts, type RunSignal } from "./follow-run";
import { recordedTurn } from "./testing";
import type { StreamEvent } from "./transcript-items";

const running = { id: "run-1", status: "running", metadata: null, stop_reason: null } as Run;

async function* connection(events: StreamEvent[], then?: Error) {
  yield* events;
  if (then) throw then;
}

/** Each connection gives what it is told to; the cursors it was opened with are kept. */
function scripted(connections: AsyncIterable<StreamEvent>[], run: Run = running) {
  const cursors: number[] = [];
  const ports: RunPorts = {
    resume(_runId, startingAfter) {
      cursors.push(startingAfter);
      return connections.shift() ?? connection([]);
    },
    retrieveRun: async () => run,
    wait: async () => {},
  };
  return { ports, cursors };
}

async function follow(
  first: AsyncIterable<StreamEvent> | null,
  ports: RunPorts,
  signal = new AbortController().signal,
) {
  const signals: RunSignal[] = [];
  for await (const each of followRun(
    { runId: first ? null : "run-1", startingAfter: 0, events: first },
    ports,
    signal,
  ))
    signals.push(each);
  return signals;
}

const eventsOf = (signals: RunSignal[]) =>
  signals.flatMap((each) => (each.type === "event" ? [each.event] : []));

test("a run is read to its end over one connection", async () => {
  const { ports, cursors } = scripted([]);
  expect(eventsOf(await follow(connection(recordedTurn), ports))).toEqual(recordedTurn);
  expect(cursors).toEqual([]);
});

test("a connection that breaks or closes early is resumed after the last numbered event", async () => {
  const { ports, cursors } = scripted([
    connection(recordedTurn.slice(4, 6)),
    connection(recordedTurn.slice(6)),
  ]);
  const signals = await follow(connection(recordedTurn.slice(0, 4), new TypeError("network error")), ports);
  expect(eventsOf(signals)).toEqual(recordedTurn);
  expect(cursors).toEqual([3, 5]);
  expect(signals.filter((each) => each.type === "reconnecting")).toEqual([
    { type: "reconnecting", runId: "run-1", attempt: 1 },
    { type: "reconnecting", runId: "run-1", attempt: 1 },
  ]);
});

test("a run that finished while nobody listened ends as its record says", async () => {
  const failed = {
    ...running,
    status: "failed",
    stop_reason: "llm_api_error",
    metadata: { error: { message: "No quota", error_type: "llm_error" } },
  } as unknown as Run;
  const { ports } = scripted([], failed);
  const signals = await follow(connection(recordedTurn.slice(0, 3)), ports);
  expect(signals.at(-1)).toEqual({
    type: "ended",
    end: {
      runId: "run-1",
      stopReason: "llm_api_error",
      error: { type: "llm_error", message: "No quota", detail: null },
    },
  });
});

test("what the server refuses is not tried again", async () => {
  const refusal = Object.assign(new Error("Run was not created in background mode"), { status: 400 });
  const { ports, cursors } = scripted([connection([], refusal)]);
  await expect(follow(null, ports)).rejects.toBe(refusal);
  expect(cursors).toEqual([0]);
});

test("a connection lost before the run is known is an error, not an endless wait", async () => {
  const { ports } = scripted([]);
  await expect(follow(connection([]), ports)).rejects.toThrow("before the server answered");
});

test("a reader that leaves stops reconnecting", async () => {
  const controller = new AbortController();
  const { ports, cursors } = scripted([]);
  const signals = await follow(
    connection(recordedTurn.slice(0, 2)),
    { ...ports, wait: async () => controller.abort() },
    controller.signal,
  );
  expect(signals.at(-1)).toEqual({ type: "reconnecting", runId: "run-1", attempt: 1 });
  expect(cursors).toEqual([]);
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
