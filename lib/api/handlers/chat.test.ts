import OpenAI from "openai";
import { expect, test } from "vitest";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { callTool, finish, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, fetchOf, heardBy, parseFrames, saying } from "@/lib/testing/conversations";

/** The official client of OpenAI, on an agent of ours. */
async function aChat(model: Model, fields: NewAgent = {}) {
  const world = await anAgentThat(model, fields);
  const options = { apiKey: "any", baseURL: "http://mneme.test/v1", maxRetries: 0 };
  const openai = new OpenAI({ ...options, fetch: fetchOf(world.ctx) as typeof fetch });
  return { ...world, openai };
}

const user = (content: string) => ({ role: "user" as const, content });

async function failure(call: PromiseLike<unknown>): Promise<{ status: number; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof OpenAI.APIError) return { status: error.status, message: error.message };
    throw error;
  }
  throw new Error("The call succeeded");
}

test("the official client gets a completion: what the agent said, why it stopped and what it took", async () => {
  const { openai, agent, api } = await aChat(scriptedModel([reasoning("hm"), text("Hello")]));
  const completion = await openai.chat.completions.create({ model: agent.id, messages: [user("hi")] });
  const [run] = await api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(completion).toMatchObject({
    id: `chatcmpl-${run.id}`,
    object: "chat.completion",
    model: "gpt-4o-mini",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  });
  expect(run.metadata).toMatchObject({ run_type: "openai_chat_completions" });
});

test("the official client streams: the role once, then the words, then exactly one reason to stop", async () => {
  const { openai, agent } = await aChat(scriptedModel([reasoning("hm"), text("Hel"), text("lo")]));
  const chunks = [];
  for await (const chunk of await openai.chat.completions.create({
    model: agent.id,
    messages: [user("hi")],
    stream: true,
  }))
    chunks.push(chunk);
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  expect(chunks.map(({ choices }) => [choices[0].delta, choices[0].finish_reason])).toEqual([
    [{ role: "assistant", content: "Hel" }, null],
    [{ content: "lo" }, null],
    [{}, "stop"],
  ]);
  expect(chunks.every(({ object }) => object === "chat.completion.chunk")).toBe(true);
});

test("the stream ends with its mark, and tells the tokens only to those who ask", async () => {
  const { ctx, openai, agent } = await aChat(saying("a", "b"));
  const body = { model: agent.id, messages: [user("hi")], stream: true as const };
  const response = await fetchOf(ctx)("/v1/chat/completions", { method: "POST", body: JSON.stringify(body) });
  const frames = parseFrames(await response.text());
  expect(frames.at(-1)).toEqual({ done: true });
  expect(JSON.stringify(frames)).not.toContain("usage");
  const usages = [];
  for await (const { usage } of await openai.chat.completions.create({
    ...body,
    stream_options: { include_usage: true },
  }))
    usages.push(usage?.total_tokens);
  expect(usages).toEqual([undefined, undefined, 15]);
});

test("only the user's last message is told to the agent, which has a history of its own", async () => {
  const model = saying("a", "b");
  const { openai, agent } = await aChat(model);
  await openai.chat.completions.create({ model: agent.id, messages: [user("one")] });
  const messages = [{ role: "system" as const, content: "Be a pirate" }, user("zero"), user("two")];
  await openai.chat.completions.create({ model: agent.id, messages, temperature: 0.3 });
  expect(heardBy(model.requests[1])).toEqual(["user: one", "assistant: a", "user: two"]);
  expect(JSON.stringify(model.requests[1])).not.toContain("pirate");
});

