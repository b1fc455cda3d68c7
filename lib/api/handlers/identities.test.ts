import { expect, test } from "vitest";
import { aWorld, householdOf, refusal } from "@/lib/testing/harness";

const ada = { identifier_key: "ada", name: "Ada Lovelace", identity_type: "user" as const };
const property = (key: string, value: string | number | boolean | Record<string, unknown>) => ({
  key,
  value,
  type: "json" as const,
});

async function aHouse() {
  const world = await aWorld();
  const { identities } = world.api;
  return {
    ...world,
    identities,
    agentsOf: async (identity_id: string) =>
      (await identities.listAgentsForIdentity({ params: { identity_id } })).map(({ id }) => id),
    blocksOf: async (identity_id: string) =>
      (await identities.listBlocksForIdentity({ params: { identity_id } })).map(({ id }) => id),
  };
}

test("an identity is created with agents and blocks, which its own lists name and its body does not", async () => {
  const { identities, anAgent, aBlock, agentsOf, blocksOf } = await aHouse();
  const [agent, block] = [await anAgent(), await aBlock("human")];
  const properties = [
    property("age", 36),
    property("tags", { a: [1] }),
    property("on", true),
    property("s", "x"),
  ];
  const made = await identities.createIdentity({
    body: { ...ada, agent_ids: [agent.id, agent.id], block_ids: [block.id], properties },
  });
  expect(made).toEqual({
    ...ada,
    id: expect.stringMatching(/^identity-/),
    project_id: null,
    agent_ids: [],
    block_ids: [],
    properties,
  });
  expect(await identities.retrieveIdentity({ params: { identity_id: made.id } })).toEqual(made);
  expect(await agentsOf(made.id)).toEqual([agent.id]);
  expect(await blocksOf(made.id)).toEqual([block.id]);
});

test("a key is one identity of a project, and no project is a project of its own", async () => {
  const { identities } = await aHouse();
  const create = (body: object) => identities.createIdentity({ body: { ...ada, ...body } });
  await create({});
  await create({ project_id: "p1" });
  await create({ identifier_key: "bob" });
  for (const again of [{}, { project_id: "p1" }])
    expect((await refusal(create({ ...again, name: "Other" }))).status).toBe(409);
  const bob = (await identities.listIdentities({ query: { identifier_key: "bob" } }))[0];
  const rename = identities.updateIdentity({
    params: { identity_id: bob.id },
    body: { identifier_key: "ada" },
  });
  expect((await refusal(rename)).status).toBe(409);
  expect(await identities.countIdentities()).toBe(3);
});

test("the project of the request stands above the body's", async () => {
  const { ctx } = await aHouse();
  const { api } = householdOf({ ...ctx, projectId: "p2" });
  const made = await api.identities.createIdentity({ body: { ...ada, project_id: "p1" } });
  expect(made.project_id).toBe("p2");
  expect((await api.identities.upsertIdentity({ body: ada })).id).toBe(made.id);
});

test("an identity that names what does not exist is not created", async () => {
  const { identities, stranger } = await aHouse();
  const agent_ids = [(await stranger.anAgent()).id];
  const block_ids = [(await stranger.aBlock("human")).id];
  for (const links of [{ agent_ids }, { block_ids }])
    expect((await refusal(identities.createIdentity({ body: { ...ada, ...links } }))).status).toBe(404);
  expect(await identities.countIdentities()).toBe(0);
});

