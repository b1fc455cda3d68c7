import { expect, test } from "vitest";
import { returnText } from "./returns";
import { callTool, finish, reasoning, scriptedConfig, scriptedModel, text } from "./testing/scripted-model";
import { ofType, playTurn, rolesOf, systemMessage, userMessage } from "./testing/turns";

const returnsOf = (messages: { tool_returns?: { func_response: unknown }[] | null }[]) =>
  messages.flatMap((message) => (message.tool_returns ?? []).map((item) => returnText(item as never)));

test("an answer in text ends the turn and is stored behind the input, with its reasoning before its words", async () => {
  const model = scriptedModel([reasoning("They greet "), reasoning("me."), text("Hello "), text("you.")]);
  const { stored, stopped, events } = await playTurn({ model });
  expect(stopped).toMatchObject({ stop_reason: "end_turn", error: null });
  expect(rolesOf(stored)).toEqual(["user", "assistant"]);
  expect(stored[1]).toMatchObject({
    content: [
      { type: "reasoning", reasoning: "They greet me." },
      { type: "text", text: "Hello you." },
    ],
    tool_calls: null,
    model: "scripted",
  });
  const [step] = ofType(events, "step_completed");
  expect(step.stop_reason).toBe("end_turn");
  expect(stored.every((message) => message.step_id === step.step_id && message.run_id !== null)).toBe(true);
});

test("an answer of nothing ends the turn and stores the input alone", async () => {
  const { stored, stopped } = await playTurn({ model: scriptedModel([]) });
  expect(stopped.stop_reason).toBe("end_turn");
  expect(rolesOf(stored)).toEqual(["user"]);
});

test("text cut by the output limit is kept and the stop reason says so", async () => {
  const { stored, stopped } = await playTurn({ model: scriptedModel([text("Once upon"), finish("length")]) });
  expect(stopped.stop_reason).toBe("max_tokens_exceeded");
  expect(stored.at(-1)?.content).toEqual([{ type: "text", text: "Once upon" }]);
});

test("a tool call runs its tool, and the next step reads what it returned", async () => {
  const model = scriptedModel([callTool("roll", { sides: 6 })], [text("A four.")]);
  const { stored, stopped, tools, events } = await playTurn({ model, tools: { roll: { run: () => "4" } } });
  expect(tools.runs).toEqual([{ id: "call-roll", name: "roll", arguments: { sides: 6 } }]);
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool", "assistant"]);
  expect(rolesOf(model.requests[1].messages)).toEqual(["system", "user", "assistant", "tool"]);
  expect(JSON.parse(stored[2].tool_returns?.[0].func_response as string)).toMatchObject({
    status: "OK",
    message: "4",
  });
  expect(stopped).toMatchObject({ stop_reason: "end_turn", usage: { step_count: 2 } });
  expect(ofType(events, "step_completed").map((step) => step.tool_ids)).toEqual([["tool-roll"], []]);
});

test("the rows of a step carry its id; the input belongs to the first step", async () => {
  const model = scriptedModel([callTool("roll")], [text("Done.")]);
  const { stored, events } = await playTurn({ model, tools: { roll: {} } });
  const [first, second] = ofType(events, "step_started").map(({ step_id }) => step_id);
  expect(stored.map(({ step_id }) => step_id)).toEqual([first, first, first, second]);
});

