import { expect, test } from "vitest";
import { updateBlock } from "@/lib/domain/blocks/update-block";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

test("a new block has every field of the contract, with the documented defaults", async () => {
  const { api, ctx } = await aWorld();
  const block = await api.blocks.createBlock({ body: { label: "human", value: "Ada" } });
  expect(block).toEqual({
    id: expect.stringMatching(/^block-/),
    label: "human",
    value: "Ada",
    limit: 100_000,
    description: null,
    read_only: false,
    metadata: {},
    tags: [],
    hidden: null,
    is_template: false,
    template_name: null,
    template_id: null,
    base_template_id: null,
    deployment_id: null,
    entity_id: null,
    preserve_on_migration: false,
    project_id: null,
    created_by_id: ctx.actor.userId,
    last_updated_by_id: ctx.actor.userId,
  });
  expect(await api.blocks.retrieveBlock({ params: { block_id: block.id } })).toEqual(block);
});

test("labels are not unique: posting the same block twice makes two", async () => {
  const { api, aBlock } = await aWorld();
  const [first, second] = [await aBlock("human"), await aBlock("human")];
  expect(first.id).not.toBe(second.id);
  expect(await api.blocks.countBlocks({ query: { label: "human" } })).toBe(2);
});

// A block that one agent's text outgrew must still be readable and editable by its owner.
test("a value beyond the limit is stored", async () => {
  const { api, aBlock } = await aWorld();
  const block = await aBlock("human", "12345");
  const updated = await api.blocks.modifyBlock({
    params: { block_id: block.id },
    body: { limit: 3, value: "123456" },
  });
  expect(updated).toMatchObject({ limit: 3, value: "123456" });
});

test("another organisation's block is not found, in every operation that takes its id", async () => {
  const { aBlock, stranger, anAgent } = await aWorld();
  const block = await aBlock("human");
  const agent = await anAgent();
  const identity_id = `identity-${crypto.randomUUID()}`;
  const params = { block_id: block.id };
  const { blocks, internalBlocks, agents } = stranger.api;
  const theirs = await stranger.anAgent();
  const calls = [
    blocks.retrieveBlock({ params }),
    blocks.modifyBlock({ params, body: { value: "stolen" } }),
    blocks.deleteBlock({ params }),
    blocks.attachIdentityToBlock({ params: { ...params, identity_id } }),
    blocks.detachIdentityFromBlock({ params: { ...params, identity_id } }),
    internalBlocks.deleteInternalBlock({ params }),
    agents.attachCoreMemoryBlock({ params: { ...params, agent_id: theirs.id } }),
    agents.attachCoreMemoryBlock({ params: { ...params, agent_id: agent.id } }),
  ];
  const answers = await Promise.all(calls.map(refusal));
  expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 404));
  expect(await blocks.listAgentsForBlock({ params })).toEqual([]);
  expect(await blocks.listBlocks()).toEqual([]);
});

test("an ill-formed id is refused as the request's mistake, with an example of a good one", async () => {
  const { send } = await aWorld();
  const { status, body } = await send("GET", "/v1/blocks/block-1");
  expect(status).toBe(422);
  expect(body).toMatchObject({
    detail: expect.any(String),
    examples: ["block-123e4567-e89b-42d3-8456-426614174000"],
  });
});

test("null and equal values change nothing and leave no trace in history", async () => {
  const { ctx, api, aBlock } = await aWorld();
  const block = await aBlock("human", "Ada");
  const body = { value: "Ada", label: null, description: null, tags: null, limit: null };
  expect(await api.blocks.modifyBlock({ params: { block_id: block.id }, body })).toEqual(block);
  const row = await ctx.db.block.findUniqueOrThrow({ where: { id: block.id } });
  expect(row.version).toBe(1);
  expect(await eventsOf(ctx, block.id)).toMatchObject([{ action: "created", version: 1 }]);
});

test("a change is written to history with what was and what is, and raises the version", async () => {
  const { ctx, api, aBlock } = await aWorld();
  const block = await aBlock("human", "Ada");
  await api.blocks.modifyBlock({
    params: { block_id: block.id },
    body: { value: "Grace", tags: ["a", "a"] },
  });
  const [, updated] = await eventsOf(ctx, block.id);
  expect(updated).toMatchObject({
    action: "updated",
    version: 2,
    before: { value: "Ada", tags: [] },
    after: { value: "Grace", tags: ["a"] },
    actor_id: ctx.actor.id,
  });
});

