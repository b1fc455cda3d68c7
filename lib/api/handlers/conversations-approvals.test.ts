import { expect, test } from "vitest";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, framesOf, heardBy } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";
import { chunksOf, outline } from "@/lib/testing/turns";

const client_tools = [
  {
    name: "Bash",
    description: "Runs a command",
    parameters: { type: "object", properties: { command: { type: "string" } } },
  },
];
const bash = (id: string) => callTool("Bash", { command: "ls" }, id);
const returned = (tool_call_id: string, text = "a.txt") => ({
  type: "approval",
  approvals: [{ type: "tool", tool_call_id, tool_return: [{ type: "text", text }], status: "success" }],
});

async function aWaitingConversation(...rest: Parameters<typeof scriptedModel>) {
  const model = scriptedModel([bash("call-1")], ...rest);
  const world = await anAgentThat(model);
  const { id } = await world.aConversation(world.agent.id);
  const first = await world.say(id, "list the files", { client_tools, stream_tokens: true });
  const params = { conversation_id: id };
  const send = (messages: object[], more: object = {}) =>
    framesOf(world.ctx, `/v1/conversations/${id}/messages`, {
      messages,
      client_tools,
      include_pings: false,
      ...more,
    });
  const list = () => world.api.conversations.listConversationMessages({ params, query: { order: "asc" } });
  return { ...world, id, params, model, first, post: world.send, send, list };
}

