import { beforeAll, expect, test } from "vitest";
import { failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// The client has no methods for groups any more; the server answers those who still have them.
const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;
let members: string[];

beforeAll(async () => {
  const agents = [
    await newAgent(served.client, SCRIPTED, { name: "Ada" }),
    await newAgent(served.client, SCRIPTED, { name: "Bob" }),
  ];
  members = agents.map(({ id }) => id);
});

const newGroup = (fields: object = {}) =>
  served.client.post<any>("/v1/groups/", {
    body: { agent_ids: members, description: "Two friends", ...fields },
  });

test("a group is created, read, changed, counted and deleted, and its members stay", async () => {
  const { client } = served;
  const group = await newGroup();
  expect(group).toMatchObject({ manager_type: "round_robin", agent_ids: members, max_turns: null });
  expect(await get(`/v1/groups/${group.id}`)).toEqual(group);
  expect(await get("/v1/groups/count")).toBe(1);
  const body = {
    description: "Old friends",
    manager_config: { manager_type: "round_robin", max_turns: 3 },
    agent_ids: members.toReversed(),
  };
  expect(await client.patch(`/v1/groups/${group.id}`, { body })).toMatchObject({
    description: "Old friends",
    max_turns: 3,
    agent_ids: members.toReversed(),
  });
  await client.delete(`/v1/groups/${group.id}`);
  expect((await failure(get(`/v1/groups/${group.id}`))).status).toBe(404);
  expect(await client.agents.retrieve(members[0])).toMatchObject({ name: "Ada" });
});

test("groups are listed oldest first and by kind, and an agent knows which it is in", async () => {
  const first = await newGroup();
  const second = await newGroup({
    agent_ids: [members[1]],
    manager_config: { manager_type: "supervisor", manager_agent_id: members[0] },
  });
  const ids = async (path: string, query: object = {}) =>
    (await get(path, query)).map(({ id }: { id: string }) => id);
  expect(await ids("/v1/groups/")).toEqual([first.id, second.id]);
  expect(await ids("/v1/groups/", { manager_type: "supervisor" })).toEqual([second.id]);
  expect(await ids("/v1/groups/", { after: first.id, limit: 1 })).toEqual([second.id]);
  expect(await ids(`/v1/agents/${members[1]}/groups`, { order: "asc" })).toEqual([first.id, second.id]);
});

test("a block is shared with a group and taken back", async () => {
  const { client } = served;
  const group = await newGroup();
  const block = await client.blocks.create({ label: "plan", value: "Sail at dawn" });
  await client.patch(`/v1/groups/${group.id}/blocks/attach/${block.id}`);
  expect((await get(`/v1/groups/${group.id}`)).shared_block_ids).toEqual([block.id]);
  await client.patch(`/v1/groups/${group.id}/blocks/detach/${block.id}`);
  expect((await get(`/v1/groups/${group.id}`)).shared_block_ids).toEqual([]);
});

test("what a companion that thinks while the agent sleeps has said is the group's, and can be cleared", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED, { enable_sleeptime: true });
  const { managed_group } = (await client.agents.retrieve(agent.id, {
    include: ["agent.managed_group"],
  })) as any;
  await client.patch(`/v1/groups/${managed_group.id}`, {
    body: { manager_config: { manager_type: "sleeptime", sleeptime_agent_frequency: 1 } },
  });
  await client.agents.messages.create(agent.id, { input: "[[text noted]]" });
  const said = () => get(`/v1/groups/${managed_group.id}/messages`);
  await expect.poll(async () => (await said()).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const idle = async () => (await get("/v1/runs/active")).length;
  await expect.poll(idle, { timeout: 20_000 }).toBe(0);
  await client.patch(`/v1/groups/${managed_group.id}/reset-messages`);
  expect(await said()).toEqual([]);
});

test("a message of a group cannot be changed", async () => {
  const group = await newGroup();
  const path = `/v1/groups/${group.id}/messages/message-${crypto.randomUUID()}`;
  const body = { message_type: "user_message", content: "something else" };
  expect((await failure(served.client.patch(path, { body }))).status).toBe(405);
});
