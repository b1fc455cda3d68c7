import { expect, test } from "vitest";
import { callTool, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, framesOf, saying } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const working = () =>
  scriptedModel([reasoning("hm"), callTool("conversation_search", { query: "x" })], [text("done")]);

async function sent(body: object, model = working()) {
  const world = await anAgentThat(model);
  const path = `/v1/agents/${world.agent.id}/messages`;
  const response = await world.send("POST", path, { input: "go", ...body });
  return { ...world, path, response };
}

test("only the wanted types are answered, streamed and listed with the run; the end is always told", async () => {
  const include_return_message_types = ["assistant_message", "tool_return_message"];
  const { response, api, agent } = await sent({ include_return_message_types });
  const types = (items: { message_type: string }[]) => items.map(({ message_type }) => message_type);
  expect(types(response.body.messages)).toEqual(["tool_return_message", "assistant_message"]);
  const [run] = await api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(types(await api.runs.listMessagesForRun({ params: { run_id: run.id }, query: {} }))).toEqual([
    "tool_return_message",
    "assistant_message",
  ]);
  for (const stream_tokens of [false, true]) {
    const { ctx, agent } = await anAgentThat(working());
    const body = { input: "go", stream_tokens, include_return_message_types, include_pings: false };
    const frames = await framesOf(ctx, `/v1/agents/${agent.id}/messages/stream`, body);
    expect(
      types(frames.flatMap((frame) => ("data" in frame ? [frame.data as { message_type: string }] : []))),
    ).toEqual(["tool_return_message", "assistant_message", "stop_reason", "usage_statistics"]);
  }
  const wanted = await api.agents.listMessages({
    params: { agent_id: agent.id },
    query: { include_return_message_types: ["reasoning_message"] },
  });
  expect(types(wanted)).toEqual(["reasoning_message"]);
});

// Clients match what they sent, and join increments with what they read later, by these.
test("a message keeps the client's otid or gets one; what derives from one answer has one each, live and stored", async () => {
  const { ctx, agent, api } = await anAgentThat(
    scriptedModel([reasoning("hm"), text("hello")], [text("again")]),
  );
  const path = `/v1/agents/${agent.id}/messages/stream`;
  const messages = [
    { role: "user", content: "a", otid: "mine" },
    { role: "user", content: "b" },
  ];
  const frames = await framesOf(ctx, path, { messages, stream_tokens: true, include_pings: false });
  const live = frames
    .flatMap((frame) => ("data" in frame ? [frame.data as any] : []))
    .filter(({ otid }) => otid);
  const listed = await api.agents.listMessages({ params: { agent_id: agent.id }, query: {} });
  const users = listed.filter(({ message_type }) => message_type === "user_message");
  expect(users.map(({ otid }) => otid)).toEqual(["mine", expect.stringMatching(uuid)]);
  const answers = listed.filter(({ message_type }) => /^(reasoning|assistant)_message$/.test(message_type));
  expect(answers.map(({ id, otid }) => [id, otid])).toEqual([
    ...new Map(live.map(({ id, otid }) => [otid, [id, otid]])).values(),
  ]);
  expect(new Set(answers.map(({ otid }) => otid)).size).toBe(2);
});

test("a stored message cannot be changed", async () => {
  const { api, agent } = await sent({});
  const [message] = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { limit: 1 } });
  const change = api.agents.modifyMessage({
    params: { agent_id: agent.id, message_id: message.id },
    body: { message_type: "user_message", content: "other" },
  });
  expect(await refusal(change)).toMatchObject({ status: 405, body: { detail: expect.any(String) } });
});

test("a preview shows what would be sent, with its images, and leaves no trace", async () => {
  const { send, agent, api, ctx } = await anAgentThat(saying());
  ctx.outbound.get = async () => ({ status: 200, contentType: "image/png", body: Buffer.from("x") });
  const before = await api.agents.listMessages({ params: { agent_id: agent.id }, query: {} });
  const content = [{ type: "image", source: { type: "url", url: "https://p.test/a" } }];
  const { body } = await send("POST", `/v1/agents/${agent.id}/messages/preview-raw-payload`, {
    messages: [{ role: "user", content }],
  });
  expect(body.messages[0].role).toBe("system");
  expect(body.messages.at(-1).content).toMatchObject([
    { type: "image", source: { type: "base64", data: "eA==" } },
  ]);
  expect(await api.agents.listMessages({ params: { agent_id: agent.id }, query: {} })).toEqual(before);
  expect(await api.runs.listRuns({ query: { agent_id: agent.id } })).toEqual([]);
});

test.each(["override_system", "system"])("%s stands in for the whole prompt of one request", async (name) => {
  const model = saying("arr", "ok");
  const { send, agent, aConversation } = await anAgentThat(model);
  const { id } = await aConversation(agent.id);
  const client_skills = [{ name: "sail", description: "d", location: "l" }];
  for (const path of [`/v1/agents/${agent.id}`, `/v1/conversations/${id}`]) {
    const body = { input: "hi", streaming: false, [name]: "You are a pirate.", client_skills };
    expect((await send("POST", `${path}/messages`, body)).status).toBe(200);
    expect(model.requests.at(-1)?.messages[0].content).toMatchObject([{ text: "You are a pirate." }]);
  }
});

test("an agent's response format is asked of its model in every turn", async () => {
  const model = saying("{}");
  const response_format = { type: "json_schema", json_schema: { name: "mood", schema: { type: "object" } } };
  const { send, agent } = await anAgentThat(model, { response_format: response_format as never });
  await send("POST", `/v1/agents/${agent.id}/messages`, { input: "hi" });
  expect(model.requests[0].responseFormat).toEqual(response_format);
});

test("the messages of all agents can be asked for by conversation, the default one included", async () => {
  const { api, aConversation, ask, agent, send } = await anAgentThat(saying("a", "b"));
  const conversation = await aConversation(agent.id);
  await ask(conversation.id, "inside");
  await send("POST", `/v1/agents/${agent.id}/messages`, { input: "outside" });
  const said = async (conversation_id: string) => {
    const items = await api.messages.listAllMessages({ query: { conversation_id } });
    return items.flatMap((item) => (item.message_type === "user_message" ? [item.content] : []));
  };
  expect(await said(conversation.id)).toEqual(["inside"]);
  expect(await said("default")).toEqual(["outside"]);
});
