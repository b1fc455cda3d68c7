import Letta from "@letta-ai/letta-client";
import { expect, test } from "vitest";
import { clientOf, DEMO, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();
const unknown = (prefix: string) => `${prefix}-00000000-0000-4000-8000-00000000dead`;

test("what does not exist is a NotFoundError with the reason", async () => {
  const { client } = served;
  const calls: (() => PromiseLike<unknown>)[] = [
    () => client.agents.retrieve(unknown("agent")),
    () => client.blocks.retrieve(unknown("block")),
    () => client.tools.retrieve(unknown("tool")),
    () => client.runs.retrieve(unknown("run")),
    () => client.steps.retrieve(unknown("step")),
    () => client.agents.messages.create(unknown("agent"), { input: "hi" }),
    () => client.agents.create({ model: "nobody/nothing" }),
  ];
  for (const call of calls) {
    const error = await failure(call());
    expect(error).toBeInstanceOf(Letta.NotFoundError);
    expect(error.error.detail).toEqual(expect.any(String));
  }
});

test("an ill-formed id and a wrong type are UnprocessableEntityErrors that name the field", async () => {
  const { client } = served;
  expect(await failure(client.agents.retrieve("agent-nonsense"))).toBeInstanceOf(
    Letta.UnprocessableEntityError,
  );
  const error = await failure(client.blocks.create({ label: "x", value: 5 as never }));
  expect(error).toBeInstanceOf(Letta.UnprocessableEntityError);
  expect(JSON.stringify(error.error)).toContain("value");
});

test("an empty message and a request without one change nothing", async () => {
  const { client } = served;
  const agent = await newAgent(client, DEMO);
  expect(await failure(client.agents.messages.create(agent.id, { input: "  " }))).toBeInstanceOf(
    Letta.BadRequestError,
  );
  expect(await failure(client.agents.messages.create(agent.id, { messages: [] }))).toBeInstanceOf(
    Letta.UnprocessableEntityError,
  );
  expect((await client.agents.messages.list(agent.id)).items.map(({ message_type }) => message_type)).toEqual(
    ["system_message"],
  );
});

test("a label that an agent has already is a ConflictError", async () => {
  const { client } = served;
  const agent = await newAgent(client, DEMO);
  const block = await client.blocks.create({ label: "human", value: "another" });
  const error = await failure(client.agents.blocks.attach(block.id, { agent_id: agent.id }));
  expect(error).toBeInstanceOf(Letta.ConflictError);
});

test("a body that is no JSON is refused as such", async () => {
  const response = await fetch(`${served.server.url}/v1/agents/`, {
    method: "POST",
    body: '{"name": ',
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ detail: expect.anything() });
});

test("an operation that does not exist is a 404, one with another method a 405", async () => {
  const { url } = served.server;
  expect((await fetch(`${url}/v1/nonsense`)).status).toBe(404);
  expect((await fetch(`${url}/v1/health/`, { method: "DELETE" })).status).toBe(405);
});

test.each([
  ["401", Letta.AuthenticationError, "llm_authentication"],
  ["429", Letta.RateLimitError, "llm_rate_limit"],
  ["400", Letta.BadRequestError, "llm_bad_request"],
  ["500", Letta.InternalServerError, "llm_error"],
  ["402", Letta.APIError, "llm_insufficient_credits"],
])(
  "a provider that answers %s is an error of its own class, and the message is not kept",
  async (status, type, kind) => {
    const { client } = served;
    const agent = await newAgent(client, SCRIPTED);
    const error = await failure(client.agents.messages.create(agent.id, { input: `[[error ${status}]]` }));
    expect(error).toBeInstanceOf(type);
    expect(error.error).toMatchObject({
      error: { type: kind, message: expect.any(String), detail: expect.any(String) },
    });
    expect((await client.agents.messages.list(agent.id)).items).toHaveLength(1);
  },
);

test("a conversation too long for the model says so", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const error = await failure(client.agents.messages.create(agent.id, { input: "[[error overflow]]" }));
  expect(error).toBeInstanceOf(Letta.BadRequestError);
  expect(error.error.detail).toMatch(/^CONTEXT_WINDOW_EXCEEDED/);
});

// A client that repeats by itself would have the agent hear everything three times.
test("a client with retries does not repeat a turn that failed", async () => {
  const patient = clientOf(served.server.url, { maxRetries: 2 });
  const agent = await newAgent(patient, SCRIPTED);
  await failure(patient.agents.messages.create(agent.id, { input: "[[error 429]]" }));
  expect((await patient.runs.list({ agent_id: agent.id })).items).toHaveLength(1);
});

test("an error in a stream is thrown where it is read, with the provider's words", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const events: string[] = [];
  const reading = (async () => {
    for await (const event of await client.agents.messages.stream(agent.id, { input: "[[error 401]]" }))
      events.push(event.message_type as string);
  })();
  const error = await failure(reading);
  expect(error).toBeInstanceOf(Letta.APIError);
  expect(error.error).toMatchObject({
    message_type: "error_message",
    error_type: "llm_authentication",
    run_id: expect.stringMatching(/^run-/),
  });
  expect(events).toEqual(["ping", "stop_reason"]);
});

test("a provider that breaks off in the middle of its answer ends the turn, and the agent can be spoken to", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  expect(await failure(client.agents.messages.create(agent.id, { input: "[[cut 2]]" }))).toBeInstanceOf(
    Letta.InternalServerError,
  );
  const { messages } = await client.agents.messages.create(agent.id, { input: "[[text fine]]" });
  expect(messages).toMatchObject([{ message_type: "assistant_message", content: "fine" }]);
});

test("a secret never reaches the log", async () => {
  expect(served.server.output()).not.toContain("sk-scripted");
});
