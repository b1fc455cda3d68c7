import OpenAI from "openai";
import { expect, test } from "vitest";
import { failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();

const openai = () => new OpenAI({ apiKey: "any", baseURL: `${served.server.url}/v1`, maxRetries: 0 });
const user = (content: string) => ({ role: "user" as const, content });

test("OpenAI's client talks to an agent by its id and by its name, and the agent remembers", async () => {
  const agent = await newAgent(served.client, SCRIPTED, { name: "Companion of OpenAI" });
  const first = await openai().chat.completions.create({
    model: agent.id,
    messages: [user("[[text Hello]]")],
  });
  expect(first).toMatchObject({
    object: "chat.completion",
    choices: [{ finish_reason: "stop", message: { content: "Hello" } }],
  });
  expect(first.usage?.total_tokens).toBeGreaterThan(0);
  await openai().chat.completions.create({
    model: "Companion of OpenAI",
    messages: [user("[[text Again]]")],
  });
  const { items } = await served.client.agents.messages.list(agent.id);
  expect(items.map(({ message_type }) => message_type).slice(1)).toEqual([
    "user_message",
    "assistant_message",
    "user_message",
    "assistant_message",
  ]);
});

test("OpenAI's client streams word by word", async () => {
  const agent = await newAgent(served.client, SCRIPTED);
  const stream = await openai().chat.completions.create({
    model: agent.id,
    messages: [user("[[long 30]]")],
    stream: true,
  });
  const deltas: string[] = [];
  const reasons: unknown[] = [];
  for await (const { choices } of stream) {
    deltas.push(choices[0].delta.content ?? "");
    reasons.push(choices[0].finish_reason);
  }
  expect(deltas.filter(Boolean).length).toBeGreaterThan(5);
  expect(deltas.join("").trim()).toMatch(/^word0 .* word29$/);
  expect(reasons.filter(Boolean)).toEqual(["stop"]);
});

test("OpenAI's client throws its own errors, with our reasons", async () => {
  const agent = await newAgent(served.client, SCRIPTED);
  const ask = (model: string, content = "hi") =>
    failure(openai().chat.completions.create({ model, messages: [user(content)] }));
  expect(await ask("agent-00000000-0000-4000-8000-00000000dead")).toBeInstanceOf(OpenAI.NotFoundError);
  expect(await ask("gpt-4o")).toBeInstanceOf(OpenAI.BadRequestError);
  const limited = await ask(agent.id, "[[error 429]]");
  expect(limited).toBeInstanceOf(OpenAI.RateLimitError);
  expect(limited.message).toContain("Rate limit");
});

test("OpenAI's client runs its own tools for an agent, word by word, and asks for a form of the answer", async () => {
  const agent = await newAgent(served.client, SCRIPTED);
  const asked: unknown[] = [];
  const runner = openai().chat.completions.runTools({
    model: agent.id,
    messages: [user('[[tool weather {"city": "Oslo"}]]')],
    stream: true,
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
  expect(await runner.finalContent()).toContain("rain");
  expect(asked).toEqual([{ city: "Oslo" }]);
  const json_schema = {
    name: "answer",
    schema: { type: "object", properties: {}, additionalProperties: false },
  };
  await openai().chat.completions.create({
    model: agent.id,
    messages: [user("[[text {}]]")],
    response_format: { type: "json_schema", json_schema },
  });
  expect(JSON.stringify(served.model.requests.at(-1))).toContain('"answer"');
});
