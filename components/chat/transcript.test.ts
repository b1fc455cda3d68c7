import { expect, test } from "vitest";
import {
  accepted,
  approvalRequest,
  approvedReturn,
  ping,
  recordedTurn,
  shown,
  stopped,
  storedTurn,
  stream,
} from "./testing";
import { pendingApprovals, reduce } from "./transcript";
import { emptyTranscript, type StreamEvent } from "./transcript-items";

const sent = {
  type: "sent" as const,
  draft: { otid: "o-1", text: "roll a die", images: [], role: "user" as const, atMs: 0 },
};
const turn = [
  "user roll a die",
  "reasoning I should roll.",
  'tool roll {"sides": 6} = 4',
  "assistant You rolled 4.",
];

test("a token stream becomes the messages that its increments add up to", () => {
  expect(shown(stream(recordedTurn, reduce(emptyTranscript, sent)))).toEqual([...turn, "outcome end_turn"]);
});

test("the stored history gives the same conversation as the stream did", () => {
  expect(shown(reduce(emptyTranscript, { type: "listed", messages: storedTurn, place: "newest" }))).toEqual(
    turn,
  );
});

test("the history that is read after the run replaces what was streamed and doubles nothing", () => {
  const streamed = stream(recordedTurn, reduce(emptyTranscript, sent));
  const settled = reduce(streamed, { type: "listed", messages: storedTurn, place: "newest" });
  expect(shown(settled)).toEqual([...turn, "outcome end_turn"]);
  expect(settled.items[0].messageId).toBe("message-01");
  expect(settled.items.map((item) => item.key)).toEqual(streamed.items.map((item) => item.key));
});

// A page that is reloaded mid-run lists what is stored and then reads the run's log from its beginning.
test.each([1, 2, 4, 5])("a replay on top of %d stored messages adds only what is missing", (count) => {
  const listed = reduce(emptyTranscript, {
    type: "listed",
    messages: storedTurn.slice(0, count),
    place: "newest",
  });
  expect(shown(stream(recordedTurn, listed))).toEqual([...turn, "outcome end_turn"]);
});

test.each(recordedTurn.map((_event, index) => index))(
  "a connection lost after event %d and resumed with an overlap loses and doubles nothing",
  (lostAfter) => {
    const before = stream(recordedTurn.slice(0, lostAfter));
    const resumed = stream([ping, ...recordedTurn.slice(Math.max(1, lostAfter - 3))], before);
    expect(shown(resumed)).toEqual(shown(stream(recordedTurn)));
  },
);

test("a message that is finished keeps its identity while others arrive", () => {
  const first = stream(recordedTurn.slice(0, 8));
  const later = stream(recordedTurn.slice(8), first);
  expect(later.items[0]).toBe(first.items[0]);
  expect(later.items[1]).toBe(first.items[1]);
});

test("listing a page that is already shown changes no item", () => {
  const listed = reduce(emptyTranscript, { type: "listed", messages: storedTurn, place: "newest" });
  const again = reduce(listed, { type: "listed", messages: storedTurn, place: "newest" });
  for (const [index, item] of again.items.entries()) expect(item).toBe(listed.items[index]);
});

test("an older page goes before the newer one, and a call at its end finds its return", () => {
  const newer = reduce(emptyTranscript, { type: "listed", messages: storedTurn.slice(3), place: "newest" });
  expect(shown(newer)[0]).toBe("tool roll  = 4");
  const all = reduce(newer, { type: "listed", messages: storedTurn.slice(0, 3), place: "older" });
  expect(shown(all)).toEqual(turn);
  expect(all.oldestMessageId).toBe("message-01");
});

test("a user's message that another browser sent takes its place before the answer", () => {
  const watched = stream(recordedTurn);
  const settled = reduce(watched, { type: "listed", messages: storedTurn, place: "newest" });
  expect(shown(settled)).toEqual([...turn, "outcome end_turn"]);
});

test("what is stored after a run comes after the named end of that run", () => {
  const first = reduce(stream(recordedTurn), { type: "listed", messages: storedTurn, place: "newest" });
  const next = {
    ...storedTurn[0],
    id: "message-44",
    otid: "o-2",
    run_id: "run-2",
    content: "again",
  } as (typeof storedTurn)[0];
  expect(shown(reduce(first, { type: "listed", messages: [...storedTurn, next], place: "newest" }))).toEqual([
    ...turn,
    "outcome end_turn",
    "user again",
  ]);
});

test("a reason and an error of one run are one end, with the error's words", () => {
  const failure = {
    message_type: "error_message",
    run_id: "run-1",
    error_type: "llm_rate_limit",
    message: "Too many requests",
    detail: "RATE_LIMIT_EXCEEDED",
  } as StreamEvent;
  const ended = stream([ping, stopped("llm_api_error"), failure]);
  expect(ended.items).toEqual([
    expect.objectContaining({
      kind: "outcome",
      stopReason: "llm_api_error",
      error: expect.objectContaining({ message: "Too many requests" }),
    }),
  ]);
});

