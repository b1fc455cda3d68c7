import { expect, test } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import { cleanCut } from "./rewind-agent";

const row = (role: Message["role"], fields: Partial<Message> = {}): Message => ({
  id: role,
  role,
  content: [],
  created_at: "2026-01-02T03:04:05Z",
  ...fields,
});
const calls = (role: "assistant" | "approval", ...ids: string[]) =>
  row(role, {
    tool_calls: ids.map((id) => ({ id, type: "function", function: { name: "look", arguments: "{}" } })),
  });
const returns = (...ids: string[]) =>
  row("tool", {
    tool_returns: ids.map((tool_call_id) => ({ tool_call_id, status: "success", func_response: "" })),
  });

test("a cut between an approval's answer and its request takes the request and the calls held beside it", () => {
  const messages = [
    row("system"),
    row("user"),
    calls("assistant", "free"),
    calls("approval", "waiting"),
    row("approval"),
    returns("free", "waiting"),
    row("assistant"),
  ];
  expect(cleanCut(messages, 4)).toBe(2);
  expect(cleanCut(messages, 5)).toBe(2);
  expect(cleanCut(messages, 6)).toBe(6);
  expect(cleanCut(messages, 1)).toBe(1);
});

test("a call that never had a return does not draw the cut to itself", () => {
  const messages = [row("system"), calls("assistant", "lost"), row("user"), row("assistant")];
  expect(cleanCut(messages, 3)).toBe(3);
});

test("ids that a server uses again belong to the nearest return", () => {
  const messages = [
    row("system"),
    calls("assistant", "call_0"),
    returns("call_0"),
    calls("assistant", "call_0"),
    returns("call_0"),
  ];
  expect(cleanCut(messages, 4)).toBe(3);
  expect(cleanCut(messages, 3)).toBe(3);
});

test("a cut that was moved is looked at again", () => {
  const messages = [
    row("system"),
    calls("assistant", "a"),
    calls("assistant", "b"),
    returns("a"),
    row("user"),
    returns("b"),
  ];
  expect(cleanCut(messages, 5)).toBe(1);
});