// Undo has to tell what an agent did to its memory in a turn from what its owner did.
test("a change that an agent makes in its turn names the agent and the run in history", async () => {
  const { ctx, anAgent } = await aWorld();
  const agent = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const actor = { ...ctx.actor, type: "agent" as const, id: agent.id };
  await updateBlock({ ...ctx, actor, cause: { runId: "run-1", stepId: "step-1" } }, agent.blocks[0].id, {
    value: "Grace",
  });
  const by = { actor_type: "agent", actor_id: agent.id, run_id: "run-1", step_id: "step-1" };
  expect((await eventsOf(ctx, agent.blocks[0].id)).at(-1)).toMatchObject({ action: "updated", ...by });
  expect((await eventsOf(ctx, agent.id)).at(-1)).toMatchObject({ action: "recompiled", ...by });
});

// An attached agent must think with the new value on its very next turn, not after a cache expires.
test("updating a block recompiles the system message of every attached agent, in place", async () => {
  const { ctx, api, anAgent } = await aWorld();
  const first = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const [block] = first.blocks;
  const second = await anAgent({ block_ids: [block.id] });
  const other = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const before = await systemMessageOf(ctx, first.id);
  await api.blocks.modifyBlock({ params: { block_id: block.id }, body: { value: "Grace" } });
  const after = await systemMessageOf(ctx, first.id);
  expect(after.id).toBe(before.id);
  expect(after.text).toContain("Grace");
  expect(after.text).not.toContain("Ada");
  expect(recompiledLine(after.text)).toBe(recompiledLine(before.text));
  expect((await systemMessageOf(ctx, second.id)).text).toContain("Grace");
  expect((await systemMessageOf(ctx, other.id)).text).not.toContain("Grace");
  const events = await eventsOf(ctx, second.id);
  expect(events.at(-1)).toMatchObject({ action: "recompiled", entity_type: "agent" });
});

test("a change that the prompt does not show leaves system messages alone", async () => {
  const { ctx, api, anAgent } = await aWorld();
  const agent = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const count = (await eventsOf(ctx, agent.id)).length;
  await api.blocks.modifyBlock({
    params: { block_id: agent.blocks[0].id },
    body: { metadata: { a: 1 }, tags: ["x"] },
  });
  expect((await eventsOf(ctx, agent.id)).length).toBe(count);
});

test("renaming a block renames it in its agents, unless one of them has that label already", async () => {
  const { api, anAgent } = await aWorld();
  const memory_blocks = [
    { label: "human", value: "Ada" },
    { label: "persona", value: "kind" },
  ];
  const agent = await anAgent({ memory_blocks });
  const human = agent.blocks.find(({ label }) => label === "human");
  const block_id = human?.id ?? "";
  const clash = await refusal(api.blocks.modifyBlock({ params: { block_id }, body: { label: "persona" } }));
  expect(clash).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/^CONFLICT: .*'persona'/) },
  });
  await api.blocks.modifyBlock({ params: { block_id }, body: { label: "user" } });
  const path = { agent_id: agent.id, block_label: "user" };
  expect(await api.agents.retrieveCoreMemoryBlock({ params: path })).toMatchObject({
    id: block_id,
    label: "user",
  });
});

test("deleting a block detaches it everywhere and answers null", async () => {
  const { ctx, api, anAgent } = await aWorld();
  const agent = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { block_id: agent.blocks[0].id };
  expect(await api.blocks.deleteBlock({ params })).toBeNull();
  expect(await api.agents.listCoreMemoryBlocks({ params: { agent_id: agent.id } })).toEqual([]);
  expect((await refusal(api.blocks.deleteBlock({ params }))).status).toBe(404);
  const actions = (await eventsOf(ctx, params.block_id)).map(({ action }) => action);
  expect(actions).toEqual(["created", "attached", "detached", "deleted"]);
});

test("the list is oldest first, and cursors are relative to the order asked for", async () => {
  const { api, aBlock } = await aWorld();
  const ids: string[] = [];
  for (const label of ["a", "b", "c", "d", "e"]) ids.push((await aBlock(label)).id);
  const list = async (query: object) =>
    (await api.blocks.listBlocks({ query })).map(({ id }) => ids.indexOf(id));
  expect(await list({})).toEqual([0, 1, 2, 3, 4]);
  expect(await list({ order: "desc", limit: 2 })).toEqual([4, 3]);
  expect(await list({ after: ids[1], limit: 2 })).toEqual([2, 3]);
  expect(await list({ before: ids[3], limit: 2 })).toEqual([1, 2]);
  expect(await list({ order: "desc", after: ids[3], limit: 2 })).toEqual([2, 1]);
  expect(await list({ order: "desc", before: ids[1], limit: 2 })).toEqual([3, 2]);
  expect(await list({ after: ids[0], before: ids[4] })).toEqual([1, 2, 3]);
  expect(await list({ after: `block-${crypto.randomUUID()}`, limit: 1 })).toEqual([0]);
  expect(await list({ limit: 0 })).toEqual([0, 1, 2, 3, 4]);
});