test("an upsert creates what is not there and replaces what is; what is not given stays", async () => {
  const { identities, anAgent, aBlock, agentsOf, blocksOf } = await aHouse();
  const [first, second] = [await anAgent(), await anAgent()];
  const block = await aBlock("human");
  const upsert = (body: object) => identities.upsertIdentity({ body: { ...ada, ...body } });
  const made = await upsert({
    agent_ids: [first.id],
    block_ids: [block.id],
    properties: [property("a", 1), property("b", 2)],
  });
  const replaced = await upsert({ name: "Countess", identity_type: "other", properties: [property("b", 3)] });
  expect(replaced).toEqual({
    ...made,
    name: "Countess",
    identity_type: "other",
    properties: [property("b", 3)],
  });
  expect(await agentsOf(made.id)).toEqual([first.id]);
  expect((await upsert({ agent_ids: [second.id], block_ids: [] })).properties).toEqual([property("b", 3)]);
  expect(await agentsOf(made.id)).toEqual([second.id]);
  expect(await blocksOf(made.id)).toEqual([]);
});

test("many upserts of one key at once end as one identity", async () => {
  const { identities } = await aHouse();
  const all = await Promise.all(Array.from({ length: 8 }, () => identities.upsertIdentity({ body: ada })));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(await identities.countIdentities()).toBe(1);
});

test("a change merges properties by their keys and adds agents and blocks", async () => {
  const { identities, anAgent, aBlock, agentsOf, blocksOf } = await aHouse();
  const [first, second] = [await anAgent(), await anAgent()];
  const blocks = [await aBlock("human"), await aBlock("persona")];
  const made = await identities.createIdentity({
    body: {
      ...ada,
      agent_ids: [first.id],
      block_ids: [blocks[0].id],
      properties: [property("a", 1), property("b", 2)],
    },
  });
  const changed = await identities.updateIdentity({
    params: { identity_id: made.id },
    body: {
      name: "Countess",
      identity_type: null,
      agent_ids: [second.id],
      block_ids: [blocks[1].id],
      properties: [property("b", 3), property("c", 4)],
    },
  });
  expect(changed).toEqual({
    ...made,
    name: "Countess",
    properties: [property("a", 1), property("b", 3), property("c", 4)],
  });
  expect((await agentsOf(made.id)).sort()).toEqual([first.id, second.id].sort());
  expect((await blocksOf(made.id)).sort()).toEqual(blocks.map(({ id }) => id).sort());
});

test("properties are replaced as a whole", async () => {
  const { identities } = await aHouse();
  const { id } = await identities.createIdentity({ body: { ...ada, properties: [property("a", 1)] } });
  const params = { identity_id: id };
  const answer = await identities.upsertPropertiesForIdentity({ params, body: [property("b", "x")] });
  expect(answer).toBeNull();
  expect((await identities.retrieveIdentity({ params })).properties).toEqual([property("b", "x")]);
});

test("many changes of properties at once lose none", async () => {
  const { identities } = await aHouse();
  const { id } = await identities.createIdentity({ body: ada });
  const params = { identity_id: id };
  const keys = Array.from({ length: 6 }, (_, n) => `k${n}`);
  await Promise.all(
    keys.map((key) => identities.updateIdentity({ params, body: { properties: [property(key, 1)] } })),
  );
  const { properties } = await identities.retrieveIdentity({ params });
  expect(properties.map(({ key }) => key).sort()).toEqual(keys);
});

test("a deleted identity leaves its agents and blocks, and its agents know in their history", async () => {
  const { identities, anAgent, aBlock, api } = await aHouse();
  const [agent, block] = [await anAgent(), await aBlock("human")];
  const { id } = await identities.createIdentity({
    body: { ...ada, agent_ids: [agent.id], block_ids: [block.id] },
  });
  const params = { identity_id: id };
  expect(await identities.deleteIdentity({ params })).toBeNull();
  const calls = [
    () => identities.retrieveIdentity({ params }),
    () => identities.deleteIdentity({ params }),
    () => identities.updateIdentity({ params, body: {} }),
    () => identities.upsertPropertiesForIdentity({ params, body: [] }),
    () => identities.listAgentsForIdentity({ params }),
    () => identities.listBlocksForIdentity({ params }),
  ];
  for (const call of calls)
    expect(await refusal(call())).toEqual({
      status: 404,
      body: { detail: `NOT_FOUND: Identity '${id}' not found` },
    });
  await api.blocks.retrieveBlock({ params: { block_id: block.id } });
  const { entries } = await api.mneme.listAgentHistory({ params: { agent_id: agent.id } });
  expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(["detached", "attached"]);
});

