import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs/schemas";
import { ChatSession } from "./chat-session";
import type { ChatPorts } from "./chat-state";
import type { PendingMessage } from "./pending-message";
import { recordedTurn, shown, storedTurn } from "./testing";
import type { StreamEvent } from "./transcript-items";

const turn = [
  "user roll a die",
  "reasoning I should roll.",
  'tool roll {"sides": 6} = 4',
  "assistant You rolled 4.",
];
const run = (change: Partial<Run>) =>
  ({ id: "run-1", status: "running", metadata: null, stop_reason: null, ...change }) as Run;

async function* stream(events: StreamEvent[], then?: Error) {
  yield* events;
  if (then) throw then;
}

/** A page over a server whose answers can be changed; frames and pauses pass when the test lets them. */
function aPage(change: Partial<ChatPorts> = {}) {
  let pending: PendingMessage | null = null;
  const frames: (() => void)[] = [];
  const pauses: (() => void)[] = [];
  const toolReturns: string[] = [];
  const ports: ChatPorts = {
    listMessages: async () => [],
    latestRun: async () => null,
    send: () => stream(recordedTurn),
    resume: () => stream(recordedTurn),
    retrieveRun: async () => run({}),
    cancelRun: async () => ({}),
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        pauses.push(resolve);
        signal.addEventListener("abort", () => resolve());
      }),
    pending: {
      read: () => pending,
      write: (message) => {
        pending = message;
      },
      clear: () => {
        pending = null;
      },
    },
    newId: () => "o-1",
    now: () => 0,
    isVisible: () => true,
    onFrame: (callback) => void frames.push(callback),
    onToolReturn: (name) => void toolReturns.push(name),
    onRunEnd: () => {},
    ...change,
  };
  const session = new ChatSession(ports);
  const phase = () => session.state().phase.name;
  const items = () => shown(session.state().transcript);
  return { session, ports, frames, pauses, toolReturns, phase, items, pending: () => pending };
}

const settled = async (isDone: () => boolean) => {
  for (let turns = 0; !isDone() && turns < 500; turns++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(isDone()).toBe(true);
};

test("a message is shown at once, its answer is streamed, and the page is idle after", async () => {
  const page = aPage();
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  const sending = page.session.sendText("roll a die");
  expect(page.items()).toEqual(["user roll a die"]);
  await sending;
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  expect(page.phase()).toBe("idle");
  expect(page.toolReturns).toEqual(["roll"]);
  expect(page.pending()).toBeNull();
  stop();
});

test("a page that is reloaded mid-run shows the question again and follows the run from its beginning", async () => {
  const resumedAfter: number[] = [];
  const page = aPage({
    latestRun: async () => run({}),
    resume: (_id, after) => {
      resumedAfter.push(after);
      return stream(recordedTurn);
    },
  });
  page.ports.pending.write({ otid: "o-1", text: "roll a die", atMs: 0 });
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  expect(resumedAfter).toEqual([0]);
  stop();
});

test("a message that the server refuses stays on screen with the reason and is sent again under the same id", async () => {
  const otids: string[] = [];
  const busy = Object.assign(new Error("The agent is busy"), { status: 409 });
  const page = aPage({
    send: (message) => {
      if (message.type === "text") otids.push(message.otid);
      return otids.length === 1 ? stream([], busy) : stream(recordedTurn);
    },
  });
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  await page.session.sendText("roll a die", "o-7");
  expect(page.session.state().transcript.items).toEqual([
    expect.objectContaining({ refusal: "The agent is busy" }),
  ]);
  await page.session.sendText("roll a die", "o-7");
  expect(otids).toEqual(["o-7", "o-7"]);
  expect(page.items()[0]).toBe("user roll a die");
  expect(page.items()).toHaveLength(5);
  stop();
});

test("stopping names the run, and a stop that fails gives the controls back", async () => {
  const cancelled: string[] = [];
  let isAway = true;
  const page = aPage({
    latestRun: async () => run({}),
    resume: async function* () {
      yield* recordedTurn.slice(0, 3);
      await new Promise(() => {});
    },
    cancelRun: async (id) => {
      if (isAway) throw new Error("The server is away");
      cancelled.push(id);
    },
  });
  const stop = page.session.start();
  await settled(() => page.phase() === "streaming");
  await expect(page.session.stop()).rejects.toThrow("away");
  expect(page.phase()).toBe("streaming");
  isAway = false;
  await page.session.stop();
  expect(page.phase()).toBe("stopping");
  expect(cancelled).toEqual(["run-1"]);
  stop();
});

test("a run that another page starts is noticed and followed", async () => {
  let latest: Run | null = null;
  let history: typeof storedTurn = [];
  const page = aPage({ latestRun: async () => latest, listMessages: async () => history });
  const stop = page.session.start();
  await settled(() => page.pauses.length === 1);
  latest = run({});
  history = storedTurn;
  page.pauses[0]();
  await settled(() => page.items().length === 5 && page.phase() === "idle");
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  stop();
});

test("a run without a log is waited for, and its messages are read when it is over", async () => {
  let isOver = false;
  const page = aPage({
    latestRun: async () => run({ background: false }),
    listMessages: async () => (isOver ? storedTurn : []),
    resume: () => stream([], Object.assign(new Error("not a background run"), { status: 400 })),
    retrieveRun: async () => run(isOver ? { status: "completed", stop_reason: "end_turn" } : {}),
  });
  const stop = page.session.start();
  await settled(() => page.phase() === "waiting");
  isOver = true;
  page.pauses.at(-1)?.();
  await settled(() => page.phase() === "idle");
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  stop();
});

test("however many tokens arrive, the page is told once per frame", async () => {
  const page = aPage();
  let paints = 0;
  page.session.subscribe(() => paints++);
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  await page.session.sendText("roll a die");
  expect(page.frames).toHaveLength(1);
  page.frames[0]();
  expect(paints).toBe(1);
  stop();
});

test("a history that cannot be read is said, and can be tried again", async () => {
  let isAway = true;
  const page = aPage({
    listMessages: async () => {
      if (isAway) throw new Error("The server is away");
      return storedTurn;
    },
  });
  const stop = page.session.start();
  await settled(() => page.phase() === "unavailable");
  isAway = false;
  await page.session.reload();
  expect(page.items()).toEqual(turn);
  stop();
});

test("older pages are asked for one at a time, from the oldest known message on", async () => {
  const asked: (string | undefined)[] = [];
  const many = Array.from({ length: 50 }, (_, index) => ({
    ...storedTurn[0],
    id: `message-${100 + index}`,
    otid: `o-${index}`,
  }));
  const page = aPage({
    listMessages: async ({ before }) => {
      asked.push(before);
      return (before ? storedTurn : many) as typeof storedTurn;
    },
  });
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  await Promise.all([page.session.loadOlder(), page.session.loadOlder()]);
  expect(asked).toEqual([undefined, "message-100"]);
  expect(page.session.state().hasOlder).toBe(false);
  stop();
});
