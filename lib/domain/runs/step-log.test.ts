import { expect, test } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import { interruptedStep } from "./step-log";

const row = (fields: Partial<Message>): Message => ({
  id: "message-1",
  role: "approval",
  content: [],
  created_at: "2026-01-02T03:04:05.000Z",
  ...fields,
});

// A tool that may be run twice is run again by the next process: with what the person approved, not what was asked for.
test("a step that was interrupted after an approval with other arguments has the calls with these", () => {
  const call = {
    id: "call-1",
    type: "function" as const,
    function: { name: "rm", arguments: '{"path":"/"}' },
  };
  const approvals = [
    { type: "approval" as const, tool_call_id: "call-1", approve: true, arguments: { path: "/tmp" } },
  ];
  const tools = {
    type: "tools_started" as const,
    step_id: "step-1",
    messages: [row({ approvals })],
    tool_calls: [{ id: "call-1", name: "rm" }],
    returns: [],
    usage: null,
  };
  const step = interruptedStep({ id: "step-1", tools, returned: [], end: null }, [
    row({ tool_calls: [call] }),
  ]);
  expect(step?.calls).toEqual([{ ...call, function: { name: "rm", arguments: '{"path":"/tmp"}' } }]);
});
