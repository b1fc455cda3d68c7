import { describe, expect, test } from "vitest";
import type { Message } from "../messages";
import { textOf } from "../messages";
import { returnText } from "../returns";
import { callTool, reasoning, type ScriptedTurn, scriptedModel, text } from "../testing/scripted-model";
import { ofType, type PlayOptions, playTurn, rolesOf, systemMessage, userMessage } from "../testing/turns";
import type { ToolRule } from "../tool-rules/rules";

const message = { type: "object", properties: { message: { type: "string" } }, required: ["message"] };
const tools = { send_message: { parameters: message }, look: {}, save: {} };
const rules: ToolRule[] = [{ type: "exit_loop", tool_name: "send_message" }];

const modelOf = (turns: ScriptedTurn[], innerThoughts = false) => {
  const model = scriptedModel(...turns);
  return Object.assign(model, { config: { ...model.config, put_inner_thoughts_in_kwargs: innerThoughts } });
};

const play = (turns: ScriptedTurn[], options: Partial<PlayOptions> = {}) =>
  playTurn({ agentType: "memgpt_agent", model: modelOf(turns), tools, toolRules: rules, ...options });

const send = (said: string, more: object = {}) => callTool("send_message", { message: said, ...more });
const argumentsOf = (row: Message) => JSON.parse(row.tool_calls?.[0].function.arguments ?? "null");
const noteOf = (row: Message) => JSON.parse(textOf(row.content)) as { type: string; reason: string };
const deltasOf = ({ events }: Awaited<ReturnType<typeof play>>) =>
  ofType(events, "delta").map(({ delta }) => delta);

describe("the request", () => {
  test("every tool but a terminal one asks whether the model wants to be woken again", async () => {
    const model = modelOf([[send("hi")]]);
    await play([], { model });
    const [sent, look] = model.requests[0].tools.map(({ parameters }) => parameters);
    expect(sent).toEqual(message);
    expect(look).toMatchObject({
      properties: { request_heartbeat: { type: "boolean" } },
      required: ["request_heartbeat"],
    });
  });

  test("where a model thinks in arguments, the thought comes first and is required in every tool", async () => {
    const model = modelOf([[send("hi")]], true);
    await play([], { model });
    const [sent, look] = model.requests[0].tools.map(({ parameters }) => parameters);
    expect(Object.keys(sent.properties as object)).toEqual(["thinking", "message"]);
    expect(sent.required).toEqual(["thinking", "message"]);
    expect(Object.keys(look.properties as object)).toEqual(["thinking", "request_heartbeat"]);
    expect(look.required).toEqual(["thinking", "request_heartbeat"]);
  });

  test("a call is demanded: any of several tools, a single one by name", async () => {
    const many = modelOf([[send("hi")]]);
    await play([], { model: many });
    expect(many.requests[0]).toMatchObject({ toolChoice: "required", parallelToolCalls: false });
    const one = modelOf([[send("hi")]]);
    await play([], { model: one, tools: { send_message: {} } });
    expect(one.requests[0].toolChoice).toEqual({ name: "send_message" });
  });

  test("a format is not demanded of the answer, which is a call", async () => {
    const model = modelOf([[send("hi")]]);
    await play([], { model, responseFormat: { type: "json_object" } });
    expect(model.requests[0].responseFormat).toBeNull();
  });

  // Models imitate their history: a call without its thought teaches them to leave it out.
  test("stored thoughts are shown to the model as the argument they were", async () => {
    const model = modelOf(
      [[callTool("look", { thinking: "Let me see.", request_heartbeat: true })], [send("ok")]],
      true,
    );
    await play([], { model });
    const [, , answer] = model.requests[1].messages;
    expect(answer.content).toEqual([]);
    expect(argumentsOf(answer)).toEqual({ thinking: "Let me see.", request_heartbeat: true });
    expect(Object.keys(argumentsOf(answer))[0]).toBe("thinking");
  });
});

