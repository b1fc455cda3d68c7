import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs/schemas";
import { ChatSession } from "./chat-session";
import type { Activity, ChatPorts } from "./chat-state";
import { accepted, recordedTurn, shown, stopped, storedTurn } from "./testing";
import type { StreamEvent } from "./transcript-items";

const turn = [
  "user roll a die",
  "reasoning I should roll.",
  'tool roll {"sides": 6} = 4',
  "assistant You rolled 4.",
];
const run = (change: Partial<Run> = {}) =>
  ({
    id: "run-1",
    status: "running",
    metadata: null,
    stop_reason: null,
    conversation_id: null,
    created_at: "2026-03-01T12:00:00+00:00",
    ...change,
  }) as Run;
const words = (text: string) => ({ text, images: [], role: "user" as const });
const never = () => new Promise<never>(() => {});

async function* stream(events: StreamEvent[], then?: Error) {
  yield* events;
  if (then) throw then;
}

function memory<T>(empty: T) {
  let value = empty;
  return {
    read: () => value,
    write: (next: T) => {
      value = next;
    },
  };
}

/** A page over a server whose answers can be changed; frames and pauses pass when the test lets them. */
function aPage(change: Partial<ChatPorts> = {}) {
  const frames: (() => void)[] = [];
  const pauses: (() => void)[] = [];
  const toolReturns: string[] = [];
  const heard: ((event: Activity) => void)[] = [];
  let ids = 0;
  const ports: ChatPorts = {
    listMessages: async () => [],
    latestRuns: async () => [],
    send: async () => run(),
    follow: () => stream(recordedTurn),
    retrieveRun: async () => run(),
    cancelRun: async () => ({}),
    rewind: async () => [],
    undoMemory: async () => ({}),
    async *activity() {
      while (true) yield await new Promise<Activity>((resolve) => heard.push(resolve));
    },
    pause: (_ms, signal) =>
      new Promise((resolve) => {
        pauses.push(resolve);
        signal.addEventListener("abort", () => resolve());
      }),
    silence: never,
    queue: memory([]),
    cut: memory([]),
    newId: () => `o-${++ids}`,
    now: () => 0,
    onFrame: (callback) => void frames.push(callback),
    onToolReturn: (name) => void toolReturns.push(name),
    onRunEnd: () => {},
    onActivity: () => {},
    ...change,
  };
  const session = new ChatSession(ports);
  const phase = () => session.state().phase.name;
  const items = () => shown(session.state().transcript);
  const tell = async (event: object) => {
    await settled(() => heard.length > 0);
    heard.shift()?.({ message_type: "activity", ...event } as Activity);
  };
  return { session, ports, frames, pauses, toolReturns, phase, items, tell };
}

