import { expect, test } from "vitest";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { newId } from "@/lib/shared/ids";
import { refusal } from "@/lib/testing/harness";
import { eventsOf } from "@/lib/testing/state";
import { aTurnWorld } from "@/lib/testing/turns";

const remember = callTool("memory_insert", { label: "human", new_string: "tea" });

/** An agent that was told two things; it noted the first with a tool. */
async function aTalkedTo() {
  const model = scriptedModel([remember], [text("Noted.")], [text("Bye.")], [text("Again.")]);
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  const say = (input: string) => world.api.agents.sendMessage({ params, body: { input } });
  await say("I like tea");
  await say("Bye");
  const window = async () =>
    (await world.ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } })).message_ids;
  const rewind = (message_id: string) => world.api.mneme.rewindAgent({ params, body: { message_id } });
  const roles = async () => {
    const rows = await world.ctx.db.message.findMany({
      where: { id: { in: await window() } },
      orderBy: { seq: "asc" },
    });
    return rows.map(({ role }) => role);
  };
  return { ...world, model, agent, say, window, rewind, roles };
}

test("a message and all behind it leave the window, stay in history, and the agent goes on without them", async () => {
  const { api, agent, model, say, window, rewind, ctx } = await aTalkedTo();
  const before = await window();
  const last = before.at(-2) as string;
  expect(await rewind(last)).toEqual({
    agent_id: agent.id,
    removed_message_ids: before.slice(-2),
    window_size: before.length - 2,
  });
  expect(await window()).toEqual(before.slice(0, -2));
  const history = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { limit: 0 } });
  expect(history.some(({ id }) => id === last)).toBe(true);
  const [event] = (await eventsOf(ctx, agent.id)).filter(({ action }) => action === "messages_replaced");
  expect(event).toMatchObject({
    before: { message_ids: before },
    after: { message_ids: before.slice(0, -2) },
  });
  await say("See you");
  const sent = model.requests
    .at(-1)
    ?.messages.map(({ content }) => JSON.stringify(content))
    .join();
  expect(sent).toContain("See you");
  expect(sent).not.toContain('"Bye"');
});

// Providers refuse a history in which a call has no return.
test("a call does not stay behind without its return", async () => {
  const { roles, window, rewind } = await aTalkedTo();
  expect(await roles()).toEqual(["system", "user", "assistant", "tool", "assistant", "user", "assistant"]);
  const before = await window();
  expect((await rewind(before[3])).removed_message_ids).toEqual(before.slice(2));
  expect(await roles()).toEqual(["system", "user"]);
});

test("a call whose return stays, stays too", async () => {
  const { roles, window, rewind } = await aTalkedTo();
  await rewind((await window())[4]);
  expect(await roles()).toEqual(["system", "user", "assistant", "tool"]);
});

test("the system message cannot go, and what is not in the window is not found", async () => {
  const { window, rewind } = await aTalkedTo();
  const [system, , , , , last] = await window();
  expect((await refusal(rewind(system))).status).toBe(400);
  await rewind(last);
  expect((await refusal(rewind(last))).status).toBe(404);
  expect((await refusal(rewind(newId("message")))).status).toBe(404);
});

test("while a run is active nothing is taken out from under it", async () => {
  const { window, rewind, ctx, agent } = await aTalkedTo();
  const organization_id = ctx.actor.organizationId;
  const data = { id: newId("run"), organization_id, agent_id: agent.id, status: "running" };
  const run = await ctx.db.run.create({ data });
  const before = await window();
  const { status, body } = await refusal(rewind(before.at(-1) as string));
  expect([status, body.run_id]).toEqual([409, run.id]);
  expect(await window()).toEqual(before);
});

test("another organization cannot rewind an agent", async () => {
  const { window, agent } = await aTalkedTo();
  const { api } = await aTurnWorld();
  const message_id = (await window()).at(-1) as string;
  const call = api.mneme.rewindAgent({ params: { agent_id: agent.id }, body: { message_id } });
  expect((await refusal(call)).status).toBe(404);
});

/** A conversation beside the default one, in which the agent was told two things as well. */
async function aConversation() {
  const model = scriptedModel([text("Here.")], [text("One.")], [text("Two.")], [text("Again.")]);
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent();
  const { api, ctx } = world;
  await api.agents.sendMessage({ params: { agent_id: agent.id }, body: { input: "here" } });
  const { id } = await api.conversations.createConversation({ query: { agent_id: agent.id }, body: {} });
  const say = (input: string) =>
    api.conversations.sendConversationMessage({
      params: { conversation_id: id },
      body: { input, streaming: false } as never,
    });
  await say("first");
  await say("second");
  const window = async () =>
    (await ctx.db.conversation.findFirstOrThrow({ where: { id } })).in_context_message_ids;
  const rewind = (message_id: string, agent_id = agent.id) =>
    api.mneme.rewindAgent({ params: { agent_id }, body: { message_id, conversation_id: id } });
  return { ...world, model, agent, id, say, window, rewind };
}

test("a conversation beside the default one is taken back by itself", async () => {
  const { ctx, agent, model, id, say, window, rewind } = await aConversation();
  const { message_ids } = await ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  const before = await window();
  expect(await rewind(before[3])).toEqual({
    agent_id: agent.id,
    removed_message_ids: before.slice(3),
    window_size: 3,
  });
  expect(await window()).toEqual(before.slice(0, 3));
  expect((await ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } })).message_ids).toEqual(message_ids);
  const events = await ctx.db.stateEvent.findMany({ where: { entity_id: id, action: "messages_replaced" } });
  expect(events).toMatchObject([{ entity_type: "conversation", conversation_id: id }]);
  await say("otherwise");
  expect(JSON.stringify(model.requests.at(-1)?.messages)).not.toContain("second");
});

test("only what a conversation shows can be taken out of it, by the agent it belongs to, while it is idle", async () => {
  const { ctx, agent, id, anAgent, window, rewind } = await aConversation();
  const { message_ids } = await ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  expect((await refusal(rewind(message_ids[1]))).status).toBe(404);
  const last = (await window()).at(-1) as string;
  expect((await refusal(rewind(last, (await anAgent()).id))).status).toBe(404);
  const where = { organization_id: ctx.actor.organizationId, agent_id: agent.id };
  await ctx.db.run.create({
    data: { id: newId("run"), ...where, status: "running", conversation_id: id },
  });
  expect((await refusal(rewind(last))).status).toBe(409);
});