describe("a turn", () => {
  test("ends with what it sends, and stores the flag that was decided, not the one that was wished", async () => {
    const { stored, stopped, tools: ran } = await play([[send("hello", { request_heartbeat: true })]]);
    expect(stopped).toMatchObject({ stop_reason: "tool_rule", error: null });
    expect(rolesOf(stored)).toEqual(["user", "assistant", "tool"]);
    expect(argumentsOf(stored[1])).toEqual({ message: "hello", request_heartbeat: false });
    expect(ran.runs[0].arguments).toEqual({ message: "hello" });
  });

  test("is woken again by a heartbeat when the model asks for one, in a row that says why", async () => {
    const model = modelOf([[callTool("look", { request_heartbeat: true })], [send("seen")]]);
    const { stored, stopped } = await play([], { model });
    expect(rolesOf(stored)).toEqual(["user", "assistant", "tool", "user", "assistant", "tool"]);
    expect(argumentsOf(stored[1])).toEqual({ request_heartbeat: true });
    expect(noteOf(stored[3])).toMatchObject({
      type: "heartbeat",
      reason: expect.stringMatching(
        /^\[This is an automated system message hidden from the user\] .*request_heartbeat/,
      ),
    });
    expect(stored[3].step_id).toBe(stored[1].step_id);
    expect(model.requests[1].messages.at(-1)?.id).toBe(stored[3].id);
    expect(stopped).toMatchObject({ stop_reason: "end_turn", usage: { step_count: 2 } });
  });

  test.each([[false], ["false"], [null], [undefined]])(
    "ends after a call with request_heartbeat %j",
    async (flag) => {
      const { stored, stopped } = await play([[callTool("look", { request_heartbeat: flag })]]);
      expect(stopped.stop_reason).toBe("end_turn");
      expect(argumentsOf(stored[1])).toEqual({ request_heartbeat: false });
    },
  );

  test("takes a flag that was written as text", async () => {
    const { stopped } = await play([[callTool("look", { request_heartbeat: "true" })], [send("ok")]]);
    expect(stopped.usage.step_count).toBe(2);
  });

  test("without base rules sending a message ends the turn because nobody asked to go on", async () => {
    const { stopped } = await play([[send("hello")]], { toolRules: [] });
    expect(stopped.stop_reason).toBe("end_turn");
  });

  test("uses only the first of several calls", async () => {
    const { stored, tools: ran } = await play([[callTool("look"), callTool("save")]]);
    expect(ran.runs.map(({ name }) => name)).toEqual(["look"]);
    expect(stored[1].tool_calls).toHaveLength(1);
  });

  test("an answer without a call fails it, stores nothing and says what is missing", async () => {
    const { stored, stopped, events } = await play([[text("Hello!")]]);
    expect(stopped).toMatchObject({
      stop_reason: "no_tool_call",
      error: { error_type: "llm_error", message: expect.stringContaining("called no tool") },
    });
    expect(stored).toEqual([]);
    expect(ofType(events, "step_failed")).toHaveLength(1);
  });

  test("goes on after a failed call that asked to, and the note says that it failed", async () => {
    const look = { run: () => Promise.reject(new Error("blind")) };
    const { stored } = await play([[callTool("look", { request_heartbeat: true })], [send("sorry")]], {
      tools: { ...tools, look },
    });
    expect(returnText(stored[2].tool_returns?.[0] as never)).toContain("blind");
    expect(noteOf(stored[3]).reason).toContain("failed");
  });

  test("goes on after a call that a rule forbids, which is not run", async () => {
    const first: ToolRule = { type: "run_first", tool_name: "look" };
    const {
      stored,
      tools: ran,
      stopped,
    } = await play([[send("too soon")], [callTool("look", { request_heartbeat: true })], [send("now")]], {
      toolRules: [...rules, first],
    });
    expect(ran.runs.map(({ name }) => name)).toEqual(["look", "send_message"]);
    expect(returnText(stored[2].tool_returns?.[0] as never)).toContain("[ToolConstraintError]");
    expect(argumentsOf(stored[1])).toEqual({ message: "too soon", request_heartbeat: true });
    expect(noteOf(stored[3]).reason).toContain("broke a tool rule");
    expect(stopped.stop_reason).toBe("end_turn");
  });

  test("goes on after the terminal tool while a required one is uncalled", async () => {
    const toolRules: ToolRule[] = [...rules, { type: "required_before_exit", tool_name: "save" }];
    const { stored, stopped } = await play(
      [[send("bye")], [callTool("save", { request_heartbeat: true })], [send("bye")]],
      { toolRules },
    );
    expect(noteOf(stored[3]).reason).toContain("save");
    expect(stopped).toMatchObject({ stop_reason: "end_turn", usage: { step_count: 3 } });
  });

  test("goes from parent to child unasked, and the child is demanded by name", async () => {
    const child: ToolRule = { type: "constrain_child_tools", tool_name: "look", children: ["save"] };
    const model = modelOf([[callTool("look")], [callTool("save")]]);
    const { stopped } = await play([], { model, toolRules: [...rules, child] });
    expect(model.requests[1]).toMatchObject({ tools: [{ name: "save" }], toolChoice: { name: "save" } });
    expect(stopped.stop_reason).toBe("end_turn");
  });

  test("a tool with a limit counts once a call", async () => {
    const limit: ToolRule = { type: "max_count_per_step", tool_name: "look", max_count_limit: 2 };
    const model = modelOf([[callTool("look")], [callTool("look")], [send("done")]]);
    await play([], { model, toolRules: [...rules, limit] });
    const offered = model.requests.map(({ tools: specs }) => specs.map(({ name }) => name));
    expect(offered.map((names) => names.includes("look"))).toEqual([true, true, false]);
  });

  test("fixed arguments hold here too", async () => {
    const first: ToolRule = { type: "run_first", tool_name: "look", args: { at: "sky" } };
    const parameters = { type: "object", properties: { at: { type: "string" } } };
    const { tools: ran } = await play([[callTool("look", { at: "floor" })]], {
      tools: { ...tools, look: { parameters } },
      toolRules: [...rules, first],
    });
    expect(ran.runs[0].arguments).toEqual({ at: "sky" });
  });

  test("stops when its steps are used up, without a heartbeat that nobody hears", async () => {
    const again = callTool("look", { request_heartbeat: true });
    const { stored, stopped } = await play([[again], [again]], { maxSteps: 2 });
    expect(stopped.stop_reason).toBe("max_steps");
    expect(rolesOf(stored)).toEqual(["user", "assistant", "tool", "user", "assistant", "tool"]);
    expect(argumentsOf(stored[4])).toEqual({ request_heartbeat: false });
    const ended = await play([[send("bye")]], { maxSteps: 1 });
    expect(ended.stopped.stop_reason).toBe("end_turn");
  });

  test("arguments that are no JSON are stored as an object all the same", async () => {
    const { stored } = await play([[callTool("look", "{broken")]]);
    expect(argumentsOf(stored[1])).toEqual({ request_heartbeat: false });
  });
});

