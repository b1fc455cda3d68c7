import { expect, test } from "vitest";
import { newId } from "@/lib/shared/ids";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

type World = Awaited<ReturnType<typeof aWorld>>;

/** A block that was `one`, then `two`, then renamed, then `three`; with the ids of these events. */
async function aStoriedBlock(world: World) {
  const { api, ctx, aBlock } = world;
  const { id } = await aBlock("human", "one");
  const params = { block_id: id };
  await api.blocks.modifyBlock({ params, body: { value: "two", description: "who" } });
  await api.blocks.modifyBlock({ params, body: { label: "person" } });
  await api.blocks.modifyBlock({ params, body: { value: "three" } });
  const events = (await eventsOf(ctx, id)).map((event) => String(event.id));
  return { id, params, events };
}

test("the history of a block tells each change, newest first, with what was and what became and who did it", async () => {
  const world = await aWorld();
  const { api, ctx } = world;
  await ctx.db.organization.create({ data: { id: ctx.actor.organizationId, name: "home" } });
  const organization_id = ctx.actor.organizationId;
  await ctx.db.user.create({ data: { id: ctx.actor.id as string, organization_id, name: "Grace" } });
  const { params, events } = await aStoriedBlock(world);
  const { entries, next_before } = await api.mneme.listBlockHistory({ params });
  expect(entries.map(({ id }) => id)).toEqual(events.toReversed());
  expect(next_before).toBeNull();
  expect(entries[2]).toMatchObject({
    entity_type: "block",
    entity_id: params.block_id,
    action: "updated",
    version: 2,
    before: { value: "one", description: null },
    after: { value: "two", description: "who" },
    actor: { type: "user", id: ctx.actor.id, name: "Grace" },
    agent_id: null,
    run_id: null,
  });
  expect(entries[3]).toMatchObject({
    action: "created",
    before: null,
    after: { label: "human", value: "one" },
  });
});

test("history is read page by page without a change lost or told twice", async () => {
  const world = await aWorld();
  const { params, events } = await aStoriedBlock(world);
  const read: string[] = [];
  for (let before: string | null | undefined; before !== null; ) {
    const page = await world.api.mneme.listBlockHistory({ params, query: { limit: 3, before } });
    read.push(...page.entries.map(({ id }) => id));
    before = page.next_before;
  }
  expect(read).toEqual(events.toReversed());
  expect((await world.send("GET", `/v1/_mneme/blocks/${params.block_id}/history?limit=201`)).status).toBe(
    422,
  );
});

test("what happened to a block can be read when the block is gone; of one that never was there is nothing", async () => {
  const world = await aWorld();
  const { params, events } = await aStoriedBlock(world);
  await world.api.blocks.deleteBlock({ params });
  const { entries } = await world.api.mneme.listBlockHistory({ params });
  expect(entries[0]).toMatchObject({ action: "deleted", before: { value: "three" } });
  expect(entries).toHaveLength(events.length + 1);
  const missing = world.api.mneme.listBlockHistory({ params: { block_id: newId("block") } });
  expect((await refusal(missing)).status).toBe(404);
});

test("a block goes back to what it was after any of its events, nulls and label included", async () => {
  const world = await aWorld();
  const { params, events } = await aStoriedBlock(world);
  const restore = (event_id: string, to?: "before" | "after") =>
    world.api.mneme.restoreBlock({ params, body: { event_id, to } });
  expect(await restore(events[1])).toMatchObject({ value: "two", description: "who", label: "human" });
  expect(await restore(events[0])).toMatchObject({ value: "one", description: null, label: "human" });
  expect(await restore(events[3])).toMatchObject({ value: "three", description: "who", label: "person" });
  expect(await restore(events[3], "before")).toMatchObject({ value: "two", label: "person" });
  expect(await restore(events[1], "before")).toMatchObject({
    value: "one",
    description: null,
    label: "human",
  });
});

test("metadata that was set is taken back with the rest", async () => {
  const world = await aWorld();
  const { api, aBlock, ctx } = world;
  const params = { block_id: (await aBlock("human")).id };
  await api.blocks.modifyBlock({ params, body: { metadata: { mood: "good" }, tags: ["a"], limit: 9 } });
  const [created] = await eventsOf(ctx, params.block_id);
  const restored = await api.mneme.restoreBlock({ params, body: { event_id: String(created.id) } });
  expect(restored).toMatchObject({ metadata: {}, tags: [], limit: 100_000 });
});

