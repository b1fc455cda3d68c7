import { describe, expect, test } from "vitest";
import { newId } from "@/lib/shared/ids";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf } from "@/lib/testing/state";

async function aGroupWorld() {
  const world = await aWorld();
  const [ada, bob, eve] = [
    await world.anAgent({ name: "Ada" }),
    await world.anAgent({ name: "Bob" }),
    await world.anAgent({ name: "Eve" }),
  ];
  const aGroup = (fields: object = {}) =>
    world.api.groups.createGroup({
      body: { agent_ids: [ada.id, bob.id], description: "two", ...fields } as never,
    });
  return { ...world, ada, bob, eve, aGroup };
}

test("a group keeps the order of its members and answers with everything at the top level", async () => {
  const { aGroup, api, ada, bob, eve } = await aGroupWorld();
  const group = await aGroup({ agent_ids: [eve.id, ada.id, bob.id], project_id: "p", hidden: true });
  expect(group).toMatchObject({
    id: expect.stringMatching(/^group-/),
    manager_type: "round_robin",
    agent_ids: [eve.id, ada.id, bob.id],
    description: "two",
    project_id: "p",
    hidden: true,
    max_turns: null,
    manager_agent_id: null,
  });
  expect(await api.groups.retrieveGroup({ params: { group_id: group.id } })).toEqual(group);
});

test("each kind of manager has its own fields and defaults", async () => {
  const { aGroup, ada, bob, eve } = await aGroupWorld();
  const dynamic = { manager_type: "dynamic", manager_agent_id: ada.id, max_turns: 4 };
  expect(await aGroup({ manager_config: dynamic })).toMatchObject({
    manager_type: "dynamic",
    manager_agent_id: ada.id,
    termination_token: "DONE!",
    max_turns: 4,
  });
  const voice = { manager_type: "voice_sleeptime", manager_agent_id: bob.id };
  expect(await aGroup({ manager_config: voice })).toMatchObject({
    max_message_buffer_length: 30,
    min_message_buffer_length: 15,
    turns_counter: -1,
  });
  const sleeptime = { manager_type: "sleeptime", manager_agent_id: eve.id, sleeptime_agent_frequency: 3 };
  expect(await aGroup({ manager_config: sleeptime })).toMatchObject({
    sleeptime_agent_frequency: 3,
    turns_counter: -1,
    last_processed_message_id: null,
  });
});

test("a shared block is the group's and every member's", async () => {
  const { aGroup, aBlock, api, ada, bob } = await aGroupWorld();
  const block = await aBlock("plan");
  const group = await aGroup({ shared_block_ids: [block.id] });
  expect(group.shared_block_ids).toEqual([block.id]);
  for (const { id } of [ada, bob]) {
    const query = { include: ["agent.blocks" as const] };
    const agent = await api.agents.retrieveAgent({ params: { agent_id: id }, query });
    expect(agent.memory.blocks.map(({ label }) => label)).toContain("plan");
  }
});

test("agents and blocks of others are as unknown as missing ones", async () => {
  const { aGroup, api, stranger, ada } = await aGroupWorld();
  const theirs = await stranger.anAgent();
  const block = await stranger.aBlock("plan");
  const manager = (id: string) => ({ manager_config: { manager_type: "supervisor", manager_agent_id: id } });
  for (const fields of [
    { agent_ids: [ada.id, theirs.id] },
    { agent_ids: [newId("agent")] },
    manager(theirs.id),
    { shared_block_ids: [block.id] },
  ])
    expect((await refusal(aGroup(fields))).status).toBe(404);
  const group = await aGroup();
  const params = { group_id: group.id };
  expect((await refusal(stranger.api.groups.retrieveGroup({ params }))).status).toBe(404);
  expect((await refusal(stranger.api.groups.deleteGroup({ params }))).status).toBe(404);
  expect((await refusal(stranger.api.groups.resetGroupMessages({ params }))).status).toBe(404);
  expect((await refusal(stranger.api.groups.listGroupMessages({ params }))).status).toBe(404);
  expect(await api.groups.countGroups({})).toBe(1);
  expect(await stranger.api.groups.countGroups({})).toBe(0);
});