test("parallel tools overlap, the others follow one by one, and returns are in the order of the calls", async () => {
  const log: string[] = [];
  const tool = (name: string, ms: number, canRunInParallel: boolean) => ({
    canRunInParallel,
    run: async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} ends`);
      return name;
    },
  });
  const model = scriptedModel(
    [callTool("alone"), callTool("slow"), callTool("fast"), callTool("last")],
    [text("ok")],
  );
  const tools = {
    alone: tool("alone", 1, false),
    slow: tool("slow", 40, true),
    fast: tool("fast", 1, true),
    last: tool("last", 1, false),
  };
  const { stored, events } = await playTurn({ model, tools });
  expect(log).toEqual([
    "slow starts",
    "fast starts",
    "fast ends",
    "slow ends",
    "alone starts",
    "alone ends",
    "last starts",
    "last ends",
  ]);
  expect(ofType(events, "tool_returned").map(({ name }) => name)).toEqual(["fast", "slow", "alone", "last"]);
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool", "assistant"]);
  expect(stored[1].tool_calls?.map((call) => call.function.name)).toEqual(["alone", "slow", "fast", "last"]);
  expect(stored[2].tool_returns?.map((item) => item.tool_call_id)).toEqual([
    "call-alone",
    "call-slow",
    "call-fast",
    "call-last",
  ]);
  expect(returnsOf([stored[2]])).toEqual(["alone", "slow", "fast", "last"]);
});

test("where parallel calls are off only the first call counts", async () => {
  const model = { ...scriptedModel([callTool("one"), callTool("two")], [text("ok")]) };
  model.config = { ...scriptedConfig, parallel_tool_calls: false };
  const { stored, tools } = await playTurn({ model, tools: { one: {}, two: {} } });
  expect(tools.runs.map(({ name }) => name)).toEqual(["one"]);
  expect(stored[1].tool_calls).toHaveLength(1);
});

// Without the log of these, a crash while a tool runs would leave a call that no provider accepts without its return.
test("a driver hears of the calls before a tool runs, and of every return as it comes", async () => {
  const model = scriptedModel([callTool("roll")], [text("ok")]);
  const seen: string[] = [];
  const tools = { roll: { run: () => void seen.push("the tool runs") } };
  await playTurn({ model, tools, onEvent: ({ type }) => void seen.push(type) });
  const order = seen.filter((item) => item.includes("tool"));
  expect(order).toEqual(["tools_started", "the tool runs", "tool_returned"]);
});

test("tools_started brings the rows that are needed to finish the step", async () => {
  const { events, stored } = await playTurn({
    model: scriptedModel([callTool("roll")], [text("ok")]),
    tools: { roll: {} },
  });
  const [started] = ofType(events, "tools_started");
  expect(started.messages).toEqual(stored.slice(0, 2));
  expect(started.tool_calls).toEqual([{ id: "call-roll", name: "roll" }]);
});

test("a tool that throws is an error return, and the turn goes on", async () => {
  const run = () => {
    throw new Error("no dice");
  };
  const { stored, stopped } = await playTurn({
    model: scriptedModel([callTool("roll")], [text("Sorry.")]),
    tools: { roll: { run } },
  });
  expect(stored[2].tool_returns?.[0].status).toBe("error");
  expect(returnsOf([stored[2]])).toEqual(["Error executing function roll: no dice"]);
  expect(stopped.stop_reason).toBe("end_turn");
});

test("a tool that the agent does not have is not run; the model reads which ones it has", async () => {
  const { stored, tools } = await playTurn({
    model: scriptedModel([callTool("launch")], [text("ok")]),
    tools: { roll: {} },
  });
  expect(tools.runs).toEqual([]);
  expect(stored[2].tool_returns?.[0].status).toBe("error");
  expect(returnsOf([stored[2]])[0]).toContain(
    "[ToolConstraintError] Cannot call launch, valid tools include: ['roll']",
  );
});

test.each([
  ["text that is no JSON", "sides six", {}],
  ["nothing", "", {}],
  ["a list", "[1]", {}],
  ["JSON encoded twice", JSON.stringify('{"sides":6}'), { sides: 6 }],
  ["two objects in a row", '{"sides":6}{"sides":7}', { sides: 6 }],
  ["arguments of the loop", '{"sides":6,"request_heartbeat":true,"thinking":"hm"}', { sides: 6 }],
])("arguments that are %s reach the tool, and history, as one object", async (_, written, args) => {
  const { stored, tools } = await playTurn({
    model: scriptedModel([callTool("roll", written)], [text("ok")]),
    tools: { roll: {} },
  });
  expect(tools.runs[0].arguments).toEqual(args);
  expect(JSON.parse(stored[1].tool_calls?.[0].function.arguments ?? "")).toEqual(args);
});

test("a turn that never stops by itself ends at max_steps, with every step stored", async () => {
  const model = scriptedModel([callTool("roll")], [callTool("roll")], [callTool("roll")]);
  const { stored, stopped } = await playTurn({ model, tools: { roll: {} }, maxSteps: 3 });
  expect(stopped).toMatchObject({ stop_reason: "max_steps", error: null, usage: { step_count: 3 } });
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool", "assistant", "tool", "assistant", "tool"]);
});

test("usage is the sum of the steps; details stay null until a step reports them", async () => {
  const model = scriptedModel(
    [callTool("roll"), finish("tool_calls", { input: 100, output: 10, total: 110, cachedInput: 40 })],
    [text("ok"), finish("stop", { input: 120, output: 5, total: 125, cachedInput: 60, reasoning: 3 })],
  );
  const { stopped, events } = await playTurn({ model, tools: { roll: {} } });
  expect(stopped.usage).toEqual({
    prompt_tokens: 220,
    completion_tokens: 15,
    total_tokens: 235,
    step_count: 2,
    cached_input_tokens: 100,
    cache_write_tokens: null,
    reasoning_tokens: 3,
    context_tokens: 125,
  });
  expect(ofType(events, "step_completed").map(({ usage }) => usage?.total)).toEqual([110, 125]);
});

test("a step's timing separates the model call from the tools", async () => {
  const { events } = await playTurn({
    model: scriptedModel([callTool("roll")], [text("ok")]),
    tools: { roll: {} },
  });
  const [withTool, withText] = ofType(events, "step_completed").map(({ timing }) => timing);
  expect(withTool.tool_execution_ns).toBeGreaterThan(0);
  expect(withText.tool_execution_ns).toBeNull();
  for (const timing of [withTool, withText]) {
    expect(timing.ttft_ns).toBeGreaterThan(0);
    expect(timing.llm_request_ns).toBeGreaterThanOrEqual(timing.ttft_ns as number);
    expect(timing.step_ns).toBeGreaterThan(timing.llm_request_ns as number);
  }
});

test("a tool return that fills the window is cut for the model and whole in history", async () => {
  const long = "x".repeat(40_000);
  const model = scriptedModel([callTool("read")], [text("ok")]);
  const { stored } = await playTurn({ model, tools: { read: { run: () => long } } });
  expect(returnsOf([stored[2]])).toEqual([long]);
  const shown = JSON.stringify(model.requests[1].messages.at(-1));
  expect(shown.length).toBeLessThan(60_000);
  expect(shown).toMatch(/\.\.\. \[truncated \d+ chars\]/);
});

test("the input is several messages: all are stored in order and seen by the model", async () => {
  const input = [
    userMessage("one", "message-00000000-0000-4000-8000-bbbbbbbbbb10"),
    userMessage("two", "message-00000000-0000-4000-8000-bbbbbbbbbb20"),
  ];
  const model = scriptedModel([text("ok")]);
  const { stored } = await playTurn({ model, input });
  expect(stored.slice(0, 2).map(({ id }) => id)).toEqual(input.map(({ id }) => id));
  expect(model.requests[0].messages.map(({ id }) => id)).toEqual(
    [systemMessage, ...input].map(({ id }) => id),
  );
});