// What can be taken back must itself stay visible and be able to be taken back.
test("restoring is one more event, and the agent thinks with the restored block at once", async () => {
  const world = await aWorld();
  const { api, ctx } = world;
  const { id, params, events } = await aStoriedBlock(world);
  const agent = await world.anAgent({ block_ids: [id] });
  const count = (await eventsOf(ctx, id)).length;
  await api.mneme.restoreBlock({ params, body: { event_id: events[0] } });
  expect((await systemMessageOf(ctx, agent.id)).text).toContain("one");
  const after = await eventsOf(ctx, id);
  expect(after).toHaveLength(count + 1);
  expect(after.at(-1)).toMatchObject({
    action: "updated",
    before: { value: "three" },
    after: { value: "one" },
  });
  await api.mneme.restoreBlock({ params, body: { event_id: events[0] } });
  expect(await eventsOf(ctx, id)).toHaveLength(count + 1);
});

test("restoring refuses another block's event, the time before the beginning, and a label that is taken", async () => {
  const world = await aWorld();
  const { params, events, id } = await aStoriedBlock(world);
  const other = await aStoriedBlock(world);
  const restore = (event_id: string, to: "before" | "after" = "after") =>
    refusal(world.api.mneme.restoreBlock({ params, body: { event_id, to } }));
  expect((await restore(other.events[0])).status).toBe(404);
  expect((await restore(events[0], "before")).status).toBe(400);
  await world.anAgent({ block_ids: [id], memory_blocks: [{ label: "human", value: "x" }] });
  expect((await restore(events[0])).status).toBe(409);
});

test("the history of an agent tells of itself and of its blocks, without the texts that are compiled from them", async () => {
  const world = await aWorld();
  const { api } = world;
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  await api.agents.modifyAgent({ params, body: { name: "Eve" } });
  await api.blocks.modifyBlock({ params: { block_id: agent.blocks[0].id! }, body: { value: "Grace" } });
  const { entries } = await api.mneme.listAgentHistory({ params });
  const ids = entries.map(({ id }) => BigInt(id));
  expect(ids).toEqual(ids.toSorted((a, b) => Number(b - a)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(entries.slice(0, 3)).toMatchObject([
    { entity_type: "agent", action: "recompiled" },
    { entity_type: "block", action: "updated", after: { value: "Grace" } },
    { entity_type: "agent", action: "updated", after: { name: "Eve" } },
  ]);
  expect(entries[0].after).toEqual({ message_id: agent.message_ids?.[0] });
  const page = await api.mneme.listAgentHistory({ params, query: { limit: 2 } });
  expect(page.entries).toEqual(entries.slice(0, 2));
  const next = await api.mneme.listAgentHistory({
    params,
    query: { limit: 1, before: page.next_before ?? "" },
  });
  expect(next.entries).toEqual(entries.slice(2, 3));
});

test("a long window is told by its end and its length", async () => {
  const world = await aWorld();
  const agent = await world.anAgent();
  const message_ids = Array.from({ length: 300 }, () => newId("message"));
  await world.ctx.db.stateEvent.create({
    data: {
      organization_id: world.ctx.actor.organizationId,
      entity_type: "agent",
      entity_id: agent.id,
      agent_id: agent.id,
      action: "messages_replaced",
      before: { message_ids },
      actor_type: "system",
    },
  });
  const { entries } = await world.api.mneme.listAgentHistory({ params: { agent_id: agent.id } });
  expect(entries[0].before).toEqual({ message_ids: message_ids.slice(-100), message_count: 300 });
});

test("another organization's blocks, agents and steps have no history and cannot be restored or undone", async () => {
  const world = await aWorld();
  const { params, events } = await aStoriedBlock(world);
  const agent = await world.anAgent();
  const { mneme } = world.stranger.api;
  const organization_id = world.ctx.actor.organizationId;
  const step = await world.ctx.db.step.create({
    data: { id: newId("step"), organization_id, agent_id: agent.id },
  });
  const calls = [
    mneme.listBlockHistory({ params }),
    mneme.restoreBlock({ params, body: { event_id: events[0] } }),
    mneme.listAgentHistory({ params: { agent_id: agent.id } }),
    mneme.undoStepMemory({ params: { step_id: step.id } }),
  ];
  expect((await Promise.all(calls.map(refusal))).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