test("a tool of the caller is offered, its call waits, and what the caller returns goes to the model", async () => {
  const { model, first, send, list, agent, api } = await aWaitingConversation([text("one file")]);
  expect(model.requests[0].tools.map(({ name }) => name)).toContain("Bash");
  expect(outline(first)).toEqual([
    "ping",
    "approval_request_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
  expect(chunksOf(first).find(({ stop_reason }) => stop_reason)).toMatchObject({
    stop_reason: "requires_approval",
  });
  const frames = await send([returned("call-1")]);
  expect(chunksOf(frames).find(({ message_type }) => message_type === "assistant_message")).toMatchObject({
    content: "one file",
  });
  expect(heardBy(model.requests[1]).at(-1)).toContain("a.txt");
  expect((await list()).map(({ message_type }) => message_type)).toEqual([
    "system_message",
    "user_message",
    "approval_request_message",
    "approval_response_message",
    "tool_return_message",
    "assistant_message",
  ]);
  const tools = await api.agents.listToolsForAgent({ params: { agent_id: agent.id }, query: { limit: 100 } });
  expect(tools.map(({ name }) => name)).not.toContain("Bash");
});

test("an image that the caller's tool returns reaches the model as an image, and is listed as one", async () => {
  const { model, send, list } = await aWaitingConversation([text("a cat")]);
  const source = { type: "base64", media_type: "image/png", data: "AAAA" };
  const tool_return = [
    { type: "text", text: "screen.png" },
    { type: "image", source },
  ];
  const approvals = [{ type: "tool", tool_call_id: "call-1", tool_return, status: "success" }];
  await send([{ type: "approval", approvals }]);
  const parts = [
    { type: "text", text: "screen.png" },
    { type: "image", source: { data: "AAAA" } },
  ];
  expect(model.requests[1].messages.at(-1)?.tool_returns).toMatchObject([{ func_response: parts }]);
  const [item] = (await list()).filter(({ message_type }) => message_type === "tool_return_message");
  expect(item).toMatchObject({
    tool_return: "screen.png\n[Image omitted]",
    tool_returns: [{ tool_return: parts }],
  });
});

test("what follows an approval in the same request is heard in the turn's next step", async () => {
  const { model, send } = await aWaitingConversation([text("hi")]);
  await send([returned("call-1"), { role: "user", content: "and hurry" }]);
  expect(model.requests[1].messages.slice(-2).map(({ role }) => role)).toEqual(["tool", "user"]);
  expect(heardBy(model.requests[1]).at(-1)).toBe("user: and hurry");
});

test("a message into a conversation that waits for an approval is a conflict; other conversations are free", async () => {
  const { id, agent, ask, aConversation, post, send } = await aWaitingConversation([text("elsewhere")]);
  const refused = await refusal(ask(id, "hello?"));
  expect(refused).toEqual({
    status: 409,
    body: { detail: expect.stringMatching(/^CONFLICT: .*waiting for approval/) },
  });
  const frames = await send([{ role: "user", content: "hello?" }]);
  expect(outline(frames)).toEqual(["stop_reason", "error", "[DONE]"]);
  expect(chunksOf(frames)[1].detail).toContain("waiting for approval");
  const other = await aConversation(agent.id);
  expect(await ask(other.id, "hello?")).toMatchObject({ messages: [{ content: "elsewhere" }] });
  expect((await post("GET", `/v1/conversations/${id}`)).status).toBe(200);
});

test("returns that fit no pending call are refused in words clients know", async () => {
  const { id, post } = await aWaitingConversation();
  const body = { messages: [returned("call-9")], client_tools, streaming: false };
  const refused = await post("POST", `/v1/conversations/${id}/messages`, body);
  expect(refused.status).toBe(400);
  expect(refused.body.detail).toMatch(/invalid tool call ids/i);
});

// A client that lost the connection repeats its answer: the tool's effect must not count twice, nor the agent be stuck.
test("an answer that was processed before is not processed again: the model goes on", async () => {
  const { model, send, list } = await aWaitingConversation(
    [text("one file")],
    [text("still one file")],
    [text("bye")],
  );
  await send([returned("call-1")]);
  const again = await send([returned("call-1")]);
  expect(chunksOf(again).find(({ message_type }) => message_type === "assistant_message")).toMatchObject({
    content: "still one file",
  });
  expect(heardBy(model.requests[2]).at(-1)).toMatch(/^user: <system-alert>.*<\/system-alert>$/);
  await send([returned("call-1"), { role: "user", content: "thanks" }]);
  expect(heardBy(model.requests[3]).at(-1)).toBe("user: thanks");
  expect((await list()).filter(({ message_type }) => message_type === "tool_return_message")).toHaveLength(1);
});

test("an answer that was processed before a compaction is known too", async () => {
  const { ctx, model, id, send } = await aWaitingConversation([text("one file")], [text("going on")]);
  await send([returned("call-1")]);
  const { in_context_message_ids } = await ctx.db.conversation.findUniqueOrThrow({ where: { id } });
  await ctx.db.conversation.update({
    where: { id },
    data: { in_context_message_ids: in_context_message_ids.slice(0, 1) },
  });
  await send([returned("call-1")]);
  expect(heardBy(model.requests[2])).toEqual([expect.stringContaining("<system-alert>")]);
});

test("an answer to a question nobody asked is refused", async () => {
  const { id, post, send } = await aWaitingConversation([text("one file")]);
  await send([returned("call-1")]);
  const body = { messages: [returned("call-7")], streaming: false };
  const refused = await post("POST", `/v1/conversations/${id}/messages`, body);
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("No tool call is currently awaiting approval") },
  });
});

test("cancelling denies what a conversation waits for, so that it can be spoken to again", async () => {
  const { api, params, id, ask, list, model } = await aWaitingConversation([text("fine")]);
  const [run] = await api.runs.listRuns({ query: { conversation_id: id } });
  expect(await api.conversations.cancelConversation({ params })).toEqual({ [run.id]: "cancelled" });
  expect((await list()).slice(-2).map(({ message_type }) => message_type)).toEqual([
    "approval_response_message",
    "tool_return_message",
  ]);
  expect(await ask(id, "never mind")).toMatchObject({ messages: [{ content: "fine" }] });
  expect(heardBy(model.requests[1]).join()).toContain("request to call tool denied");
});

test("cancelling the default conversation leaves what another one waits for", async () => {
  const { api, id, agent, ask } = await aWaitingConversation();
  const cancel = api.conversations.cancelConversation({ params: { conversation_id: agent.id } });
  expect(await refusal(cancel)).toMatchObject({ status: 409 });
  expect(await refusal(ask(id, "hello?"))).toMatchObject({ status: 409 });
});
