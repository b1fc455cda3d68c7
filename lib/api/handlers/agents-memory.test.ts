import { describe, expect, test } from "vitest";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

test("a new prompt reaches the model at the next recompilation", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const { id } = await anAgent({ system: "Old." });
  const params = { agent_id: id };
  await api.agents.modifyAgent({ params, body: { system: "New." } });
  const stored = await systemMessageOf(ctx, id);
  expect(stored.text).toMatch(/^Old\./);
  const dry = await api.agents.recompileAgent({ params, query: { dry_run: true } });
  expect(dry).toMatch(/^New\./);
  expect((await systemMessageOf(ctx, id)).text).toBe(stored.text);
  const text = await api.agents.recompileAgent({ params });
  expect(text).toBe(dry);
  expect(await systemMessageOf(ctx, id)).toEqual({ id: stored.id, text });
});

test("the time of compilation moves only when asked", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const { id } = await anAgent();
  const line = (text: string) => /^- System prompt last recompiled: .*$/m.exec(text)?.[0];
  const before = line((await systemMessageOf(ctx, id)).text);
  const params = { agent_id: id };
  expect(line(await api.agents.recompileAgent({ params }))).toBe(before);
  const moved = line(await api.agents.recompileAgent({ params, query: { update_timestamp: true } }));
  expect(moved).not.toBe(before);
  expect(line(await api.agents.recompileAgent({ params }))).toBe(moved);
});

test("a reset empties the window, keeps history, and compiles the system message again", async () => {
  const { anAgent, api, legacy, ctx } = await aWorld();
  const agent = await anAgent({ agent_type: "memgpt_v2_agent" });
  const params = { agent_id: agent.id };
  expect(await api.agents.resetMessages({ params, body: {} })).toBeNull();
  const reset = await legacy.agents.resetMessages({ params, body: { add_default_initial_messages: true } });
  expect(reset).toMatchObject({
    id: agent.id,
    message_ids: [agent.message_ids?.[0], ...Array(3).fill(expect.any(String))],
  });
  expect(await ctx.db.message.count({ where: { agent_id: agent.id } })).toBe(7);
  expect((await systemMessageOf(ctx, agent.id)).text).toContain("- 3 earlier messages");
  const actions = (await eventsOf(ctx, agent.id)).map(({ action }) => action);
  expect(actions.filter((action) => action === "messages_replaced")).toHaveLength(2);
  await ctx.db.agent.update({ where: { id: agent.id }, data: { message_ids: [] } });
  expect((await refusal(api.agents.resetMessages({ params, body: {} }))).status).toBe(400);
});

describe("core memory", () => {
  test("is read and changed by label, even one with a slash", async () => {
    const { anAgent, api } = await aWorld();
    const agent = await anAgent({ memory_blocks: [{ label: "system/human", value: "Ada" }] });
    const params = { agent_id: agent.id, block_label: "system/human" };
    expect(await api.agents.retrieveCoreMemoryBlock({ params })).toMatchObject({ value: "Ada" });
    const renamed = await api.agents.modifyCoreMemoryBlock({
      params,
      body: { label: "human", value: "Grace" },
    });
    expect(renamed).toMatchObject({ id: agent.blocks[0].id, label: "human", value: "Grace" });
    const gone = await refusal(api.agents.retrieveCoreMemoryBlock({ params }));
    expect(gone).toEqual({
      status: 404,
      body: { detail: `NOT_FOUND: Block with label 'system/human' not found for agent '${agent.id}'` },
    });
    const { blocks } = await api.agents.retrieveAgentMemory({ params: { agent_id: agent.id } });
    expect(blocks).toMatchObject([{ label: "human", value: "Grace" }]);
  });

  test("takes a block once, refuses a second one of its label, and lets go of what it has", async () => {
    const { anAgent, api, aBlock } = await aWorld();
    const agent = await anAgent({ enable_sleeptime: true });
    const [block, same] = [await aBlock("human"), await aBlock("human")];
    const params = { agent_id: agent.id, block_id: block.id };
    for (let time = 0; time < 2; time += 1)
      expect((await api.agents.attachCoreMemoryBlock({ params })).blocks).toEqual([block]);
    const clash = await refusal(
      api.agents.attachCoreMemoryBlock({ params: { ...params, block_id: same.id } }),
    );
    expect(clash.status).toBe(409);
    const holders = await api.blocks.listAgentsForBlock({ params: { block_id: block.id } });
    expect(holders.map(({ id }) => id).sort()).toEqual(
      [agent.id, ...(agent.managed_group?.agent_ids ?? [])].sort(),
    );
    expect((await api.agents.detachCoreMemoryBlock({ params })).blocks).toEqual([]);
    expect((await refusal(api.agents.detachCoreMemoryBlock({ params }))).status).toBe(404);
    expect(await api.blocks.retrieveBlock({ params: { block_id: block.id } })).toEqual(block);
  });
});

test("the context overview shows each section of the window and what it costs", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const agent = await anAgent({
    memory_blocks: [{ label: "human", value: "Ada" }],
    tool_rules: [{ type: "exit_loop", tool_name: "memory_insert" }],
    initial_message_sequence: [{ role: "user", content: "Hi" }],
  });
  const overview = await api.agents.retrieveAgentContextWindow({ params: { agent_id: agent.id } });
  expect(overview).toMatchObject({
    context_window_size_max: 128_000,
    num_messages: 2,
    num_recall_memory: 2,
    num_archival_memory: 0,
    system_prompt: expect.stringMatching(/^<base_instructions>[\s\S]*<\/base_instructions>$/),
    core_memory: expect.stringMatching(/^<memory_blocks>[\s\S]*Ada[\s\S]*<\/memory_blocks>$/),
    tool_usage_rules: expect.stringMatching(/^<tool_usage_rules>[\s\S]*<\/tool_usage_rules>$/),
    external_memory_summary: expect.stringContaining(`AGENT_ID: ${agent.id}`),
    directories: null,
    memory_filesystem: null,
    summary_memory: null,
    num_tokens_summary_memory: 0,
    messages: [{ role: "system" }, { role: "user", content: [{ type: "text", text: "Hi" }] }],
  });
  expect(overview.functions_definitions?.map((item) => item.function.name).sort()).toEqual(
    agent.tools.map(({ name }) => name).sort(),
  );
  const parts = Object.entries(overview).filter(([name]) => name.startsWith("num_tokens_"));
  expect(overview.context_window_size_current).toBe(
    parts.reduce((sum, [, tokens]) => sum + Number(tokens), 0),
  );
  expect(overview.num_tokens_core_memory).toBe(ctx.countTokens(overview.core_memory));
});

test("an agent whose memory lies in files sees it as files", async () => {
  const { api, anAgent, ctx } = await aWorld();
  const { id } = await anAgent({ memory_blocks: [{ label: "system/persona", value: "I am terse." }] });
  await ctx.db.agent.update({ where: { id }, data: { tags: ["git-memory-enabled"] } });
  const params = { agent_id: id };
  const text = await api.agents.recompileAgent({ params });
  expect(text).toContain(
    "<self>\n<projection>$MEMORY_DIR/system/persona.md</projection>\nI am terse.\n</self>",
  );
  expect((await api.agents.retrieveAgentMemory({ params })).git_enabled).toBe(true);
});
