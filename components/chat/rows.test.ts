import { expect, test } from "vitest";
import { type DetailLevel, type Row, RowBuilder } from "./rows";
import { recordedTurn, storedTurn, stream } from "./testing";
import { reduce } from "./transcript";
import { emptyTranscript, type Message, type Transcript } from "./transcript-items";

const told = (rows: Row[]) =>
  rows.map((row) =>
    row.kind === "item" ? row.item.kind : row.kind === "cut" ? `cut ${row.items.length}` : row.kind,
  );
const listed = (messages: Message[]): Transcript =>
  reduce(emptyTranscript, { type: "listed", messages, place: "newest" });
const rowsOf = (
  transcript: Transcript,
  level: DetailLevel = "interactive",
  windowIds: string[] | null = null,
) => new RowBuilder().build(transcript.items, { level, windowIds });
const message = (id: number, fields: object = {}) =>
  ({ ...storedTurn[0], id: `message-${id}`, otid: `o-${id}`, ...fields }) as Message;

const remembering = (transcript: Transcript) =>
  reduce(transcript, {
    type: "memory_changed",
    callId: "call-1",
    changes: [{ label: "human", before: "", after: "Ada" }],
  });

test.each([
  ["simple", ["day", "user", "memory", "assistant"]],
  ["interactive", ["day", "user", "reasoning", "tool", "memory", "assistant"]],
  ["debug", ["day", "user", "reasoning", "tool", "memory", "assistant"]],
] as const)("the level %s shows its share of a turn", (level, kinds) => {
  expect(told(rowsOf(remembering(listed(storedTurn)), level))).toEqual(kinds);
});

test("a day is named once, where it begins", () => {
  const transcript = listed([
    message(1, { date: "2026-03-01T12:00:00+00:00" }),
    message(2, { date: "2026-03-01T13:00:00+00:00" }),
    message(3, { date: "2026-03-03T12:00:00+00:00" }),
  ]);
  expect(told(rowsOf(transcript))).toEqual(["day", "user", "user", "day", "user"]);
});

// Streaming paints sixty times a second: only the row that grows may be a new one.
test("rows of what did not change stay the same objects", () => {
  const builder = new RowBuilder();
  const options = { level: "interactive", windowIds: null } as const;
  const before = remembering(stream(recordedTurn.slice(0, 8)));
  const rows = builder.build(before.items, options);
  const later = builder.build(stream(recordedTurn.slice(8, 9), before).items, options);
  expect(later.length).toBe(rows.length);
  expect(later.filter((row, index) => row !== rows[index])).toEqual(
    [rows.length - 1].map((index) => later[index]),
  );
});

test("two changes of one block in one step are one change", () => {
  const call = (id: string, before: string, after: string) => ({ id, before, after });
  const calls = [call("a", "", "Ada"), call("b", "Ada", "Ada, Paris")];
  const messages = calls.flatMap(({ id }, index) => [
    {
      ...storedTurn[2],
      id: `message-c${index}`,
      tool_call: { name: "memory_insert", arguments: "{}", tool_call_id: id },
      tool_calls: [{ name: "memory_insert", arguments: "{}", tool_call_id: id }],
    },
    {
      ...storedTurn[3],
      id: `message-r${index}`,
      tool_call_id: id,
      tool_returns: [
        { type: "tool", status: "success", tool_call_id: id, tool_return: "ok", stdout: [], stderr: [] },
      ],
    },
  ]) as Message[];
  const transcript = calls.reduce(
    (folded, { id, before, after }) =>
      reduce(folded, { type: "memory_changed", callId: id, changes: [{ label: "human", before, after }] }),
    listed(messages),
  );
  const rows = rowsOf(transcript, "simple").filter((row) => row.kind === "memory");
  expect(rows).toEqual([
    expect.objectContaining({ edits: [{ label: "human", before: "", after: "Ada, Paris" }] }),
  ]);
});

test("messages that were taken out of the middle of the window are folded away", () => {
  const transcript = listed([1, 2, 3, 4, 5].map((id) => message(id)));
  const windowIds = ["message-system", "message-2", "message-5"];
  expect(told(rowsOf(transcript, "interactive", windowIds))).toEqual([
    "day",
    "user",
    "user",
    "cut 2",
    "user",
  ]);
});

test("what the window has not heard of yet is no less part of the conversation", () => {
  const transcript = listed([1, 2, 3].map((id) => message(id)));
  expect(told(rowsOf(transcript, "interactive", ["message-system", "message-2"]))).toEqual([
    "day",
    "user",
    "user",
    "user",
  ]);
});
