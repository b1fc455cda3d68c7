import { reduce } from "./transcript";
import type { Message, StreamEvent, Transcript } from "./transcript-items";
import { emptyTranscript } from "./transcript-items";

const common = {
  date: "2026-03-01T12:00:00+00:00",
  name: null,
  otid: null,
  sender_id: null,
  step_id: "step-1",
  is_err: null,
  seq_id: null,
  run_id: "run-1",
};

/** An event as the server sends it: every common field is present. */
const event = (fields: { message_type: string } & Record<string, unknown>) =>
  ({ ...common, id: "message-0", ...fields }) as StreamEvent;

const call = (name: string | null, args: string | null) => {
  const delta = { name, arguments: args, tool_call_id: "call-1" };
  return { tool_call: delta, tool_calls: delta };
};
const returned = { tool_return: "4", status: "success", tool_call_id: "call-1", stdout: [], stderr: [] };
const numbered = (events: StreamEvent[]) =>
  events.map((each, index) => ("seq_id" in each ? { ...each, seq_id: index + 1 } : each)) as StreamEvent[];

/** The named end of a run. */
export function stopped(stop_reason: string, run_id = "run-1"): StreamEvent {
  return { message_type: "stop_reason", stop_reason, run_id, seq_id: 1_000 } as StreamEvent;
}

/** The beginning of a run: what it was asked. */
export const accepted = {
  message_type: "mneme_event",
  event: "accepted",
  run_id: "run-1",
  seq_id: 0,
  agent_id: "agent-1",
  input: [event({ message_type: "user_message", id: "message-01", otid: "o-1", content: "roll a die" })],
} as StreamEvent;

export const ping = event({ message_type: "ping", id: "ping-1" });

/** A turn in token mode: thought, one tool call written in three pieces, its return, and an answer in two. */
export const recordedTurn: StreamEvent[] = [
  ping,
  ...numbered([
    event({
      message_type: "reasoning_message",
      id: "message-11",
      otid: "11-00",
      source: "reasoner_model",
      reasoning: "I should ",
      signature: null,
    }),
    event({
      message_type: "reasoning_message",
      id: "message-11",
      otid: "11-00",
      source: "reasoner_model",
      reasoning: "roll.",
      signature: null,
    }),
    event({ message_type: "tool_call_message", id: "message-11", otid: "11-01", ...call("roll", null) }),
    event({ message_type: "tool_call_message", id: "message-11", otid: "11-01", ...call(null, '{"sides"') }),
    event({ message_type: "tool_call_message", id: "message-11", otid: "11-01", ...call(null, ": 6}") }),
    event({
      message_type: "tool_return_message",
      id: "message-22",
      otid: "22-00",
      name: "roll",
      ...returned,
      tool_returns: [{ type: "tool", ...returned }],
    }),
    event({
      message_type: "assistant_message",
      id: "message-33",
      otid: "33-00",
      step_id: "step-2",
      content: "You ",
    }),
    event({
      message_type: "assistant_message",
      id: "message-33",
      otid: "33-00",
      step_id: "step-2",
      content: "rolled 4.",
    }),
  ]),
  stopped("end_turn"),
];

/** The same turn as the history gives it afterwards. */
export const storedTurn = [
  event({ message_type: "user_message", id: "message-01", otid: "o-1", content: "roll a die" }),
  event({
    message_type: "reasoning_message",
    id: "message-11",
    otid: "11-00",
    source: "reasoner_model",
    reasoning: "I should roll.",
    signature: null,
  }),
  event({
    message_type: "tool_call_message",
    id: "message-11",
    otid: "11-01",
    tool_call: { name: "roll", arguments: '{"sides": 6}', tool_call_id: "call-1" },
    tool_calls: [{ name: "roll", arguments: '{"sides": 6}', tool_call_id: "call-1" }],
  }),
  event({
    message_type: "tool_return_message",
    id: "message-22",
    otid: "22-00",
    name: "roll",
    ...returned,
    tool_returns: [{ type: "tool", ...returned }],
  }),
  event({
    message_type: "assistant_message",
    id: "message-33",
    otid: "33-00",
    step_id: "step-2",
    content: "You rolled 4.",
  }),
] as Message[];

export const approvalRequest = event({
  message_type: "approval_request_message",
  id: "message-10",
  otid: "message-10",
  ...call("rm", '{"path": "x"}'),
});
export const approvedReturn = event({
  message_type: "tool_return_message",
  id: "message-22",
  otid: "22-00",
  name: "rm",
  run_id: "run-2",
  ...returned,
  tool_returns: [{ type: "tool", ...returned }],
});

export const stream = (events: StreamEvent[], transcript: Transcript = emptyTranscript) =>
  events.reduce(
    (folded, each, index) => reduce(folded, { type: "streamed", event: each, atMs: 1_000 * index }),
    transcript,
  );

/** What a reader sees, without times and bookkeeping. */
export const shown = (transcript: Transcript) =>
  transcript.items.map((item) => {
    if (item.kind === "tool") return `tool ${item.name} ${item.arguments} = ${item.result?.text ?? "…"}`;
    if (item.kind === "outcome") return `outcome ${item.stopReason}`;
    return `${item.kind} ${item.text}`;
  });