test("an agent manages one group at the most", async () => {
  const { aGroup, ada } = await aGroupWorld();
  const manager_config = { manager_type: "supervisor", manager_agent_id: ada.id };
  await aGroup({ manager_config });
  expect(await refusal(aGroup({ manager_config }))).toMatchObject({ status: 409 });
});

test("groups are listed oldest first, by kind and project, page by page", async () => {
  const { aGroup, api, ada } = await aGroupWorld();
  const [first, second] = [await aGroup({ project_id: "p" }), await aGroup()];
  const third = await aGroup({ manager_config: { manager_type: "supervisor", manager_agent_id: ada.id } });
  const ids = async (query: object) => (await api.groups.listGroups({ query })).map(({ id }) => id);
  expect(await ids({})).toEqual([first.id, second.id, third.id]);
  expect(await ids({ order: "desc", limit: 1 })).toEqual([third.id]);
  expect(await ids({ after: first.id, limit: 1 })).toEqual([second.id]);
  expect(await ids({ manager_type: "supervisor" })).toEqual([third.id]);
  expect(await ids({ project_id: "p" })).toEqual([first.id]);
  expect(await api.groups.countGroups({})).toBe(3);
});

describe("changing a group", () => {
  test("replaces members, blocks and manager fields, and leaves what is not named", async () => {
    const { aGroup, aBlock, api, bob, eve } = await aGroupWorld();
    const [old, fresh] = [await aBlock("old"), await aBlock("fresh")];
    const group = await aGroup({
      shared_block_ids: [old.id],
      manager_config: { manager_type: "round_robin", max_turns: 3 },
    });
    const params = { group_id: group.id };
    const body = { agent_ids: [eve.id, bob.id], shared_block_ids: [fresh.id], description: "new" };
    expect(await api.groups.modifyGroup({ params, body })).toMatchObject({ ...body, max_turns: 3 });
    const manager_config = { manager_type: "round_robin" as const, max_turns: null };
    expect(await api.groups.modifyGroup({ params, body: { manager_config } })).toMatchObject({
      ...body,
      max_turns: null,
    });
  });

  test("cannot change what kind of manager it has", async () => {
    const { aGroup, api, ada } = await aGroupWorld();
    const group = await aGroup();
    const body = { manager_config: { manager_type: "dynamic" as const, manager_agent_id: ada.id } };
    expect(await refusal(api.groups.modifyGroup({ params: { group_id: group.id }, body }))).toMatchObject({
      status: 400,
    });
  });

  test.each([
    [{ max_message_buffer_length: 4 }, 400],
    [{ min_message_buffer_length: 4 }, 400],
    [{ max_message_buffer_length: 10 }, 400],
    [{ min_message_buffer_length: 30 }, 400],
    [{ max_message_buffer_length: 6, min_message_buffer_length: 5 }, 200],
    [{ min_message_buffer_length: 29 }, 200],
  ])("takes the buffer lengths %j with %i", async (lengths, status) => {
    const { aGroup, send, ada } = await aGroupWorld();
    const manager = { manager_type: "voice_sleeptime", manager_agent_id: ada.id };
    const group = await aGroup({ manager_config: manager });
    const body = { manager_config: { ...manager, ...lengths } };
    const answer = await send("PATCH", `/v1/groups/${group.id}`, body);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toMatchObject(lengths);
  });

  test("the frequency of a sleeptime group is set here, and null means every turn", async () => {
    const { api, anAgent } = await aGroupWorld();
    const { managed_group } = await anAgent({ enable_sleeptime: true });
    const params = { group_id: managed_group?.id ?? "" };
    const config = (sleeptime_agent_frequency: number | null) => ({
      body: { manager_config: { manager_type: "sleeptime" as const, sleeptime_agent_frequency } },
    });
    expect(await api.groups.modifyGroup({ params, ...config(2) })).toMatchObject({
      sleeptime_agent_frequency: 2,
    });
    expect(await api.groups.modifyGroup({ params, ...config(null) })).toMatchObject({
      sleeptime_agent_frequency: null,
      manager_agent_id: managed_group?.manager_agent_id,
    });
  });
});