test("filters narrow the list, each on its own and together", async () => {
  const { api, ctx, anAgent } = await aWorld();
  const create = (body: object) => api.blocks.createBlock({ body: { value: "v", label: "l", ...body } });
  const human = await create({
    label: "human",
    value: "Ada likes Tea",
    tags: ["x", "y"],
    description: "About Ada",
  });
  const persona = await create({ label: "persona", tags: ["x"], project_id: "p1" });
  const template = await create({ label: "human", is_template: true, template_name: "base" });
  const hidden = await create({ label: "secret", hidden: true });
  await anAgent({ block_ids: [human.id] });
  const identity = await ctx.db.identity.create({
    data: {
      id: ctx.ids.next("identity"),
      organization_id: ctx.actor.organizationId,
      identifier_key: "ada",
      name: "Ada",
      identity_type: "user",
    },
  });
  await api.blocks.attachIdentityToBlock({ params: { block_id: persona.id, identity_id: identity.id } });
  const list = async (query: object) => (await api.blocks.listBlocks({ query })).map(({ id }) => id);
  expect(await list({})).toEqual([human.id, persona.id]);
  expect(await list({ label: "human" })).toEqual([human.id]);
  expect(await list({ label_search: "PERS" })).toEqual([persona.id]);
  expect(await list({ value_search: "tea" })).toEqual([human.id]);
  expect(await list({ description_search: "ada" })).toEqual([human.id]);
  expect(await list({ templates_only: true })).toEqual([template.id]);
  expect(await list({ templates_only: true, name: "base" })).toEqual([template.id]);
  expect(await list({ tags: ["y", "z"] })).toEqual([human.id]);
  expect(await list({ tags: ["x", "y"], match_all_tags: true })).toEqual([human.id]);
  expect(await list({ project_id: "p1" })).toEqual([persona.id]);
  expect(await list({ identity_id: identity.id })).toEqual([persona.id]);
  expect(await list({ identifier_keys: ["ada", "bob"] })).toEqual([persona.id]);
  expect(await list({ connected_to_agents_count_gt: 0 })).toEqual([human.id]);
  expect(await list({ connected_to_agents_count_lt: 1 })).toEqual([persona.id]);
  expect(await list({ connected_to_agents_count_eq: [0, 1] })).toEqual([human.id, persona.id]);
  expect(await list({ tags: ["x"], value_search: "tea" })).toEqual([human.id]);
  expect(await list({ label: "secret" })).toEqual([]);
  expect(hidden.hidden).toBe(true);
  expect(await list({ show_hidden_blocks: true })).toEqual([human.id, persona.id, hidden.id]);
  expect(await list({ show_hidden_blocks: true, label: "secret" })).toEqual([hidden.id]);
  expect(await api.blocks.countBlocks()).toBe(4);
  expect(await api.blocks.countBlocks({ query: { label: "human" } })).toBe(1);
});

test("identities come and go any number of times", async () => {
  const { api, ctx, aBlock } = await aWorld();
  const block = await aBlock("human");
  const { id: identity_id } = await ctx.db.identity.create({
    data: {
      id: ctx.ids.next("identity"),
      organization_id: ctx.actor.organizationId,
      identifier_key: "k",
      name: "n",
      identity_type: "user",
    },
  });
  const params = { block_id: block.id, identity_id };
  for (const verb of ["attachIdentityToBlock", "attachIdentityToBlock", "detachIdentityFromBlock"] as const)
    expect(await api.blocks[verb]({ params })).toEqual(block);
  const bad = await refusal(api.blocks.attachIdentityToBlock({ params: { ...params, identity_id: "ada" } }));
  expect(bad).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("INVALID_ARGUMENT: Invalid identity ID format") },
  });
});

test("agents of a block are listed, newest first, with the relations that are asked for", async () => {
  const { api, anAgent, aBlock } = await aWorld();
  const block = await aBlock("human");
  const [first, second] = [
    await anAgent({ block_ids: [block.id] }),
    await anAgent({ block_ids: [block.id] }),
  ];
  const params = { block_id: block.id };
  const plain = await api.blocks.listAgentsForBlock({ params });
  expect(plain.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(plain[0].blocks).toEqual([]);
  const full = await api.internalBlocks.listAgentsForInternalBlock({
    params,
    query: { include: ["agent.blocks"] },
  });
  expect(full[0].blocks).toEqual([block]);
});

const recompiledLine = (text: string) => /^- System prompt last recompiled: .*$/m.exec(text)?.[0];
