import { expect, test } from "vitest";
import type { ToolRule } from "../tool-rules/rules";
import { type CallFacts, continuationAfter, hiddenNote } from "./continuation";

const after = (facts: Partial<CallFacts> = {}) =>
  continuationAfter({
    rules: [],
    toolName: "a",
    isRequested: false,
    isRefused: false,
    isLastStep: false,
    outstanding: [],
    ...facts,
  });

const terminal: ToolRule = { type: "exit_loop", tool_name: "a" };
const child: ToolRule = { type: "constrain_child_tools", tool_name: "a", children: ["b"] };
const goesOn = (cause: string) => ({ goesOn: true, cause: expect.stringContaining(cause) });

test("without a rule the model's wish decides", () => {
  expect(after({ isRequested: true })).toEqual(goesOn("request_heartbeat"));
  expect(after()).toEqual({ goesOn: false, stop: "end_turn" });
});

test("a terminal tool ends the turn, and the reason says whether the model wanted to go on", () => {
  expect(after({ rules: [terminal] })).toEqual({ goesOn: false, stop: "end_turn" });
  expect(after({ rules: [terminal], isRequested: true })).toEqual({ goesOn: false, stop: "tool_rule" });
});

test.each<[string, ToolRule]>([
  ["child", child],
  ["conditional", { type: "conditional", tool_name: "a", child_output_mapping: { yes: "b" } }],
  ["count", { type: "max_count_per_step", tool_name: "a", max_count_limit: 2 }],
])("a tool with a %s rule goes on unasked", (_, rule) => {
  expect(after({ rules: [rule] })).toEqual(goesOn("what may follow a call of a"));
  expect(after({ rules: [rule], toolName: "other" })).toMatchObject({ goesOn: false });
});

test("a tool that requires continuing goes on unasked", () => {
  expect(after({ rules: [{ type: "continue_loop", tool_name: "a" }] })).toEqual(
    goesOn("requires continuing"),
  );
});

test("a call that broke a rule goes on, even one of a terminal tool", () => {
  expect(after({ rules: [terminal], isRefused: true })).toEqual(goesOn("broke a tool rule"));
});

test("tools that must still be called keep the turn going, whatever would end it", () => {
  expect(after({ rules: [terminal], outstanding: ["save", "sync"] })).toEqual(goesOn("save, sync"));
  expect(after({ outstanding: ["save"] })).toEqual(goesOn("save"));
});

test("the last step ends the turn: by itself when it would have ended, else for want of steps", () => {
  const last = { isLastStep: true };
  expect(after(last)).toEqual({ goesOn: false, stop: "end_turn" });
  expect(after({ ...last, rules: [terminal], isRequested: true })).toEqual({
    goesOn: false,
    stop: "tool_rule",
  });
  for (const facts of [
    { isRequested: true },
    { rules: [child] },
    { isRefused: true },
    { outstanding: ["save"] },
  ])
    expect(after({ ...last, ...facts })).toEqual({ goesOn: false, stop: "max_steps" });
});

// Clients hide such rows by this beginning.
test("a note begins with the words that mark it as hidden", () => {
  expect(hiddenNote("why")).toBe("[This is an automated system message hidden from the user] why");
});
