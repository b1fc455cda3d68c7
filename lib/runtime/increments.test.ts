import { expect, test } from "vitest";
import type { Delta } from "./events";
import { otidOf } from "./ids";
import { callTool, reasoning, scriptedConfig, scriptedModel, text } from "./testing/scripted-model";
import { ofType, playTurn } from "./testing/turns";

const deltasOf = (events: Parameters<typeof ofType>[0]) => ofType(events, "delta").map(({ delta }) => delta);
const joined = (deltas: Delta[]) => deltas.map((delta) => ("text" in delta ? delta.text : "")).join("");

test("increments join to what is stored, under the id of the stored message", async () => {
  const model = scriptedModel([reasoning("I "), reasoning("think."), text("There"), text("fore.")]);
  const { events, stored } = await playTurn({ model });
  const deltas = deltasOf(events);
  expect(new Set(deltas.map(({ message_id }) => message_id))).toEqual(new Set([stored[1].id]));
  expect(joined(deltas.filter(({ kind }) => kind === "reasoning"))).toBe("I think.");
  expect(joined(deltas.filter(({ kind }) => kind === "text"))).toBe("Therefore.");
});

// Clients merge increments by otid; the same otid names the same item of the stored message later.
test("the otid changes with the kind of increment and counts the items of the message", async () => {
  const model = scriptedModel(
    [reasoning("a"), reasoning("b"), text("c"), text("d"), callTool("roll")],
    [text("ok")],
  );
  const { events, stored } = await playTurn({ model, tools: { roll: {} } });
  const first = deltasOf(events).filter(({ message_id }) => message_id === stored[1].id);
  expect(first.map(({ otid }) => otid)).toEqual(
    [0, 0, 1, 1, 2, 2].map((index) => otidOf(stored[1].id, index)),
  );
});

test("a call is announced with its name, then its arguments come piece by piece under its id", async () => {
  const parts = [
    { type: "tool_call_start", id: "c1", name: "roll" },
    { type: "tool_call_delta", id: "c1", arguments: '{"si' },
    { type: "tool_call_delta", id: "c1", arguments: 'des":6}' },
  ] as const;
  const { events, stored } = await playTurn({
    model: scriptedModel([...parts], [text("ok")]),
    tools: { roll: {} },
  });
  const calls = deltasOf(events).filter(({ kind }) => kind === "tool_call");
  expect(calls).toMatchObject([
    { tool_call_id: "c1", name: "roll", approval: false },
    { tool_call_id: "c1", arguments: '{"si' },
    { tool_call_id: "c1", arguments: 'des":6}' },
  ]);
  expect(stored[1].tool_calls?.[0].function.arguments).toBe('{"sides":6}');
});

test("a second call is not shown where parallel calls are off", async () => {
  const model = scriptedModel([callTool("one"), callTool("two")], [text("ok")]);
  model.config = { ...scriptedConfig, parallel_tool_calls: false };
  const { events } = await playTurn({ model, tools: { one: {}, two: {} } });
  const names = deltasOf(events).flatMap((delta) =>
    delta.kind === "tool_call" && delta.name ? [delta.name] : [],
  );
  expect(names).toEqual(["one"]);
});

test("a signature closes the thought it signs; the next thought is one of its own", async () => {
  const model = scriptedModel([
    reasoning("one", "sig-1"),
    reasoning("two"),
    reasoning("", "sig-2"),
    text("ok"),
  ]);
  const { stored } = await playTurn({ model });
  expect(stored[1].content).toMatchObject([
    { reasoning: "one", signature: "sig-1" },
    { reasoning: "two", signature: "sig-2" },
    { text: "ok" },
  ]);
});

test("thoughts that the model hides are stored and shown as hidden", async () => {
  const model = scriptedModel([
    { type: "redacted_reasoning", data: "xyz" },
    { type: "omitted_reasoning", signature: "s" },
    text("ok"),
  ]);
  const { stored, events } = await playTurn({ model });
  expect(stored[1].content.map(({ type }) => type)).toEqual([
    "redacted_reasoning",
    "omitted_reasoning",
    "text",
  ]);
  expect(deltasOf(events).slice(0, 2)).toMatchObject([
    { kind: "hidden_reasoning", state: "redacted", data: "xyz" },
    { kind: "hidden_reasoning", state: "omitted", data: null },
  ]);
});
