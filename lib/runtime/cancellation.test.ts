import { expect, test } from "vitest";
import type { ModelPart } from "./ports";
import { returnText } from "./returns";
import { callTool, finish, reasoning, scriptedModel, text } from "./testing/scripted-model";
import { ofType, playTurn, rolesOf } from "./testing/turns";

const spokenText = (event: { type: string }) => event.type === "delta";

/** A model that says these parts and then waits for its signal, as a provider does that is slow to go on. */
function modelThatHangsAfter(parts: ModelPart[]) {
  const model = scriptedModel([]);
  model.stream = async function* ({ signal }) {
    yield* parts;
    await new Promise((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    );
  };
  return model;
}

test("a turn that is cancelled before it begins stores nothing and never asks the model", async () => {
  const model = scriptedModel([text("hello")]);
  const { stopped, stored } = await playTurn({ model, signal: AbortSignal.abort() });
  expect(stopped.stop_reason).toBe("cancelled");
  expect(stored).toEqual([]);
  expect(model.requests).toEqual([]);
});

test("cancelling while the model speaks keeps what it said", async () => {
  const abort = new AbortController();
  const model = modelThatHangsAfter([reasoning("Let me see."), text("The answer")]);
  let seen = 0;
  const onEvent = (event: { type: string }) => {
    if (spokenText(event) && ++seen === 2) abort.abort();
  };
  const { stopped, stored, events } = await playTurn({ model, signal: abort.signal, onEvent });
  expect(stopped).toMatchObject({ stop_reason: "cancelled", error: null });
  expect(rolesOf(stored)).toEqual(["user", "assistant"]);
  expect(stored[1].content).toMatchObject([{ reasoning: "Let me see." }, { text: "The answer" }]);
  expect(ofType(events, "step_completed")[0].stop_reason).toBe("cancelled");
});

test("a call that was not finished when the turn was cancelled is dropped and never runs", async () => {
  const abort = new AbortController();
  const parts: ModelPart[] = [
    text("One moment."),
    { type: "tool_call_start", id: "c1", name: "rm" },
    { type: "tool_call_delta", id: "c1", arguments: '{"path":' },
  ];
  let seen = 0;
  const onEvent = (event: { type: string }) => {
    if (spokenText(event) && ++seen === 3) abort.abort();
  };
  const { stored, tools } = await playTurn({
    model: modelThatHangsAfter(parts),
    tools: { rm: {} },
    signal: abort.signal,
    onEvent,
  });
  expect(tools.runs).toEqual([]);
  expect(rolesOf(stored)).toEqual(["user", "assistant"]);
  expect(stored[1]).toMatchObject({ tool_calls: null, content: [{ text: "One moment." }] });
});

test("cancelling before the model said anything keeps the input alone", async () => {
  const abort = new AbortController();
  const onEvent = ({ type }: { type: string }) => {
    if (type === "step_started") abort.abort();
  };
  const { stored, stopped } = await playTurn({
    model: modelThatHangsAfter([]),
    signal: abort.signal,
    onEvent,
  });
  expect(stopped.stop_reason).toBe("cancelled");
  expect(rolesOf(stored)).toEqual(["user"]);
});

// A call without its return would make every later request to a provider fail.
test("cancelling during a tool gives every call a return, also those that had not begun", async () => {
  const abort = new AbortController();
  const tools = {
    first: { run: () => "1" },
    hangs: {
      run: () => {
        abort.abort();
        return new Promise<never>(() => {});
      },
    },
    never: {},
  };
  const model = scriptedModel([callTool("first"), callTool("hangs"), callTool("never")]);
  const { stopped, stored, tools: ran } = await playTurn({ model, tools, signal: abort.signal });
  expect(stopped.stop_reason).toBe("cancelled");
  expect(ran.runs.map(({ name }) => name)).toEqual(["first", "hangs"]);
  expect(stored[2].tool_returns?.map(({ tool_call_id, status }) => [tool_call_id, status])).toEqual([
    ["call-first", "success"],
    ["call-hangs", "error"],
    ["call-never", "error"],
  ]);
  expect(returnText(stored[2].tool_returns?.[2] as never)).toContain("cancelled by the user");
});

test("cancelling during parallel tools waits for none of them", async () => {
  const abort = new AbortController();
  const hangs = { canRunInParallel: true, run: () => new Promise<never>(() => {}) };
  const tools = { one: hangs, two: hangs };
  setTimeout(() => abort.abort(), 20);
  const { stopped, stored } = await playTurn({
    model: scriptedModel([callTool("one"), callTool("two")]),
    tools,
    signal: abort.signal,
  });
  expect(stopped.stop_reason).toBe("cancelled");
  expect(stored[2].tool_returns).toHaveLength(2);
});

test("cancelling between the model's end and its tools runs none, and the calls have returns", async () => {
  const abort = new AbortController();
  const onEvent = ({ type }: { type: string }) => {
    if (type === "tools_started") abort.abort();
  };
  const { stopped, stored, tools } = await playTurn({
    model: scriptedModel([callTool("rm")]),
    tools: { rm: {} },
    signal: abort.signal,
    onEvent,
  });
  expect(stopped.stop_reason).toBe("cancelled");
  expect(tools.runs).toEqual([]);
  expect(stored[2].tool_returns?.[0]).toMatchObject({ tool_call_id: "call-rm", status: "error" });
});

test("a turn that is cancelled between two steps keeps the first and asks the model no more", async () => {
  const abort = new AbortController();
  const model = scriptedModel([callTool("roll"), finish("tool_calls")], [text("never said")]);
  const onEvent = ({ type }: { type: string }) => {
    if (type === "step_completed") abort.abort();
  };
  const { stopped, stored } = await playTurn({ model, tools: { roll: {} }, signal: abort.signal, onEvent });
  expect(stopped).toMatchObject({ stop_reason: "cancelled", usage: { step_count: 1 } });
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool"]);
  expect(model.requests).toHaveLength(1);
});