describe("thoughts", () => {
  test("in the arguments are stored beside the call and are not part of it", async () => {
    const { stored, tools: ran } = await play([[send("hi", { thinking: "They greet me." })]]);
    expect(stored[1].content).toEqual([{ type: "text", text: "They greet me." }]);
    expect(argumentsOf(stored[1])).toEqual({ message: "hi", request_heartbeat: false });
    expect(ran.runs[0].arguments).toEqual({ message: "hi" });
  });

  test("stream as thoughts, and what is sent streams as said, in blocks numbered as they are stored", async () => {
    const args = JSON.stringify({ thinking: "They greet.", message: 'Hi "you"' });
    const turn: ScriptedTurn = [
      reasoning("native"),
      { type: "tool_call_start", id: "c1", name: "send_message" },
      ...[args.slice(0, 17), args.slice(17, 45), args.slice(45)].map((piece) => ({
        type: "tool_call_delta" as const,
        id: "c1",
        arguments: piece,
      })),
    ];
    const played = await play([turn]);
    const deltas = deltasOf(played);
    expect(deltas.map((delta) => [delta.kind, "source" in delta ? delta.source : null])).toEqual([
      ["reasoning", null],
      ["reasoning", "non_reasoner_model"],
      ["reasoning", "non_reasoner_model"],
      ["text", null],
      ["text", null],
    ]);
    const said = deltas.flatMap((delta) => (delta.kind === "text" ? delta.text : [])).join("");
    const thought = deltas
      .slice(1)
      .flatMap((delta) => (delta.kind === "reasoning" ? delta.text : []))
      .join("");
    expect([thought, said]).toEqual(["They greet.", 'Hi "you"']);
    const indices = deltas.map(({ otid }) => Number.parseInt(otid.slice(-2), 16) & 127);
    expect(indices).toEqual([0, 1, 1, 2, 2]);
  });

  test("text beside a call streams as a thought", async () => {
    const deltas = deltasOf(await play([[text("Hm."), callTool("look")]]));
    expect(deltas[0]).toMatchObject({ kind: "reasoning", text: "Hm.", source: "non_reasoner_model" });
  });

  test("stand before the call they lead to, though its name came first", async () => {
    const played = await play([[callTool("look", { thinking: "Where?", request_heartbeat: false })]]);
    const deltas = deltasOf(played);
    expect(deltas.map(({ kind }) => kind)).toEqual(["reasoning", "tool_call", "tool_call"]);
    expect(deltas[1]).toMatchObject({ name: "look" });
    expect(deltas[2]).toMatchObject({ arguments: '{"request_heartbeat": false}' });
  });
});