test("a tool that had not answered when its run ended is shown as abandoned, not as running", () => {
  const ended = stream([...recordedTurn.slice(0, 6), stopped("cancelled")]);
  expect(ended.items[1]).toMatchObject({ kind: "tool", isAbandoned: true });
});

test("a call that needs approval waits after its run ended, and is settled by the decision", () => {
  const waiting = stream([ping, approvalRequest, stopped("requires_approval")]);
  expect(pendingApprovals(waiting).map((item) => item.name)).toEqual(["rm"]);
  const decided = reduce(waiting, { type: "decided", decisions: [{ callId: "call-1", isApproved: true }] });
  expect(pendingApprovals(decided)).toEqual([]);
  const changed = { callId: "call-1", isApproved: true, arguments: { path: "y" } };
  const { items } = reduce(waiting, { type: "decided", decisions: [changed] });
  expect(items.find(({ kind }) => kind === "tool")).toMatchObject({
    arguments: '{"path": "x"}',
    changedArguments: '{"path":"y"}',
  });
  expect(shown(stream([approvedReturn], decided))[0]).toBe('tool rm {"path": "x"} = 4');
});

test("what the server packed into the history is shown as a note, a message that merely looks like JSON as it is", () => {
  const packed = (content: string) => [{ ...storedTurn[0], otid: null, content }] as typeof storedTurn;
  const note = reduce(emptyTranscript, {
    type: "listed",
    messages: packed('{"type":"system_alert","message":"Summary"}'),
    place: "newest",
  });
  expect(note.items[0]).toMatchObject({ kind: "note", detail: "Summary" });
  const text = reduce(emptyTranscript, { type: "listed", messages: packed('{"a": 1}'), place: "newest" });
  expect(shown(text)).toEqual(['user {"a": 1}']);
});

test("a message that was refused can be sent again under the same id without appearing twice", () => {
  const refused = reduce(reduce(emptyTranscript, sent), {
    type: "refused",
    otid: "o-1",
    reason: "The agent is busy",
  });
  expect(refused.items[0]).toMatchObject({ refusal: "The agent is busy" });
  expect(reduce(refused, sent).items).toEqual([expect.objectContaining({ refusal: null })]);
});

test("the question of a run that another browser started is there with its first token", () => {
  expect(shown(stream([accepted, ...recordedTurn]))).toEqual([...turn, "outcome end_turn"]);
  const own = reduce(emptyTranscript, sent);
  expect(shown(stream([accepted, ...recordedTurn], own))).toEqual([...turn, "outcome end_turn"]);
});

test("a message that was held to be lost is found again in the run that it became", () => {
  const refused = reduce(reduce(emptyTranscript, sent), {
    type: "refused",
    otid: "o-1",
    reason: "No answer",
  });
  expect(stream([accepted], refused).items).toEqual([expect.objectContaining({ refusal: null })]);
});

// The history of the server keeps what was taken back; read again, it must not come back here.
test("what was taken back stays away when the history is read again", () => {
  const listed = reduce(emptyTranscript, { type: "listed", messages: storedTurn, place: "newest" });
  const ids = storedTurn.map(({ id }) => id);
  const cut = reduce(listed, { type: "cut", key: "user:o-1", messageIds: ids });
  expect(shown(cut)).toEqual([]);
  const next = {
    ...storedTurn[0],
    id: "message-50",
    otid: "o-2",
    content: "again",
  } as (typeof storedTurn)[0];
  const again = reduce(cut, { type: "listed", messages: [...storedTurn, next], place: "newest" });
  expect(shown(again)).toEqual(["user again"]);
});

test("a tool's time is the server's measurement of it", () => {
  const event = { message_type: "mneme_event", run_id: "run-1", step_id: "step-1", tool_call_id: "call-1" };
  const returned = {
    ...event,
    event: "tool_returned",
    seq_id: 6,
    duration_ms: 1_234,
  } as unknown as StreamEvent;
  const timed = stream([...recordedTurn.slice(0, 6), returned]);
  expect(timed.items[1]).toMatchObject({ kind: "tool", durationMs: 1_234 });
});

test("instructions are a technical note, what somebody says as the system is a message", () => {
  const system = (fields: object) =>
    [{ ...storedTurn[0], message_type: "system_message", ...fields }] as unknown as typeof storedTurn;
  const compiled = reduce(emptyTranscript, {
    type: "listed",
    messages: system({ run_id: null, content: "You are" }),
    place: "newest",
  });
  expect(compiled.items[0]).toMatchObject({ kind: "note", isTechnical: true, detail: "You are" });
  const said = reduce(emptyTranscript, {
    type: "listed",
    messages: system({ content: "Be brief" }),
    place: "newest",
  });
  expect(said.items[0]).toMatchObject({ kind: "user", role: "system", text: "Be brief" });
});
