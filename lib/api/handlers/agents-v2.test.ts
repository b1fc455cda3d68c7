import { expect, test } from "vitest";
import { demoConfig, demoModel } from "@/lib/adapters/models/demo/demo-model";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import type { Model, ModelPart } from "@/lib/runtime/ports";
import { callTool, type ScriptedTurn, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, heardBy } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";
import { chunksOf, outline, stream } from "@/lib/testing/turns";

type Types = NonNullable<NewAgent["agent_type"]>;

/** An agent of a type whose turns live by heartbeats, and ways to speak to it. */
async function anAgentOf(agent_type: Types, model: Model, fields: NewAgent = {}) {
  const world = await anAgentThat(model, { agent_type, ...fields });
  const params = { agent_id: world.agent.id };
  return {
    ...world,
    params,
    tell: (input: string, body: object = {}) =>
      world.api.agents.sendMessage({ params, body: { input, ...body } as never }),
    watch: (input: string, body: object = {}) => stream(world.ctx, world.agent.id, { input, ...body }),
    listed: (query: object = {}) => world.api.agents.listMessages({ params, query: { limit: 0, ...query } }),
    window: async () =>
      (await world.ctx.db.agent.findFirstOrThrow({ where: { id: world.agent.id } })).message_ids,
  };
}

/** A model that thinks in arguments, as agents of these types make models do that cannot reason. */
function thinkingModel(...turns: ScriptedTurn[]) {
  const model = scriptedModel(...turns);
  return Object.assign(model, { config: { ...model.config, put_inner_thoughts_in_kwargs: true } });
}

const search = (more: object = {}) =>
  callTool("conversation_search", { thinking: "Did we speak of it?", query: "tea", ...more });
const send = (message: string, more: object = {}) =>
  callTool("send_message", { thinking: "Now I know.", message, ...more });
const turn: ScriptedTurn[] = [[search({ request_heartbeat: true })], [send("You like tea.")]];

const namesOf = (items: { message_type: string }[]) => items.map(({ message_type }) => message_type);

const told = [
  "reasoning_message",
  "tool_call_message",
  "tool_return_message",
  "reasoning_message",
  "assistant_message",
];

test.each<Types>(["memgpt_agent", "memgpt_v2_agent"])(
  "a turn of a %s: thoughts, the call, its return, then what it says; heartbeats are its own business",
  async (type) => {
    const { tell } = await anAgentOf(type, thinkingModel(...turn));
    const { messages, stop_reason, usage } = await tell("What do I like?");
    expect(namesOf(messages)).toEqual(told);
    expect(messages[0]).toMatchObject({ reasoning: "Did we speak of it?", source: "non_reasoner_model" });
    expect(messages[4]).toMatchObject({ content: "You like tea." });
    const { tool_call } = messages[1] as { tool_call: { arguments: string } };
    expect(JSON.parse(tool_call.arguments)).toEqual({ query: "tea", request_heartbeat: true });
    expect(stop_reason.stop_reason).toBe("end_turn");
    expect(usage.step_count).toBe(2);
  },
);

test("streamed by steps, the turn is the same messages, whole", async () => {
  const { watch, listed } = await anAgentOf("memgpt_agent", thinkingModel(...turn));
  const items = await watch("What do I like?");
  expect(outline(items)).toEqual(["ping", ...told, "stop_reason", "usage_statistics", "[DONE]"]);
  expect(chunksOf(items).slice(0, 5)).toEqual((await listed()).filter(isOfTurn));
});

/** What the turn made, in a list that also holds what was before, the input and the heartbeat. */
const isOfTurn = ({ message_type, run_id }: { message_type: string; run_id?: string | null }) =>
  Boolean(run_id) && message_type !== "user_message";

test("streamed by tokens, thoughts and what is sent come word by word, in the blocks that the list has", async () => {
  const { watch, listed } = await anAgentOf("memgpt_v2_agent", thinkingModel(...turn.map(inPieces)));
  const chunks = chunksOf(await watch("What do I like?", { stream_tokens: true }));
  const said = chunks.filter(({ message_type }) => message_type === "assistant_message");
  expect(said.length).toBeGreaterThan(1);
  expect(said.map(({ content }) => content).join("")).toBe("You like tea.");
  const blocks = new Map<string, string>();
  for (const chunk of chunks) if (chunk.otid) blocks.set(`${chunk.id} ${chunk.otid}`, chunk.message_type);
  const whole = (await listed()).filter(isOfTurn) as { id: string; otid: string; message_type: string }[];
  expect([...blocks]).toEqual(whole.map(({ id, otid, message_type }) => [`${id} ${otid}`, message_type]));
  const args = chunks
    .filter(({ message_type }) => message_type === "tool_call_message")
    .map(({ tool_call }) => (tool_call as { arguments?: string }).arguments ?? "");
  expect(JSON.parse(args.join(""))).toEqual({ query: "tea", request_heartbeat: true });
});

