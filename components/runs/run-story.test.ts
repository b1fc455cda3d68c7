import { expect, test } from "vitest";
import { emptyStory, type RunStory, type StoryItem, tell } from "./run-story";

let seq = 0;
const item = (fields: Record<string, unknown>) =>
  ({ run_id: "run-1", seq_id: ++seq, ...fields }) as unknown as StoryItem;
const event = (name: string, fields: Record<string, unknown>) =>
  item({ message_type: "mneme_event", event: name, ...fields });
const told = (items: StoryItem[], atMs: number | null = null, from: RunStory = emptyStory) =>
  items.reduce((story, each) => tell(story, each, atMs), from);

const call = (fields: object) => ({ name: null, arguments: null, tool_call_id: null, ...fields });

const live = () => [
  event("accepted", {
    agent_id: "agent-1",
    input: [{ message_type: "user_message", id: "message-0", content: "Hello" }],
  }),
  event("step_started", { step_id: "step-1" }),
  item({
    message_type: "reasoning_message",
    id: "message-1",
    otid: "a",
    step_id: "step-1",
    reasoning: "Let me ",
  }),
  item({
    message_type: "reasoning_message",
    id: "message-1",
    otid: "a",
    step_id: "step-1",
    reasoning: "see.",
  }),
  item({
    message_type: "tool_call_message",
    id: "message-1",
    otid: "b",
    step_id: "step-1",
    tool_call: call({ name: "memory_insert", tool_call_id: "call-1" }),
  }),
  item({
    message_type: "tool_call_message",
    id: "message-1",
    otid: "b",
    step_id: "step-1",
    tool_call: call({ arguments: '{"label":"human"}' }),
  }),
  event("tool_started", { step_id: "step-1", tool_call_id: "call-1", name: "memory_insert" }),
  event("tool_returned", {
    step_id: "step-1",
    tool_call_id: "call-1",
    name: "memory_insert",
    status: "success",
    duration_ms: 12,
    tool_return: "done",
  }),
  event("step_finished", { step_id: "step-1", status: "success", usage: null }),
  event("step_started", { step_id: "step-2" }),
  item({ message_type: "assistant_message", id: "message-3", otid: "c", step_id: "step-2", content: "Hi " }),
  item({
    message_type: "assistant_message",
    id: "message-3",
    otid: "c",
    step_id: "step-2",
    content: "there",
  }),
];

test("a stream becomes what was asked, and per step what was thought, called and said", () => {
  const story = told(live());
  expect(story.input).toEqual([{ id: "message-0", text: "Hello" }]);
  expect(story.steps).toMatchObject([
    {
      id: "step-1",
      status: "success",
      parts: [
        { kind: "reasoning", text: "Let me see." },
        {
          kind: "tool",
          callId: "call-1",
          name: "memory_insert",
          arguments: '{"label":"human"}',
          durationMs: 12,
          result: { status: "success", text: "done" },
        },
      ],
    },
    { id: "step-2", status: "running", parts: [{ kind: "text", text: "Hi there" }] },
  ]);
  expect(story.isOver).toBe(false);
});

test("the last number is remembered, so that a reader can go on from there", () => {
  const items = live();
  expect(told(items).lastSeq).toBe(Math.max(...items.map((each) => (each as { seq_id: number }).seq_id)));
});

test("what is not part of a change stays the same object", () => {
  const before = told(live());
  const after = told(
    [
      item({
        message_type: "assistant_message",
        id: "message-3",
        otid: "c",
        step_id: "step-2",
        content: "!",
      }),
    ],
    null,
    before,
  );
  expect(after.steps[0]).toBe(before.steps[0]);
  expect(after.steps[1]).not.toBe(before.steps[1]);
});

test("starts that are seen keep their time, those that are read afterwards have none", () => {
  expect(told(live(), 1_000).steps[0]).toMatchObject({
    startedAtMs: 1_000,
    parts: [{}, { startedAtMs: 1_000 }],
  });
  expect(told(live()).steps[0].startedAtMs).toBeNull();
});

test("stored messages tell the same as the stream did", () => {
  const stored = told([
    { message_type: "user_message", id: "message-0", content: "Hello", step_id: "step-1" },
    {
      message_type: "reasoning_message",
      id: "message-1",
      otid: "a",
      step_id: "step-1",
      reasoning: "Let me see.",
    },
    {
      message_type: "tool_call_message",
      id: "message-1",
      otid: "b",
      step_id: "step-1",
      tool_call: {},
      tool_calls: [call({ name: "memory_insert", arguments: '{"label":"human"}', tool_call_id: "call-1" })],
    },
    {
      message_type: "tool_return_message",
      id: "message-2",
      otid: "d",
      step_id: "step-1",
      tool_call_id: "call-1",
      status: "error",
      tool_return: "no",
      tool_returns: null,
    },
  ] as unknown as StoryItem[]);
  expect(stored.input).toHaveLength(1);
  expect(stored.steps[0].parts).toMatchObject([
    { kind: "reasoning", text: "Let me see." },
    {
      kind: "tool",
      callId: "call-1",
      arguments: '{"label":"human"}',
      result: { status: "error", text: "no" },
    },
  ]);
});

test("an error and the end are told once each", () => {
  const story = told([
    ...live(),
    item({ message_type: "stop_reason", stop_reason: "llm_api_error" }),
    item({
      message_type: "error_message",
      error_type: "llm_rate_limit",
      message: "429",
      detail: "slow down",
    }),
  ]);
  expect(story.isOver).toBe(true);
  expect(story.error).toEqual({ type: "llm_rate_limit", message: "429", detail: "slow down" });
});

test("a call that waits for approval says so, and has not begun", () => {
  const story = told([
    event("step_started", { step_id: "step-1" }),
    item({
      message_type: "approval_request_message",
      id: "message-1",
      otid: "b",
      step_id: "step-1",
      tool_call: call({ name: "run_code", arguments: "{}", tool_call_id: "call-1" }),
    }),
  ]);
  expect(story.steps[0].parts).toMatchObject([{ needsApproval: true, isStarted: false, result: null }]);
});