test("text parts and images of a message arrive as such", async () => {
  const model = saying("a");
  const { openai, agent } = await aChat(model);
  const content = [
    { type: "text" as const, text: "what is this?" },
    { type: "image_url" as const, image_url: { url: "data:image/png;base64,AAAA" } },
  ];
  await openai.chat.completions.create({ model: agent.id, messages: [{ role: "user", content }] });
  expect(model.requests[0].messages.at(-1)?.content).toMatchObject([
    { type: "text", text: "what is this?" },
    { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
  ]);
});

test("tools that the agent uses on the way stay its own business", async () => {
  const steps = [
    [text("Let me look. "), callTool("conversation_search", { query: "x" })],
    [text("Nothing.")],
  ];
  const { openai, agent } = await aChat(scriptedModel(...steps, ...steps));
  const body = { model: agent.id, messages: [user("look")] };
  const whole = (await openai.chat.completions.create(body)).choices[0].message;
  expect(whole).toMatchObject({ content: "Let me look. \n\nNothing.", tool_calls: null });
  let streamed = "";
  for await (const { choices } of await openai.chat.completions.create({ ...body, stream: true }))
    streamed += choices[0].delta.content ?? "";
  expect(streamed).toBe(whole.content);
});

test("an agent of an older type, which speaks through a tool, is heard as well", async () => {
  const said = [callTool("send_message", { message: "Hello" })];
  const { openai, agent } = await aChat(scriptedModel(said, said), {
    agent_type: "memgpt_agent",
    tool_rules: [{ type: "exit_loop", tool_name: "send_message" }],
  });
  const body = { model: agent.id, messages: [user("hi")], max_completion_tokens: 5 };
  expect((await openai.chat.completions.create(body)).choices[0].message.content).toContain("Hello");
  const deltas = [];
  for await (const { choices } of await openai.chat.completions.create({ ...body, stream: true }))
    deltas.push(choices[0].delta);
  expect(deltas).toEqual([{ role: "assistant", content: "Hello" }, {}]);
});

test("an answer that was cut by the model's limit says so", async () => {
  const { openai, agent } = await aChat(scriptedModel([text("and so"), finish("length")]));
  const stream = await openai.chat.completions.create({
    model: agent.id,
    messages: [user("hi")],
    stream: true,
  });
  const reasons = [];
  for await (const { choices } of stream) reasons.push(choices[0].finish_reason);
  expect(reasons).toEqual([null, "length"]);
});

test("an agent is named by its id, with or without a provider, or by its name", async () => {
  const { openai, agent } = await aChat(saying("a", "b", "c", "d"), { name: "Companion" });
  for (const model of [agent.id, `letta/${agent.id}`, "Companion", "letta/Companion"]) {
    const { choices } = await openai.chat.completions.create({ model, messages: [user("hi")] });
    expect(choices).toHaveLength(1);
  }
});

test("a model that names no agent, or more than one, is refused with the reason", async () => {
  const { openai, agent, anAgent } = await aChat(saying(), { name: "Twin" });
  await anAgent({ name: "Twin" });
  const ask = (model: string, messages = [user("hi")]) =>
    failure(openai.chat.completions.create({ model, messages }));
  expect(await ask("gpt-4o")).toEqual({ status: 400, message: expect.stringContaining("agent-<uuid4>") });
  expect(await ask("Twin")).toEqual({ status: 400, message: expect.stringContaining("More than one agent") });
  expect(await ask("agent-00000000-0000-4000-8000-00000000dead")).toEqual({
    status: 404,
    message: expect.stringContaining("Agent not found"),
  });
  expect(await ask(agent.id, [])).toEqual({
    status: 400,
    message: expect.stringContaining("message of the user"),
  });
});

test("`user` names the user who asks, where callers may name one, and otherwise nothing", async () => {
  const { openai, agent, ctx } = await aChat(saying("a", "b", "c", "d"));
  const aUser = (organization_id: string) =>
    ctx.db.user.create({ data: { id: ctx.ids.next("user"), organization_id, name: "Bob" } });
  const other = await aUser(ctx.actor.organizationId);
  const askedBy = async (client: OpenAI, name: string) => {
    const body = { model: agent.id, user: name, messages: [user("hi")] };
    const { id } = await client.chat.completions.create(body);
    const where = { id: id.replace("chatcmpl-", ""), organization_id: ctx.actor.organizationId };
    return (await ctx.db.run.findFirstOrThrow({ where })).actor_id;
  };
  const as = (actor: object) => {
    const fetch = fetchOf({ ...ctx, actor: { ...ctx.actor, ...actor } }) as typeof globalThis.fetch;
    return new OpenAI({ apiKey: "any", baseURL: "http://mneme.test/v1", maxRetries: 0, fetch });
  };
  expect(await askedBy(openai, other.id)).toBe(other.id);
  expect(await askedBy(openai, "bob@example.com")).toBe(ctx.actor.id);
  expect(await askedBy(as({ type: "api_key", id: "key-1" }), other.id)).toBe("key-1");
  expect(await askedBy(as({ isClientToken: true }), other.id)).toBe(ctx.actor.id);
  const foreign = await aUser((await aChat(saying())).ctx.actor.organizationId);
  const body = { model: agent.id, user: foreign.id, messages: [user("hi")] };
  expect(await failure(openai.chat.completions.create(body))).toMatchObject({ status: 404 });
});

// The official client shows `error.message` and nothing else of an answer.
test("whatever is wrong with a request, the official client has words for it", async () => {
  const { openai, agent, ctx } = await aChat(saying());
  const ask = (body: object) => failure(openai.chat.completions.create(body as never));
  expect(await ask({ model: agent.id })).toEqual({
    status: 422,
    message: expect.stringContaining("messages: Field required"),
  });
  expect(await ask({ model: agent.id, messages: [user("hi")], temperature: 9 })).toEqual({
    status: 422,
    message: expect.stringContaining("temperature"),
  });
  const answer = await fetchOf(ctx)("/v1/chat/completions", { method: "POST", body: "{" });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { detail: expect.any(String), error: { message: expect.any(String), type: "invalid_request_error" } },
  ]);
});

test("another organisation's agent is not found, by its id or its name", async () => {
  const { agent } = await aChat(saying(), { name: "Private" });
  const { openai } = await aChat(saying(), { name: "Mine" });
  const ask = (model: string) => failure(openai.chat.completions.create({ model, messages: [user("hi")] }));
  expect(await ask(agent.id)).toMatchObject({ status: 404 });
  expect(await ask("Private")).toMatchObject({ status: 400 });
});

test("a failure of the agent's model is an error of the client, in whole answers and in streams", async () => {
  const limit = () => new ModelError("rate_limit", "Rate limit reached");
  const { openai, agent } = await aChat(scriptedModel(limit(), limit()));
  const body = { model: agent.id, messages: [user("hi")] };
  expect(await failure(openai.chat.completions.create(body))).toEqual({
    status: 429,
    message: expect.stringContaining("Rate limit reached"),
  });
  const reading = (async () => {
    for await (const _ of await openai.chat.completions.create({ ...body, stream: true }));
  })();
  await expect(reading).rejects.toThrow("Rate limit reached");
});
