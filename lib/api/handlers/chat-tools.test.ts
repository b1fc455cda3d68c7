import OpenAI from "openai";
import { expect, test } from "vitest";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import type { Model } from "@/lib/runtime/ports";
import { callTool, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, fetchOf, heardBy, parseFrames, saying } from "@/lib/testing/conversations";

type Tool = OpenAI.Chat.ChatCompletionTool;
type Message = OpenAI.Chat.ChatCompletionMessageParam;

/** The official client of OpenAI, on an agent of ours. */
async function aChat(model: Model, fields: NewAgent = {}) {
  const world = await anAgentThat(model, fields);
  const options = { apiKey: "any", baseURL: "http://mneme.test/v1", maxRetries: 0 };
  const openai = new OpenAI({ ...options, fetch: fetchOf(world.ctx) as typeof fetch });
  const ask = (messages: Message[], more: object = {}) =>
    openai.chat.completions.create({ model: world.agent.id, messages, tools: [weather], ...more });
  return { ...world, openai, ask };
}

const weather: Tool = {
  type: "function",
  function: {
    name: "weather",
    description: "Tells the weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};
const user = (content: string): Message => ({ role: "user", content });
const tool = (tool_call_id: string, content: string): Message => ({ role: "tool", tool_call_id, content });

async function status(call: PromiseLike<unknown>): Promise<unknown[]> {
  try {
    await call;
    return [200];
  } catch (error) {
    if (error instanceof OpenAI.APIError) return [error.status, error.message];
    throw error;
  }
}

test("a call of the caller's tool goes back to it, and its answer resumes the same turn", async () => {
  const model = scriptedModel(
    [reasoning("hm"), text("Let me look. "), callTool("weather", { city: "Oslo" })],
    [text("Rain.")],
  );
  const { ask, agent, api } = await aChat(model);
  const first = await ask([user("Weather in Oslo?")]);
  expect(first.choices[0]).toMatchObject({
    finish_reason: "tool_calls",
    message: {
      content: "Let me look. ",
      tool_calls: [
        { id: "call-weather", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
      ],
    },
  });
  const messages = [user("Weather in Oslo?"), first.choices[0].message, tool("call-weather", "rain, 7°")];
  const second = await ask(messages);
  expect(second.choices[0]).toMatchObject({
    finish_reason: "stop",
    message: { content: "Rain.", tool_calls: null },
  });
  expect(model.requests[0].tools.find(({ name }) => name === "weather")).toMatchObject({
    description: "Tells the weather",
    parameters: { required: ["city"] },
  });
  expect(JSON.stringify(model.requests[1].messages.at(-1))).toContain("rain, 7°");
  const { tools } = await api.agents.retrieveAgent({ params: { agent_id: agent.id }, query: {} });
  expect(tools?.map(({ name }) => name)).not.toContain("weather");
});

test("parallel calls stream with a place each, and are answered together", async () => {
  const model = scriptedModel(
    [callTool("weather", { city: "Oslo" }, "call-1"), callTool("weather", { city: "Rome" }, "call-2")],
    [text("Rain and sun.")],
  );
  const { openai, agent } = await aChat(model, { parallel_tool_calls: true });
  const streamed = openai.chat.completions.stream({
    model: agent.id,
    messages: [user("Compare")],
    tools: [weather],
    stream_options: { include_usage: true },
  });
  const deltas = [];
  for await (const { choices } of streamed) if (choices[0]) deltas.push(choices[0].delta);
  const whole = await streamed.finalChatCompletion();
  const message = whole.choices[0].message;
  expect(whole.choices[0].finish_reason).toBe("tool_calls");
  expect(message.tool_calls).toMatchObject([
    { id: "call-1", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
    { id: "call-2", function: { name: "weather", arguments: '{"city":"Rome"}' } },
  ]);
  expect(whole.usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 });
  expect(deltas.filter((delta) => delta.role)).toHaveLength(1);
  const answers = [tool("call-1", "rain"), tool("call-2", "sun")];
  const last = await openai.chat.completions
    .stream({ model: agent.id, messages: [user("Compare"), message, ...answers], tools: [weather] })
    .finalChatCompletion();
  expect(last.choices[0].message.content).toBe("Rain and sun.");
  expect(JSON.stringify(model.requests[1].messages)).toContain("sun");
});

test("the official client's own tool loop runs to its end", async () => {
  const model = scriptedModel([callTool("weather", { city: "Oslo" })], [text("It rains.")]);
  const { openai, agent } = await aChat(model);
  const asked: unknown[] = [];
  const runner = openai.chat.completions.runTools({
    model: agent.id,
    messages: [user("Weather in Oslo?")],
    tools: [
      {
        type: "function",
        function: {
          name: "weather",
          description: "Tells the weather",
          parse: JSON.parse,
          parameters: { type: "object", properties: { city: { type: "string" } } },
          function: (args: object) => {
            asked.push(args);
            return "rain";
          },
        },
      },
    ],
  });
  expect(await runner.finalContent()).toBe("It rains.");
  expect(asked).toEqual([{ city: "Oslo" }]);
});

test("the choice of tools is the caller's: none, some, or one by name, for its first answer", async () => {
  const named = { type: "function", function: { name: "weather" } };
  const model = saying("a", "b", "c", "d");
  const { ask } = await aChat(model);
  for (const tool_choice of ["none", "auto", "required", named]) await ask([user("hi")], { tool_choice });
  expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual([
    "auto",
    "auto",
    "required",
    { name: "weather" },
  ]);
  const offered = model.requests.map(({ tools }) => tools.some(({ name }) => name === "weather"));
  expect(offered).toEqual([false, true, true, true]);
  const other = { type: "function", function: { name: "stocks" } };
  expect(await status(ask([user("hi")], { tool_choice: other }))).toEqual([
    400,
    expect.stringContaining("stocks"),
  ]);
});

test("a demanded call is demanded once: the agent is free to speak after its own tools returned", async () => {
  const model = scriptedModel([callTool("conversation_search", { query: "x" })], [text("Nothing.")]);
  const { ask } = await aChat(model);
  await ask([user("look")], { tool_choice: "required" });
  expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual(["required", "auto"]);
});

// A chat client that drops a call would otherwise never be able to speak to its agent again.
test("a caller that speaks on lets go of its tool calls", async () => {
  const model = scriptedModel([callTool("weather", { city: "Oslo" })], [text("As you like.")]);
  const { ask } = await aChat(model);
  const first = await ask([user("Weather?")]);
  const messages = [user("Weather?"), first.choices[0].message, user("Never mind")];
  expect((await ask(messages)).choices[0].message.content).toBe("As you like.");
  expect(heardBy(model.requests[1]).at(-1)).toBe("user: Never mind");
});

test("a call that waits for a person's approval is not the caller's, and blocks it with the reason", async () => {
  const model = scriptedModel([text("Asking. "), callTool("conversation_search", { query: "x" })]);
  const { ask, agent, api } = await aChat(model);
  await api.agents.modifyApprovalForTool({
    params: { agent_id: agent.id, tool_name: "conversation_search" },
    query: { requires_approval: true } as never,
    body: { requires_approval: true } as never,
  });
  const { choices } = await ask([user("look")]);
  expect(choices[0]).toMatchObject({
    finish_reason: "stop",
    message: { content: "Asking. ", tool_calls: null },
  });
  expect(await status(ask([user("and now?")]))).toEqual([409, expect.stringContaining("approval")]);
});

test("an answer to a call that nobody made is refused", async () => {
  const { ask } = await aChat(saying());
  expect(await status(ask([user("hi"), tool("call-9", "x")]))).toEqual([400, expect.any(String)]);
});

test("a response format is asked of the model in place of the agent's own", async () => {
  const model = saying("{}", "{}", "{}");
  const { ask } = await aChat(model, { response_format: { type: "json_object" } as never });
  const json_schema = { name: "answer", strict: true, schema: { type: "object", properties: {} } };
  await ask([user("hi")]);
  await ask([user("hi")], { response_format: { type: "json_schema", json_schema } });
  await ask([user("hi")], { response_format: { type: "text" } });
  expect(model.requests.map(({ responseFormat }) => responseFormat)).toEqual([
    { type: "json_object" },
    { type: "json_schema", json_schema },
    { type: "text" },
  ]);
  expect(await status(ask([user("hi")], { response_format: { type: "yaml" } }))).toEqual([
    400,
    expect.any(String),
  ]);
});

test("a voice service streams from the agent in its path, with tools if it has some", async () => {
  const model = scriptedModel(
    [text("Hel"), text("lo")],
    [callTool("weather", { city: "Oslo" })],
    [text("Bye")],
  );
  const { ctx, agent, send } = await aChat(model);
  const path = `/v1/voice-beta/${agent.id}/chat/completions`;
  const body = { messages: [user("hi")], model: "whatever", tools: [weather] };
  const answer = async () => {
    const response = await fetchOf(ctx)(path, { method: "POST", body: JSON.stringify(body) });
    const frames = parseFrames(await response.text());
    expect(frames.at(-1)).toEqual({ done: true });
    return frames.flatMap((frame) => ("data" in frame ? (frame.data as any).choices : []));
  };
  const words = await answer();
  expect(words.map(({ delta }) => delta.content ?? "").join("")).toBe("Hello");
  expect(words.at(-1)).toMatchObject({ finish_reason: "stop" });
  expect((await answer()).at(-1)).toMatchObject({ finish_reason: "tool_calls" });
  const whole = await send("POST", path, { ...body, stream: false });
  expect(whole.body).toMatchObject({ object: "chat.completion", choices: [{ message: { content: "Bye" } }] });
  const wrong = await send("POST", path, { messages: "hi" });
  expect(wrong).toMatchObject({ status: 400 });
  const unknown = "/v1/voice-beta/agent-00000000-0000-4000-8000-00000000dead/chat/completions";
  expect((await send("POST", unknown, body)).status).toBe(404);
});
