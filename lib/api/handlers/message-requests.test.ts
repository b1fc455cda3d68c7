import { expect, test } from "vitest";
import { textOf } from "@/lib/runtime/messages";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThatAsks, answer, approve, returnsIn, writes } from "@/lib/testing/approvals";
import { framesOf } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld, outline } from "@/lib/testing/turns";

async function anAgent(...turns: Parameters<typeof scriptedModel>) {
  const model = scriptedModel(...turns);
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent();
  const path = `/v1/agents/${agent.id}/messages`;
  return {
    ...world,
    model,
    agent,
    params: { agent_id: agent.id },
    post: (body: object) => world.send("POST", path, body),
  };
}

const hello = { role: "user", content: "hello" };

test.each([
  ["both spellings of the input", { input: "hello", messages: [hello] }, 422],
  ["neither of them", {}, 422],
  ["no messages", { messages: [] }, 422],
  ["what only streams have: tokens", { input: "hello", stream_tokens: true }, 422],
  ["what only streams have: a background", { input: "hello", background: true }, 422],
  ["what only streams have: no pings", { input: "hello", include_pings: false }, 422],
  ["a role that nobody speaks in", { messages: [{ role: "tool", content: "hello" }] }, 422],
  ["an empty text", { messages: [{ role: "user", content: " " }] }, 400],
  ["no parts", { messages: [{ role: "user", content: [] }] }, 400],
  ["no steps", { input: "hello", max_steps: 0 }, 400],
])("a request with %s is refused, and no run is stored", async (_, body, status) => {
  const { post, ctx, agent } = await anAgent([text("hi")]);
  expect((await post(body)).status).toBe(status);
  expect(await ctx.db.run.count({ where: { agent_id: agent.id } })).toBe(0);
});

test("an empty list of messages is refused in words clients know", async () => {
  const { post } = await anAgent([text("hi")]);
  expect(await post({ messages: [] })).toEqual({
    status: 422,
    body: { detail: "Messages must not be empty" },
  });
});

test("a client of before 1.0 streams on the path that is for streams alone", async () => {
  const { legacy, params, ctx } = await anAgent([text("hi")]);
  const streaming = legacy.agents.sendMessage({ params, body: { input: "hello", streaming: true } });
  expect((await refusal(streaming)).status).toBe(422);
  const frames = await framesOf(ctx, `/v1/agents/${params.agent_id}/messages/stream`, { input: "hello" });
  expect(outline(frames)).toEqual(["ping", "assistant_message", "stop_reason", "usage_statistics", "[DONE]"]);
});

test("input is stored word for word, each message a row of its own with what it says of itself", async () => {
  const { api, ctx, params, model } = await anAgent([text("hi")]);
  const group_id = "group-00000000-0000-4000-8000-000000000001";
  const messages = [
    { role: "system", content: '{"type": "login"}', sender_id: "agent-1", name: "Bob", group_id },
    { role: "user", content: [{ type: "text", text: "  Hello\n" }], otid: "my-otid" },
    { role: "assistant", content: "I said so" },
  ];
  await api.agents.sendMessage({ params, body: { messages } as never });
  const rows = await ctx.db.message.findMany({ where: params, orderBy: { seq: "asc" }, skip: 1 });
  expect(rows.map(({ role, content }) => [role, (content as { text: string }[])[0].text])).toEqual([
    ["system", '{"type": "login"}'],
    ["user", "  Hello\n"],
    ["assistant", "I said so"],
    ["assistant", "hi"],
  ]);
  expect(rows[0]).toMatchObject({ sender_id: "agent-1", name: "Bob", group_id });
  expect(rows[1].otid).toBe("my-otid");
  expect(rows[2].otid).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(new Set(rows.map(({ step_id, run_id }) => `${step_id} ${run_id}`)).size).toBe(1);
  expect(textOf(model.requests[0].messages[2].content)).toBe("  Hello\n");
});

test("an answer of the older form, without a type and by the id of its request, counts", async () => {
  const model = scriptedModel([writes("tea", "call-1")], [text("Noted.")]);
  const { say, memory, window } = await anAgentThatAsks(model);
  await say("remember");
  const approval_request_id = (await window()).at(-1)?.id;
  await say({ messages: [{ approval_request_id, approve: false, reason: "not yet" }] });
  expect(returnsIn(model.requests[1])["call-1"]).toContain("User reason: not yet");
  expect(await memory()).toBe("");
});

test("an answer that decides nothing is refused, and the call waits on", async () => {
  const { say } = await anAgentThatAsks(scriptedModel([writes("tea", "call-1")], [text("Noted.")]));
  await say("remember");
  const refused = await say(answer());
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("does not contain any approvals") },
  });
  expect((await say(answer(approve("call-1")))).status).toBe(200);
});