/** The same with arguments that arrive bit by bit. */
const inPieces = (parts: ScriptedTurn): ScriptedTurn =>
  (parts as Exclude<ScriptedTurn, Error>).flat().flatMap((part): ModelPart[] => {
    if (part.type !== "tool_call_delta") return [part];
    return (part.arguments.match(/.{1,9}/gs) ?? []).map((piece) => ({ ...part, arguments: piece }));
  });

test("whoever asks to see the calls sees what is sent as the call it is, with its return", async () => {
  const { tell, watch, listed } = await anAgentOf(
    "memgpt_agent",
    thinkingModel([send("Hi.")], [send("Ho.")]),
  );
  const asCalls = ["reasoning_message", "tool_call_message", "tool_return_message"];
  const { messages } = await tell("hi", { use_assistant_message: false });
  expect(namesOf(messages)).toEqual(asCalls);
  expect(messages[2]).toMatchObject({ name: "send_message", tool_return: "Sent message successfully." });
  const options = { use_assistant_message: false, stream_tokens: true };
  expect(outline(await watch("ho", options)).slice(1, 4)).toEqual(asCalls);
  const list = await listed({ use_assistant_message: false });
  expect(namesOf(list.filter(isOfTurn))).toEqual([...asCalls, ...asCalls]);
  const folded = await listed();
  expect(folded.filter(isOfTurn).at(-1)).toMatchObject({ message_type: "assistant_message", content: "Ho." });
});

test("a message that could not be sent is seen to have failed", async () => {
  const model = scriptedModel([callTool("send_message", { request_heartbeat: false })]);
  const { tell } = await anAgentOf("memgpt_agent", model);
  const { messages } = await tell("hi");
  expect(namesOf(messages)).toEqual(["tool_return_message"]);
  expect(messages[0]).toMatchObject({ status: "error", tool_return: expect.stringContaining("message") });
});