test("where calls are to be seen, what is sent streams as the call it is", async () => {
  const call = callTool("send_message", { thinking: "Hm.", message: "hi" });
  const deltas = deltasOf(await play([[call]], { foldsSendMessage: false }));
  expect(deltas.map(({ kind }) => kind)).toEqual(["reasoning", "tool_call", "tool_call"]);
  expect(deltas[2]).toMatchObject({ arguments: '{"message": "hi"}' });
});

test("a call without arguments is seen in the stream", async () => {
  const deltas = deltasOf(await play([[{ type: "tool_call_start", id: "c1", name: "look" }]]));
  expect(deltas).toMatchObject([{ kind: "tool_call", name: "look", tool_call_id: "c1" }]);
});

describe("approval", () => {
  const approval: ToolRule = { type: "requires_approval", tool_name: "save" };
  const toolRules = [...rules, approval];
  const answerOf = (answer: object): Message => ({
    id: "message-00000000-0000-4000-8000-dddddddddd00",
    role: "approval",
    content: [],
    approvals: [{ type: "approval", tool_call_id: "call-save", approve: true, ...answer } as never],
    created_at: "2025-11-03T16:06:00.000Z",
  });

  async function asked(args: Record<string, unknown>) {
    const played = await play([[callTool("save", args)]], { toolRules });
    return { ...played, history: [systemMessage, ...played.stored] };
  }

  const resume = (history: Message[], answer: object, turns: ScriptedTurn[], followUps: Message[] = []) =>
    play(turns, { toolRules, history, input: [answerOf(answer), ...followUps] });

  test("keeps the model's wish in the request and obeys it once the call is approved", async () => {
    const { history, stored, stopped } = await asked({ x: 1, request_heartbeat: true, thinking: "May I?" });
    expect(stopped.stop_reason).toBe("requires_approval");
    expect(rolesOf(stored)).toEqual(["user", "approval"]);
    expect(argumentsOf(stored[1])).toEqual({ x: 1, request_heartbeat: true });
    expect(stored[1].content).toEqual([{ type: "text", text: "May I?" }]);
    const went = await resume(history, {}, [[send("Saved.")]]);
    expect(rolesOf(went.stored)).toEqual(["approval", "tool", "user", "assistant", "tool"]);
    expect(went.tools.runs[0].arguments).toEqual({ x: 1 });
  });

  test("ends the turn after an approved call that asked for nothing more", async () => {
    const { history } = await asked({});
    const went = await resume(history, {}, []);
    expect(went.stopped.stop_reason).toBe("end_turn");
    expect(rolesOf(went.stored)).toEqual(["approval", "tool"]);
  });

  test("a denial goes on with a heartbeat", async () => {
    const { history } = await asked({});
    const went = await resume(history, { approve: false, reason: "no" }, [[send("Fine.")]]);
    expect(rolesOf(went.stored)).toEqual(["approval", "tool", "user", "assistant", "tool"]);
    expect(went.tools.runs.map(({ name }) => name)).toEqual(["send_message"]);
  });

  test("a message behind the answer wakes the agent in place of a heartbeat", async () => {
    const { history } = await asked({});
    const followUp = userMessage("and?", "message-00000000-0000-4000-8000-eeeeeeeeee00");
    const went = await resume(history, {}, [[send("Done.")]], [followUp]);
    expect(rolesOf(went.stored)).toEqual(["approval", "tool", "user", "assistant", "tool"]);
    expect(went.stored[2].id).toBe(followUp.id);
  });
});

test("cancelling while a tool runs ends the turn with its return and no heartbeat", async () => {
  const controller = new AbortController();
  const look = { run: () => controller.abort() };
  const { stored, stopped } = await play([[callTool("look", { request_heartbeat: true })]], {
    tools: { ...tools, look },
    signal: controller.signal,
  });
  expect(stopped.stop_reason).toBe("cancelled");
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool"]);
});
