import { expect, test, vi } from "vitest";
import { RunSession, type SessionPorts } from "./run-session";
import type { StoryItem } from "./run-story";

const item = (seq_id: number, fields: object) =>
  ({ run_id: "run-1", seq_id, ...fields }) as unknown as StoryItem;
const said = (seq: number, content: string) =>
  item(seq, { message_type: "assistant_message", id: "message-1", otid: "a", step_id: "step-1", content });
const end = (seq: number) => item(seq, { message_type: "stop_reason", stop_reason: "end_turn" });

function aSession(connections: (StoryItem | Error)[][], more: Partial<SessionPorts> = {}) {
  const startedAfter: number[] = [];
  const ports: SessionPorts = {
    async *follow(_runId, startingAfter) {
      startedAfter.push(startingAfter);
      for (const each of connections.shift() ?? []) {
        if (each instanceof Error) throw each;
        yield each;
      }
    },
    messages: async () => [],
    now: () => 0,
    wait: async () => {},
    onFrame: (callback) => queueMicrotask(callback),
    onProgress: () => {},
    ...more,
  };
  return { session: new RunSession("run-1", ports), startedAfter };
}

const untilDone = (session: RunSession) =>
  vi.waitFor(() => {
    if (session.state().connection !== "done") throw new Error("still reading");
    return session.state();
  });

test("a lost connection is taken up after the last item, and nothing is told twice", async () => {
  const { session, startedAfter } = aSession([
    [said(1, "Good "), new Error("network")],
    [said(2, "day"), end(3)],
  ]);
  session.start();
  const { story } = await untilDone(session);
  expect(story.steps[0].parts).toMatchObject([{ text: "Good day" }]);
  expect(startedAfter).toEqual([0, 1]);
});

test("a stream that merely closes is a lost connection too", async () => {
  const { session, startedAfter } = aSession([[said(1, "x")], [end(2)]]);
  session.start();
  await untilDone(session);
  expect(startedAfter).toEqual([0, 1]);
});

test("when the log is no longer kept, the messages tell the story", async () => {
  const gone = Object.assign(new Error("too old"), { status: 410 });
  const messages = async () => [said(0, "kept")] as never;
  const { session } = aSession([[gone]], { messages });
  session.start();
  const { story, error } = await untilDone(session);
  expect(story.steps[0].parts).toMatchObject([{ text: "kept" }]);
  expect(error).toBeNull();
});

test("an unknown run ends in an error, not in an endless wait", async () => {
  const missing = Object.assign(new Error("Run not found"), { status: 404 });
  const { session } = aSession([[missing]], { messages: () => Promise.reject(missing) });
  session.start();
  expect((await untilDone(session)).error?.message).toBe("Run not found");
});

test("many items are told in one frame", async () => {
  const frames: (() => void)[] = [];
  const { session } = aSession([[said(1, "a"), said(2, "b"), said(3, "c"), end(4)]], {
    onFrame: (callback) => void frames.push(callback),
  });
  const listener = vi.fn();
  session.subscribe(listener);
  session.start();
  await vi.waitFor(() => expect(frames).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (const frame of frames.splice(0)) frame();
  expect(listener).toHaveBeenCalledTimes(1);
  expect(session.state().story.steps[0].parts).toMatchObject([{ text: "abc" }]);
});

test("figures are read again whenever a step ends", async () => {
  const onProgress = vi.fn();
  const finished = item(1, {
    message_type: "mneme_event",
    event: "step_finished",
    step_id: "step-1",
    status: "success",
    usage: null,
  });
  const { session } = aSession([[finished, end(2)]], { onProgress });
  session.start();
  await untilDone(session);
  expect(onProgress).toHaveBeenCalledTimes(2);
});
