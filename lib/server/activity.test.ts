import { expect, test } from "vitest";
import { createActivity } from "./activity";

const LONG_MS = 60_000;
const never = () => new AbortController().signal;

test("an announcement wakes those who wait for its organisation, and nobody else", async () => {
  const activity = createActivity();
  const mine = activity.wait("org-a", { position: 0, timeoutMs: LONG_MS, signal: never() });
  const theirs = activity.wait("org-b", { position: 0, timeoutMs: 30, signal: never() });
  activity.announce("org-a");
  await mine;
  await theirs;
  expect([activity.position("org-a"), activity.position("org-b")]).toEqual([1, 0]);
});

// Between looking and waiting the world goes on.
test("what was announced since the position was read ends the wait at once", async () => {
  const activity = createActivity();
  const position = activity.position("org-a");
  activity.announce("org-a");
  await activity.wait("org-a", { position, timeoutMs: LONG_MS, signal: never() });
});

test("a wait ends with its time, and with its signal before or during it", async () => {
  const activity = createActivity();
  await activity.wait("org-a", { position: 0, timeoutMs: 5, signal: never() });
  const abort = new AbortController();
  const waiting = activity.wait("org-a", { position: 0, timeoutMs: LONG_MS, signal: abort.signal });
  abort.abort();
  await waiting;
  await activity.wait("org-a", { position: 0, timeoutMs: LONG_MS, signal: abort.signal });
});
