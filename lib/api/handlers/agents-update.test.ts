import { describe, expect, test } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf } from "@/lib/testing/state";

test("a change overwrites what it names, leaves the rest, and answers with everything", async () => {
  const { anAgent, api } = await aWorld();
  const agent = await anAgent({
    description: "old",
    metadata: { a: 1 },
    tags: ["x"],
    memory_blocks: [{ label: "human", value: "Ada" }],
  });
  const body = { name: "a/b", metadata: { b: 2 }, hidden: true, description: null, timezone: "Asia/Tokyo" };
  const updated = await api.agents.modifyAgent({ params: { agent_id: agent.id }, body });
  expect(updated).toMatchObject({
    name: "a/b",
    metadata: { b: 2 },
    hidden: true,
    description: "old",
    timezone: "Asia/Tokyo",
  });
  expect(updated).toMatchObject({ tags: ["x"], blocks: [{ value: "Ada" }] });
  expect(updated.tools).toHaveLength(3);
});

test("a change is one event with what was and what is, and one version", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const { id } = await anAgent({ name: "Ada" });
  await api.agents.modifyAgent({ params: { agent_id: id }, body: { name: "Grace", timezone: "UTC" } });
  expect((await eventsOf(ctx, id)).at(-1)).toMatchObject({
    action: "updated",
    version: 2,
    before: { name: "Ada" },
    after: { name: "Grace" },
  });
});

test("a change that changes nothing raises no version and leaves no event", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const agent = await anAgent({ metadata: { b: 1, a: 2 } });
  const count = (await eventsOf(ctx, agent.id)).length;
  const body = {
    name: agent.name,
    metadata: { a: 2, b: 1 },
    llm_config: agent.llm_config,
    tool_ids: agent.tools.map(({ id }) => id),
  };
  await api.agents.modifyAgent({ params: { agent_id: agent.id }, body: body as never });
  expect((await eventsOf(ctx, agent.id)).length).toBe(count);
  expect((await ctx.db.agent.findUniqueOrThrow({ where: { id: agent.id } })).version).toBe(1);
});

test("sets are replaced as a whole, and an empty one clears", async () => {
  const { anAgent, api, aBlock } = await aWorld();
  const agent = await anAgent({
    memory_blocks: [{ label: "human", value: "Ada" }],
    tags: ["x"],
    secrets: { A: "1" },
  });
  const [first, second] = [await aBlock("persona"), await aBlock("task")];
  const params = { agent_id: agent.id };
  const body = {
    block_ids: [second.id, first.id],
    tags: ["y", "y"],
    tool_ids: [agent.tools[0].id],
    secrets: { B: "2" },
  };
  const updated = await api.agents.modifyAgent({ params, body });
  expect(updated.blocks.map(({ label }) => label)).toEqual(["task", "persona"]);
  expect(updated).toMatchObject({
    tags: ["y"],
    tools: [{ id: agent.tools[0].id }],
    secrets: [{ key: "B", value: "2" }],
  });
  const empty = await api.agents.modifyAgent({
    params,
    body: { block_ids: [], tags: [], tool_ids: [], secrets: {} },
  });
  expect(empty).toMatchObject({ blocks: [], tags: [], tools: [], secrets: [] });
});

test("a tool that asks for approval brings its rule when the set is replaced", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const agent = await anAgent();
  const pay = await ctx.db.tool.create({
    data: {
      id: ctx.ids.next("tool"),
      organization_id: ctx.actor.organizationId,
      name: "pay",
      default_requires_approval: true,
    },
  });
  const updated = await api.agents.modifyAgent({
    params: { agent_id: agent.id },
    body: { tool_ids: [pay.id] },
  });
  expect(updated.tool_rules).toMatchObject([{ type: "requires_approval", tool_name: "pay" }]);
});

test("what cannot be is refused, and nothing of the change is kept", async () => {
  const { anAgent, api, aBlock, stranger } = await aWorld();
  const agent = await anAgent({ name: "Ada" });
  const [first, second] = [await aBlock("same"), await aBlock("same")];
  const cases: [object, number][] = [
    [{ block_ids: [first.id, second.id] }, 409],
    [{ block_ids: [(await stranger.aBlock("x")).id] }, 404],
    [{ tool_ids: [(await stranger.anAgent()).tools[0].id] }, 400],
    [{ identity_ids: [`identity-${crypto.randomUUID()}`] }, 409],
    [{ model: "gpt-4o" }, 400],
    [{ model: "openai/no-model" }, 404],
    [{ embedding: "no/embedding" }, 400],
    [{ max_files_open: 5_000 }, 400],
    [{ compaction_settings: { sliding_window_percentage: 1.5 } }, 400],
  ];
  for (const [change, status] of cases) {
    const call = api.agents.modifyAgent({ params: { agent_id: agent.id }, body: { name: "Eve", ...change } });
    expect((await refusal(call)).status).toBe(status);
  }
  expect((await api.agents.retrieveAgent({ params: { agent_id: agent.id } })).name).toBe("Ada");
});

