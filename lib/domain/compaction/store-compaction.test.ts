import { expect, test } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import { aTalkingAgent } from "@/lib/testing/compaction";
import { aRunLog } from "@/lib/testing/crash";
import { eventsOf } from "@/lib/testing/state";
import { aTurnWorld, openStream } from "@/lib/testing/turns";
import type { Context } from "../context";
import { recoverRuns } from "../runs/recover-runs";
import { compactMessages } from "./compact-messages";
import { storeCompaction } from "./store-compaction";

const summaryRow = (ctx: Context): Message => ({
  id: ctx.ids.next("message"),
  role: "summary",
  content: [{ type: "text", text: "A summary." }],
  created_at: ctx.clock.now().toISOString(),
});

async function anAgentWithHistory() {
  const world = await aTalkingAgent();
  await world.talk(4);
  const target = { agentId: world.agent.id, conversationId: null };
  const ids = await world.window();
  return {
    ...world,
    target,
    ids,
    setWindow: (message_ids: string[]) =>
      world.ctx.db.agent.update({ where: { id: world.agent.id }, data: { message_ids } }),
  };
}

// A cancel may append denials, a user may reset, while a summary is being written.
test("what came to the window meanwhile stays behind the summary, and what left it does not come back", async () => {
  const { ctx, target, ids, window, setWindow } = await anAgentWithHistory();
  const [systemId, first, second, third, ...rest] = ids;
  const newcomer = rest.at(-1) as string;
  await setWindow([systemId, second, third, ...rest.slice(0, -1), newcomer]);
  const row = summaryRow(ctx);
  await storeCompaction(ctx, target, { row, evictedIds: [first, second, third], traces: [], calls: [] });
  expect(await window()).toEqual([systemId, row.id, ...rest]);
});

test("where nothing of what was summarised is left, the window stays as it is and the summary is not stored", async () => {
  const { ctx, target, ids, window, setWindow } = await anAgentWithHistory();
  await setWindow([ids[0]]);
  const row = summaryRow(ctx);
  await storeCompaction(ctx, target, { row, evictedIds: ids.slice(1), traces: [], calls: [] });
  expect(await window()).toEqual([ids[0]]);
  expect(await ctx.db.message.count({ where: { id: row.id } })).toBe(0);
});

test("a compaction is stored whole or not at all", async () => {
  const { ctx, target, ids, window } = await anAgentWithHistory();
  const row = summaryRow(ctx);
  const events = await eventsOf(ctx, target.agentId);
  // The last thing the transaction does is to compile the system message; its time comes from this clock.
  const broken: Context = {
    ...ctx,
    clock: {
      now() {
        throw new Error("The process died");
      },
    },
  };
  await expect(
    storeCompaction(broken, target, { row, evictedIds: ids.slice(1), traces: [], calls: [] }),
  ).rejects.toThrow("died");
  expect(await window()).toEqual(ids);
  expect(await ctx.db.message.count({ where: { id: row.id } })).toBe(0);
  expect(await eventsOf(ctx, target.agentId)).toEqual(events);
});

test("a process that dies while a summary is written leaves the window as it was, and the agent answers again", async () => {
  const world = await aTalkingAgent({}, { runLog: await aRunLog() });
  const { ctx, agent, model } = world;
  await world.talk(4);
  const before = await world.window();
  model.usage = 127_000;
  const stuck = new Promise<string>((resolve) => {
    model.beforeSummary = () => {
      resolve("writing");
      return new Promise(() => {});
    };
  });
  const items = await openStream(ctx, agent.id, { input: "One more", background: true });
  const { value } = (await items.next()) as { value: { data: { run_id: string } } };
  await stuck;
  await ctx.runLog.flush(value.data.run_id);
  model.beforeSummary = () => {};
  const next = await aTurnWorld({ model, runLog: await aRunLog(), actor: ctx.actor });
  const taking = { ownerId: next.executor.ownerId, allOthers: true, now: ctx.clock.now() };
  await recoverRuns(ctx.db, () => next.ctx, taking);
  const status = async () => (await ctx.db.run.findFirstOrThrow({ where: { id: value.data.run_id } })).status;
  await expect.poll(status, { timeout: 10_000 }).toBe("completed");
  const window = await world.window();
  expect(window.slice(0, before.length)).toEqual(before);
  expect(window).toHaveLength(before.length + 2);
  const target = { agentId: agent.id, conversationId: null };
  const { num_messages_after } = await compactMessages(next.ctx, target, { mode: "all" });
  expect(num_messages_after).toBe(2);
});

test("a conversation is compacted in its own window; the agent's other messages stay where they are", async () => {
  const { ctx, api, agent, window, talk, model } = await aTalkingAgent();
  await talk(3);
  const before = await window();
  const { id } = await api.conversations.createConversation({
    query: { agent_id: agent.id },
    body: {} as never,
  });
  const params = { conversation_id: id };
  const shown = async () => (await api.conversations.retrieveConversation({ params })).in_context_message_ids;
  const say = (input: string) =>
    api.conversations.sendConversationMessage({ params, body: { input, streaming: false } as never });
  for (let turn = 0; turn < 4; turn++) await say(`In private ${turn}`);
  const ids = await shown();
  const answer = await api.conversations.compactConversation({
    params,
    body: { compaction_settings: { mode: "all" } } as never,
  });
  expect(answer).toEqual({ summary: "Summary 1.", num_messages_before: 9, num_messages_after: 2 });
  const [system, summary] = await shown();
  expect(system).toBe(ids[0]);
  const row = await ctx.db.message.findFirstOrThrow({ where: { id: summary } });
  expect(row).toMatchObject({ role: "summary", conversation_id: id });
  const event = (await eventsOf(ctx, id)).findLast(({ action }) => action === "messages_replaced");
  expect(event).toMatchObject({ before: { message_ids: ids }, after: { message_ids: [system, summary] } });
  expect(await window()).toEqual(before);
  model.usage = 127_000;
  await say("Fill it");
  expect(await shown()).toHaveLength(2);
});