test("the model is told what tools it has, that it must call one, and hears its own heartbeat", async () => {
  const model = thinkingModel(...turn);
  const { tell, agent } = await anAgentOf("memgpt_v2_agent", model);
  await tell("What do I like?");
  expect(model.requests[0].toolChoice).toBe("required");
  expect(model.requests[0].tools.map(({ name }) => name).sort()).toEqual([
    "conversation_search",
    "memory_insert",
    "memory_replace",
    "send_message",
  ]);
  expect(heardBy(model.requests[1]).at(-1)).toMatch(/^user: \{\n {2}"type": "heartbeat"/);
  const rules = agent.tool_rules?.map(({ type, tool_name }) => `${type} ${tool_name}`);
  expect(rules?.sort()).toEqual([
    "continue_loop conversation_search",
    "continue_loop memory_insert",
    "continue_loop memory_replace",
    "exit_loop send_message",
  ]);
});

test("an agent of these types thinks in arguments unless its model reasons or its maker says no", async () => {
  const inner = async (agent_type: Types, fields: NewAgent = {}) =>
    (await anAgentOf(agent_type, scriptedModel(), fields)).agent.llm_config?.put_inner_thoughts_in_kwargs;
  expect(await inner("memgpt_agent")).toBe(true);
  expect(await inner("memgpt_agent", { reasoning: false })).toBe(false);
  expect(await inner("letta_v1_agent", { reasoning: true })).toBe(false);
});

test("an answer without a call fails the run by its own name, and the words said are not history", async () => {
  const { tell, watch, api, agent, window } = await anAgentOf(
    "memgpt_agent",
    scriptedModel([text("Hi.")], [text("Ho.")]),
  );
  const before = await window();
  const { status, body } = await refusal(tell("hi"));
  expect(status).toBe(500);
  expect(body.error).toMatchObject({ type: "llm_error", message: expect.stringContaining("called no tool") });
  const [run] = await api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(run).toMatchObject({ status: "failed", stop_reason: "no_tool_call" });
  expect(await window()).toEqual(before);
  const items = await watch("ho");
  expect(chunksOf(items)[0]).toEqual({ message_type: "stop_reason", stop_reason: "no_tool_call" });
  expect(outline(items)).toContain("error");
});

test("a budget of one step is used up by a call that wants another", async () => {
  const { tell } = await anAgentOf("memgpt_agent", thinkingModel(turn[0]));
  const { stop_reason, messages } = await tell("hi", { max_steps: 1 });
  expect(stop_reason.stop_reason).toBe("max_steps");
  expect(messages.at(-1)?.message_type).toBe("tool_return_message");
});

test("a demanded format is one for what is sent, and an object is shown as JSON", async () => {
  const schema = { type: "object", properties: { mood: { type: "string" } }, required: ["mood"] };
  const response_format = { type: "json_schema", json_schema: { name: "mood", schema } } as const;
  const model = thinkingModel([callTool("send_message", { message: { mood: "good" } })]);
  const { tell } = await anAgentOf("memgpt_agent", model, { response_format } as NewAgent);
  const { messages } = await tell("How are you?");
  const sent = model.requests[0].tools.find(({ name }) => name === "send_message");
  expect(sent?.parameters.properties).toMatchObject({ message: schema });
  expect(messages.at(-1)).toMatchObject({ message_type: "assistant_message", content: '{"mood":"good"}' });
});

test("a call that needs approval waits in a stream of its own kind, and goes on once it is given", async () => {
  const model = thinkingModel(
    [
      callTool("core_memory_append", {
        thinking: "May I?",
        label: "human",
        content: "tea",
        request_heartbeat: true,
      }),
    ],
    [send("Noted.")],
  );
  const { watch, api, ctx, agent } = await anAgentOf("memgpt_agent", model, {
    tool_rules: [
      { type: "requires_approval", tool_name: "core_memory_append" },
      { type: "exit_loop", tool_name: "send_message" },
    ],
  });
  const items = await watch("I like tea", { stream_tokens: true });
  expect(outline(items)).toEqual([
    "ping",
    "reasoning_message",
    "approval_request_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
  const approvals = [{ type: "approval", tool_call_id: "call-core_memory_append", approve: true }];
  const rest = await stream(ctx, agent.id, { messages: [{ type: "approval", approvals }] as never });
  expect(namesOf(chunksOf(rest))).toEqual([
    "tool_return_message",
    "reasoning_message",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
  ]);
  const block = await api.agents.retrieveCoreMemoryBlock({
    params: { agent_id: agent.id, block_label: "human" },
  });
  expect(block.value).toContain("tea");
});

test("a react_agent acts with the tools it was given, without memory in its prompt", async () => {
  const model = thinkingModel(...turn);
  const { tell, agent } = await anAgentOf("react_agent", model, {
    tools: ["conversation_search", "send_message"],
  });
  expect(agent.tools?.map(({ name }) => name).sort()).toEqual(["conversation_search", "send_message"]);
  const { messages } = await tell("What do I like?");
  expect(messages.at(-1)).toMatchObject({ message_type: "assistant_message", content: "You like tea." });
  expect(JSON.stringify(model.requests[0].messages[0].content)).not.toContain("<memory_blocks>");
});

test("a workflow_agent begins every turn anew and goes by its rules alone", async () => {
  const chain: ScriptedTurn[] = [[search()], [send("Done.")]];
  const model = thinkingModel(...chain, ...chain);
  const { tell, agent, window } = await anAgentOf("workflow_agent", model, {
    tools: ["conversation_search", "send_message"],
    tool_rules: [
      { type: "run_first", tool_name: "conversation_search" },
      { type: "constrain_child_tools", tool_name: "conversation_search", children: ["send_message"] },
      { type: "exit_loop", tool_name: "send_message" },
    ],
  });
  expect(agent.message_buffer_autoclear).toBe(true);
  const before = await window();
  for (const input of ["one", "two"]) {
    const { messages, stop_reason } = await tell(input);
    expect(namesOf(messages)).toEqual(told);
    expect(stop_reason.stop_reason).toBe("end_turn");
  }
  expect(heardBy(model.requests[2])).toEqual(["user: two"]);
  expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual([
    { name: "conversation_search" },
    { name: "send_message" },
    { name: "conversation_search" },
    { name: "send_message" },
  ]);
  expect(await window()).toEqual(before);
});

test("a workflow_agent that waits for an approval remembers what it was about", async () => {
  const model = thinkingModel(
    [send("Old.")],
    [search({ request_heartbeat: true })],
    [send("Yes.")],
    [send("New.")],
  );
  const { tell, api, params } = await anAgentOf("workflow_agent", model, {
    tools: ["conversation_search", "send_message"],
    tool_rules: [{ type: "requires_approval", tool_name: "conversation_search" }],
  });
  await tell("old");
  const { stop_reason } = await tell("about tea");
  expect(stop_reason.stop_reason).toBe("requires_approval");
  const waiting = await api.agents.retrieveAgent({ params, query: { include: ["agent.pending_approval"] } });
  expect(waiting.pending_approval).toBeTruthy();
  const approvals = [{ type: "approval", tool_call_id: "call-conversation_search", approve: true }];
  const body = { messages: [{ type: "approval", approvals }] } as never;
  const { messages } = await api.agents.sendMessage({ params, body });
  expect(messages.at(-1)).toMatchObject({ content: "Yes." });
  expect(heardBy(model.requests[2])[0]).toBe("user: about tea");
  await tell("new");
  expect(heardBy(model.requests[3])).toEqual(["user: new"]);
});

test("a voice_convo_agent speaks by sending, and an unseen agent tends its memory", async () => {
  const { tell, agent } = await anAgentOf("voice_convo_agent", thinkingModel([send("Hello there.")]), {
    enable_sleeptime: true,
  });
  expect(agent.tools?.map(({ name }) => name).sort()).toEqual(["search_memory", "send_message"]);
  expect(agent.managed_group).toMatchObject({ manager_type: "voice_sleeptime" });
  const { messages } = await tell("Hello");
  expect(messages.at(-1)).toMatchObject({ message_type: "assistant_message", content: "Hello there." });
});

test("a sleeptime_agent works through tools it has to call, and ends with the one that ends it", async () => {
  const insert = callTool("memory_insert", { label: "human", new_string: "likes tea" });
  const model = scriptedModel([text("Noting it."), insert], [callTool("memory_finish_edits")]);
  Object.assign(model.config, { enable_reasoner: false });
  const { tell, agent } = await anAgentOf("sleeptime_agent", model);
  expect(agent.tools?.map(({ name }) => name).sort()).toEqual([
    "memory_finish_edits",
    "memory_insert",
    "memory_replace",
    "memory_rethink",
  ]);
  const { messages, stop_reason } = await tell("They like tea.");
  expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual(["required", "required"]);
  expect(model.requests[0].tools[0].parameters.properties).not.toHaveProperty("request_heartbeat");
  // What it writes is text to read, as with the newest agents.
  expect(namesOf(messages)).toEqual([
    "assistant_message",
    "tool_call_message",
    "tool_return_message",
    "tool_call_message",
    "tool_return_message",
  ]);
  expect(stop_reason.stop_reason).toBe("tool_rule");
});

test("a split_thread_agent brings its own prompt and acts like the others", async () => {
  const model = thinkingModel([send("Hi.")]);
  const { tell } = await anAgentOf("split_thread_agent", model, { system: "You are two." });
  const { messages } = await tell("hi");
  expect(messages.at(-1)).toMatchObject({ message_type: "assistant_message", content: "Hi." });
});

test.each<Types>(["memgpt_agent", "memgpt_v2_agent"])(
  "the demo model speaks and remembers as a %s",
  async (type) => {
    const config = { ...demoConfig, put_inner_thoughts_in_kwargs: true };
    const { tell, api, agent } = await anAgentOf(type, demoModel(config, { wordDelayMs: 0 }));
    const { messages, stop_reason } = await tell("My name is Grace");
    expect(messages.at(-1)).toMatchObject({ message_type: "assistant_message" });
    expect(stop_reason.stop_reason).toBe("end_turn");
    const block = await api.agents.retrieveCoreMemoryBlock({
      params: { agent_id: agent.id, block_label: "human" },
    });
    expect(block.value).toContain("Grace");
  },
);

test("the demo model finishes as a sleeptime_agent", async () => {
  const { tell } = await anAgentOf(
    "sleeptime_agent",
    demoModel({ ...demoConfig, enable_reasoner: false }, { wordDelayMs: 0 }),
  );
  const { messages, stop_reason } = await tell("The weather was discussed.");
  expect(messages.at(-1)).toMatchObject({ name: "memory_finish_edits" });
  expect(stop_reason.stop_reason).toBe("tool_rule");
});