test("lists are filtered by a part of the name, the key, the type and the project, newest first", async () => {
  const { identities } = await aHouse();
  const bob = { identifier_key: "bob", name: "Bob", identity_type: "org" as const, project_id: "p1" };
  const first = await identities.createIdentity({ body: ada });
  const second = await identities.createIdentity({ body: bob });
  const ids = async (query: object = {}) => (await identities.listIdentities({ query })).map(({ id }) => id);
  expect(await ids()).toEqual([second.id, first.id]);
  expect(await ids({ order: "asc", limit: 1 })).toEqual([first.id]);
  expect(await ids({ after: second.id })).toEqual([first.id]);
  expect(await ids({ name: "LOVE" })).toEqual([first.id]);
  expect(await ids({ identifier_key: "bob" })).toEqual([second.id]);
  expect(await ids({ identifier_key: "bo" })).toEqual([]);
  expect(await ids({ identity_type: "org" })).toEqual([second.id]);
  expect(await ids({ project_id: "p1" })).toEqual([second.id]);
});

test("what is attached by the agent's and the block's own operations is in the identity's lists", async () => {
  const { identities, api, anAgent, aBlock, agentsOf, blocksOf } = await aHouse();
  const agent = await anAgent({ hidden: true });
  const block = await aBlock("human");
  const { id: identity_id } = await identities.createIdentity({ body: ada });
  const agentParams = { agent_id: agent.id, identity_id };
  const blockParams = { block_id: block.id, identity_id };
  await api.agents.attachIdentityToAgent({ params: agentParams });
  await api.blocks.attachIdentityToBlock({ params: blockParams });
  expect([await agentsOf(identity_id), await blocksOf(identity_id)]).toEqual([[agent.id], [block.id]]);
  const query = { include: ["agent.identities" as const] };
  const [full] = await identities.listAgentsForIdentity({ params: { identity_id }, query });
  expect(full.identities?.map(({ id }) => id)).toEqual([identity_id]);
  await api.agents.detachIdentityFromAgent({ params: agentParams });
  await api.blocks.detachIdentityFromBlock({ params: blockParams });
  expect([await agentsOf(identity_id), await blocksOf(identity_id)]).toEqual([[], []]);
});

test.each([
  ["another type", { ...ada, identity_type: "robot" }],
  ["no key", { name: "x", identity_type: "user" }],
  ["an unknown field", { ...ada, colour: "red" }],
  ["a property that is a list", { ...ada, properties: [{ key: "a", value: [1], type: "json" }] }],
  ["an ill-formed agent id", { ...ada, agent_ids: ["ada"] }],
])("an identity with %s is refused", async (_, body) => {
  const { send } = await aHouse();
  for (const method of ["POST", "PUT"])
    expect((await send(method, "/v1/identities/", body)).status).toBe(422);
});

test("another organisation's identities do not exist, and its keys are free", async () => {
  const { identities, stranger } = await aHouse();
  const { id } = await identities.createIdentity({ body: ada });
  for (const [method, path, body] of [
    ["GET", ""],
    ["PATCH", "", {}],
    ["DELETE", ""],
    ["PUT", "/properties", []],
    ["GET", "/agents"],
    ["GET", "/blocks"],
  ] as [string, string, unknown?][])
    expect((await stranger.send(method, `/v1/identities/${id}${path}`, body)).status).toBe(404);
  expect(await stranger.api.identities.listIdentities()).toEqual([]);
  expect((await stranger.api.identities.upsertIdentity({ body: ada })).id).not.toBe(id);
  expect(await stranger.api.identities.countIdentities()).toBe(1);
});