describe("the model", () => {
  test("is resolved anew from a handle, with its own window", async () => {
    const { anAgent, api } = await aWorld();
    const { id } = await anAgent({ context_window_limit: 9_000, compaction_settings: { clip_chars: 10 } });
    const updated = await api.agents.modifyAgent({
      params: { agent_id: id },
      body: { model: "anthropic/claude-sonnet-4-5" },
    });
    expect(updated).toMatchObject({
      model: "anthropic/claude-sonnet-4-5",
      llm_config: { context_window: 128_000 },
    });
    expect(updated.model_settings?.provider_type).toBe("anthropic");
    expect(updated.compaction_settings).toMatchObject({
      model: "anthropic/claude-haiku-4-5",
      clip_chars: 10,
    });
  });

  test("keeps everything but its window when only that is given", async () => {
    const { anAgent, api } = await aWorld();
    const agent = await anAgent({ model_settings: { provider_type: "openai", temperature: 0.1 } });
    const updated = await api.agents.modifyAgent({
      params: { agent_id: agent.id },
      body: { context_window_limit: 5_000 },
    });
    expect(updated.llm_config).toEqual({ ...agent.llm_config, context_window: 5_000 });
  });

  test("loses its length limit only to an explicit null", async () => {
    const { anAgent, api } = await aWorld();
    const params = { agent_id: (await anAgent()).id };
    const model_settings = { provider_type: "openai" as const, temperature: 0.3 };
    const kept = await api.agents.modifyAgent({ params, body: { model_settings } });
    expect(kept.llm_config).toMatchObject({ max_tokens: 16_384, temperature: 0.3 });
    const cleared = await api.agents.modifyAgent({ params, body: { max_tokens: null } });
    expect(cleared.llm_config.max_tokens).toBeNull();
  });
});

test("compaction settings are merged field by field, and a new mode brings its own prompt", async () => {
  const { anAgent, api } = await aWorld();
  const params = { agent_id: (await anAgent({ compaction_settings: { prompt: "Mine", clip_chars: 7 } })).id };
  const merged = await api.agents.modifyAgent({
    params,
    body: { compaction_settings: { sliding_window_percentage: 0.5 } },
  });
  expect(merged.compaction_settings).toMatchObject({
    prompt: "Mine",
    clip_chars: 7,
    sliding_window_percentage: 0.5,
  });
  const switched = await api.agents.modifyAgent({ params, body: { compaction_settings: { mode: "all" } } });
  expect(switched.compaction_settings).toMatchObject({ mode: "all", clip_chars: 7 });
  expect(switched.compaction_settings?.prompt).not.toBe("Mine");
});

test("turning sleeptime on later makes the partner once", async () => {
  const { anAgent, api } = await aWorld();
  const agent = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  const first = await api.agents.modifyAgent({ params, body: { enable_sleeptime: true } });
  const second = await api.agents.modifyAgent({ params, body: { enable_sleeptime: true } });
  expect(first.managed_group?.agent_ids).toHaveLength(1);
  expect(second.managed_group).toEqual(first.managed_group);
  expect(await api.agents.countAgents()).toBe(2);
});

// The lists may ask the database, which on the embedded one would wait for the transaction that waits for it.
test("an agent is given a partner without models being asked for while it is locked", async () => {
  const { ctx, api, anAgent } = await aWorld({ settings: { defaultEmbeddingHandle: "local/hash-256" } });
  const { id } = await anAgent();
  await ctx.db.agent.update({ where: { id }, data: { embedding_config: Prisma.DbNull } });
  const { listModels, listEmbeddingModels } = ctx.models;
  Object.assign(ctx.models, {
    listModels: async () => (await ctx.db.provider.count()) >= 0 && listModels(""),
    listEmbeddingModels: async () => (await ctx.db.provider.count()) >= 0 && listEmbeddingModels(""),
  });
  const agent = await api.agents.modifyAgent({ params: { agent_id: id }, body: { enable_sleeptime: true } });
  expect(agent.managed_group).toMatchObject({ manager_type: "sleeptime" });
}, 20_000);