test("deleting a group leaves its agents", async () => {
  const { aGroup, api, ada } = await aGroupWorld();
  const group = await aGroup();
  const params = { group_id: group.id };
  expect(await api.groups.deleteGroup({ params })).toEqual({
    message: `Group id=${group.id} successfully deleted`,
  });
  expect((await refusal(api.groups.retrieveGroup({ params }))).status).toBe(404);
  expect(await api.agents.retrieveAgent({ params: { agent_id: ada.id }, query: {} })).toMatchObject({
    name: "Ada",
  });
});

test("a block attached to the group alone leaves its members as they are", async () => {
  const { aGroup, aBlock, api, send, ada } = await aGroupWorld();
  const [group, block] = [await aGroup(), await aBlock("plan")];
  const params = { group_id: group.id, block_id: block.id };
  expect(await api.groups.attachBlockToGroup({ params })).toBeNull();
  expect(await api.groups.attachBlockToGroup({ params })).toBeNull();
  const get = () => api.groups.retrieveGroup({ params: { group_id: group.id } });
  expect((await get()).shared_block_ids).toEqual([block.id]);
  const query = { include: ["agent.blocks" as const] };
  const agent = await api.agents.retrieveAgent({ params: { agent_id: ada.id }, query });
  expect(agent.memory.blocks.map(({ label }) => label)).not.toContain("plan");
  expect(await api.groups.detachBlockFromGroup({ params })).toBeNull();
  expect((await get()).shared_block_ids).toEqual([]);
  expect((await refusal(api.groups.detachBlockFromGroup({ params }))).status).toBe(404);
  expect((await send("PATCH", `/v1/groups/${group.id}/blocks/attach/plan`)).status).toBe(400);
});

test("messages of a group cannot be changed", async () => {
  const { aGroup, send } = await aGroupWorld();
  const path = `/v1/groups/${(await aGroup()).id}/messages/${newId("message")}`;
  const answer = await send("PATCH", path, { message_type: "user_message", content: "x" });
  expect(answer.status).toBe(405);
});

// A call without its return would make every later request of the agent fail at the provider.
test("resetting a group deletes its messages, whole steps of them, and nothing of other conversations", async () => {
  const { aGroup, api, ctx, ada } = await aGroupWorld();
  const group = await aGroup();
  const row = (fields: object) => ({
    id: newId("message"),
    organization_id: ctx.actor.organizationId,
    agent_id: ada.id,
    role: "assistant",
    content: [{ type: "text", text: "x" }],
    ...fields,
  });
  const step_id = newId("step");
  const rows = [
    row({ group_id: group.id, role: "user" }),
    row({ group_id: group.id, step_id, role: "approval" }),
    row({ step_id, role: "tool" }),
    row({ role: "user" }),
  ];
  const before = (await ctx.db.agent.findFirstOrThrow({ where: { id: ada.id } })).message_ids;
  await ctx.db.message.createMany({ data: rows });
  await ctx.db.agent.update({
    where: { id: ada.id },
    data: { message_ids: [...before, ...rows.map(({ id }) => id)] },
  });
  expect(await api.groups.resetGroupMessages({ params: { group_id: group.id } })).toBeNull();
  const kept = [...before, rows[3].id];
  const agent = await ctx.db.agent.findFirstOrThrow({ where: { id: ada.id } });
  expect(agent.message_ids).toEqual(kept);
  expect(await ctx.db.message.count({ where: { id: { in: rows.map(({ id }) => id) } } })).toBe(1);
  expect((await eventsOf(ctx, ada.id)).at(-1)).toMatchObject({
    action: "messages_replaced",
    after: { message_ids: kept },
  });
  expect(await api.groups.listGroupMessages({ params: { group_id: group.id } })).toEqual([]);
});