const settled = async (isDone: () => boolean) => {
  for (let turns = 0; !isDone() && turns < 500; turns++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(isDone()).toBe(true);
};

async function idlePage(change: Partial<ChatPorts> = {}) {
  const page = aPage(change);
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  return { ...page, stop };
}

test("a message is shown at once, its answer is streamed, and the page is idle after", async () => {
  const page = await idlePage();
  const saying = page.session.say(words("roll a die"));
  expect(page.items()).toEqual(["user roll a die"]);
  await saying;
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  expect(page.phase()).toBe("idle");
  expect(page.toolReturns).toEqual(["roll"]);
  page.stop();
});

test("a page that is reloaded mid-run shows the question again and follows the run from its beginning", async () => {
  const followedAfter: number[] = [];
  const page = aPage({
    latestRuns: async () => [run()],
    follow: (_id, after) => {
      followedAfter.push(after);
      return stream([accepted, ...recordedTurn]);
    },
  });
  const stop = page.session.start();
  await settled(() => page.items().length === 5 && page.phase() === "idle");
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  expect(followedAfter).toEqual([0]);
  stop();
});

test("a message that the server refuses stays on screen with the reason and is sent again under the same id", async () => {
  const otids: string[] = [];
  const page = await idlePage({
    send: async (message) => {
      if (message.type === "text") otids.push(message.otid);
      if (otids.length === 1) throw Object.assign(new Error("The agent is busy"), { status: 409 });
      return run();
    },
  });
  await page.session.say(words("roll a die"));
  const [item] = page.session.state().transcript.items;
  expect(item).toMatchObject({ refusal: "The agent is busy" });
  if (item.kind === "user") await page.session.retry(item);
  expect(otids).toEqual(["o-1", "o-1"]);
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  page.stop();
});

test("a server that nobody can reach is said in our words, not in the browser's", async () => {
  const page = await idlePage({ send: () => Promise.reject(new TypeError("Failed to fetch")) });
  await page.session.say(words("hello"));
  expect(page.session.state().transcript.items[0]).toMatchObject({ refusal: "The server does not answer." });
  page.stop();
});

test("what is written while a run is on waits, and is said in order when the agent is done", async () => {
  const sent: string[] = [];
  const ends: (() => void)[] = [];
  const page = await idlePage({
    send: async (message) => {
      if (message.type === "text") sent.push(message.text);
      return run({ id: `run-${sent.length}` });
    },
    async *follow(runId) {
      await new Promise<void>((resolve) => ends.push(resolve));
      yield stopped("end_turn", runId);
    },
  });
  for (const text of ["one", "two", "three"]) void page.session.say(words(text));
  await settled(() => ends.length === 1);
  expect(sent).toEqual(["one"]);
  expect(page.session.state().queue.map(({ text }) => text)).toEqual(["two", "three"]);
  ends[0]();
  await settled(() => ends.length === 2);
  ends[1]();
  await settled(() => ends.length === 3);
  expect(sent).toEqual(["one", "two", "three"]);
  expect(page.session.state().queue).toEqual([]);
  page.stop();
});

// Whoever pressed stop, or sees an error, may want to say something else first.
test.each(["cancelled", "llm_api_error"])("a run that ends with %s holds the queue back", async (reason) => {
  const page = await idlePage({ follow: () => stream([stopped(reason)]) });
  void page.session.say(words("one"));
  void page.session.say(words("two"));
  await settled(() => page.phase() === "idle");
  expect(page.session.state().queue.map(({ text }) => text)).toEqual(["two"]);
  page.session.sayNext();
  expect(page.session.state().queue).toEqual([]);
  page.stop();
});

test("stopping names the run, and a stop that fails gives the controls back", async () => {
  const cancelled: string[] = [];
  let isAway = true;
  const page = aPage({
    latestRuns: async () => [run()],
    follow: async function* () {
      yield* recordedTurn.slice(0, 3);
      await never();
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

test("a run that another page starts is noticed and followed from its question on", async () => {
  const page = await idlePage({ follow: () => stream([accepted, ...recordedTurn]) });
  await page.tell({ event: "run_started", run_id: "run-1", conversation_id: null, status: "created" });
  await settled(() => page.items().length === 5 && page.phase() === "idle");
  expect(page.items()).toEqual([...turn, "outcome end_turn"]);
  page.stop();
});

test("a run of another conversation of the agent is left alone", async () => {
  const page = await idlePage();
  await page.tell({ event: "run_started", run_id: "run-9", conversation_id: "conv-1", status: "created" });
  await page.tell({ event: "agent_changed", agent_version: 2 });
  expect(page.phase()).toBe("idle");
  page.stop();
});

// The input of a failed run is not part of the history; without it "try again" would ask the question before.
test("after a reload a run that failed is there with its question", async () => {
  const page = aPage({
    latestRuns: async () => [run({ status: "failed", stop_reason: "llm_api_error" })],
    follow: () => stream([accepted, stopped("llm_api_error")]),
  });
  const stop = page.session.start();
  await settled(() => page.items().length === 2 && page.phase() === "idle");
  expect(page.items()).toEqual(["user roll a die", "outcome llm_api_error"]);
  stop();
});

test("a run that began elsewhere while one is followed comes after it", async () => {
  const followed: string[] = [];
  const ends: (() => void)[] = [];
  const page = await idlePage({
    async *follow(runId) {
      followed.push(runId);
      await new Promise<void>((resolve) => ends.push(resolve));
      yield stopped("end_turn", runId);
    },
  });
  void page.session.say(words("one"));
  await settled(() => ends.length === 1);
  await page.tell({ event: "run_started", run_id: "run-2", conversation_id: null, status: "created" });
  ends[0]();
  await settled(() => ends.length === 2);
  expect(followed).toEqual(["run-1", "run-2"]);
  page.stop();
});

test("a run whose log is gone is waited for, and its messages are read when it is over", async () => {
  let isOver = false;
  const page = aPage({
    latestRuns: async () => [run()],
    listMessages: async () => (isOver ? storedTurn : []),
    follow: () => stream([], Object.assign(new Error("no longer kept"), { status: 410 })),
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

test("a message said in other words takes the old one and its answer out of the window first", async () => {
  const rewound: string[] = [];
  const undone: string[] = [];
  const page = await idlePage({
    listMessages: async () => storedTurn,
    rewind: async (id) => {
      rewound.push(id);
      return storedTurn.map((message) => message.id);
    },
    undoMemory: async (stepId) => void undone.push(stepId),
    follow: () => stream([stopped("end_turn", "run-2")]),
    send: async () => run({ id: "run-2" }),
  });
  page.session.showMemoryChange("call-1", [{ label: "human", before: "", after: "Ada" }]);
  const [item] = page.session.state().transcript.items;
  if (item.kind === "user")
    await page.session.sayInstead(item, words("roll two dice"), { isMemoryUndone: true });
  expect(rewound).toEqual(["message-01"]);
  expect(undone).toEqual(["step-1"]);
  expect(page.items()).toEqual(["user roll two dice", "outcome end_turn"]);
  expect(page.ports.cut.read()).toEqual(storedTurn.map((message) => message.id));
  page.stop();
});

test("when the window cannot be rewound nothing is lost and nothing is sent", async () => {
  const page = await idlePage({
    listMessages: async () => storedTurn,
    rewind: () => Promise.reject(new Error("A run is active")),
    send: () => Promise.reject(new Error("must not be called")),
  });
  const [item] = page.session.state().transcript.items;
  if (item.kind !== "user") throw new Error("no message");
  await expect(page.session.sayInstead(item, words("x"), { isMemoryUndone: false })).rejects.toThrow(
    "active",
  );
  expect(page.items()).toEqual(turn);
  page.stop();
});

test("however many tokens arrive, the page is told once per frame", async () => {
  const page = aPage();
  let paints = 0;
  page.session.subscribe(() => paints++);
  const stop = page.session.start();
  await settled(() => page.phase() === "idle");
  await page.session.say(words("roll a die"));
  expect(page.frames).toHaveLength(1);
  page.frames[0]();
  expect(paints).toBe(1);
  stop();
});

test("a history that cannot be read is said, and can be tried again", async () => {
  let isAway = true;
  const page = aPage({
    listMessages: async () => {
      if (isAway) throw Object.assign(new Error("The server is away"), { status: 500 });
      return storedTurn;
    },
  });
  const stop = page.session.start();
  await settled(() => page.phase() === "unavailable");
  expect(page.session.state().phase).toMatchObject({ status: 500 });
  isAway = false;
  await page.session.reload();
  expect(page.items()).toEqual(turn);
  stop();
});

test("a server that goes away is said once it cannot be reached again, and its return is noticed", async () => {
  let isAway = true;
  let lists = 0;
  const page = await idlePage({
    listMessages: async () => {
      lists++;
      return [];
    },
    async *activity() {
      if (isAway) throw new TypeError("Failed to fetch");
      yield { message_type: "activity", event: "state", agent_version: 1, blocks: [], runs: [] } as Activity;
      await never();
    },
  });
  await settled(() => page.pauses.length === 1);
  expect(page.session.state().isAway).toBe(false);
  page.pauses[0]();
  await settled(() => page.session.state().isAway);
  isAway = false;
  page.pauses[1]();
  await settled(() => !page.session.state().isAway);
  expect(lists).toBeGreaterThanOrEqual(1);
  page.stop();
});

test("older pages are asked for one at a time, from the oldest known message on", async () => {
  const asked: (string | undefined)[] = [];
  const many = Array.from({ length: 50 }, (_, index) => ({
    ...storedTurn[0],
    id: `message-${100 + index}`,
    otid: `o-${index}`,
  }));
  const page = await idlePage({
    listMessages: async ({ before }) => {
      asked.push(before);
      return (before ? storedTurn : many) as typeof storedTurn;
    },
  });
  await Promise.all([page.session.loadOlder(), page.session.loadOlder()]);
  expect(asked).toEqual([undefined, "message-100"]);
  expect(page.session.state().hasOlder).toBe(false);
  page.stop();
});

test("a message far back is found by reading until it is there", async () => {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...storedTurn[0],
      id: `message-${from + index}`,
      otid: `old-${from + index}`,
    })) as typeof storedTurn;
  const aLong = await idlePage({
    listMessages: async ({ before, limit }) => {
      const end = before ? Number(before.slice("message-".length)) : 1_000;
      const start = Math.max(0, end - limit);
      return page(start, end - start);
    },
  });
  expect(await aLong.session.seek("message-5")).toBe("user:old-5");
  expect(await aLong.session.seek("message-none")).toBeNull();
  aLong.stop();
});
