import { describe, expect, test } from "vitest";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import { aContext, aWorld, householdOf, refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

test("an agent made of a handle alone has the documented configuration", async () => {
  const { anAgent, ctx } = await aWorld();
  const agent = await anAgent();
  expect(agent).toMatchObject({
    id: expect.stringMatching(/^agent-/),
    name: expect.stringMatching(/^([A-Z][a-z]+){2}$/),
    agent_type: "letta_v1_agent",
    model: "openai/gpt-4o-mini",
    embedding: null,
    embedding_config: null,
    tags: [],
    tool_rules: [],
    blocks: [],
    memory: {
      agent_type: "letta_v1_agent",
      git_enabled: false,
      blocks: [],
      file_blocks: [],
      prompt_template: "",
    },
    timezone: "UTC",
    message_buffer_autoclear: false,
    enable_sleeptime: null,
    hidden: null,
    max_files_open: 10,
    per_file_view_window_char_limit: 25_000,
    created_by_id: ctx.actor.userId,
    pending_approval: null,
    managed_group: null,
  });
  expect(agent.tools.map(({ name }) => name).sort()).toEqual([
    "conversation_search",
    "memory_insert",
    "memory_replace",
  ]);
  expect(agent.compaction_settings).toMatchObject({
    mode: "sliding_window",
    sliding_window_percentage: 0.3,
    clip_chars: 50_000,
    model: "openai/gpt-5-mini",
  });
});

test("deprecated names repeat what their successors say", async () => {
  const { anAgent, ctx } = await aWorld();
  const identity = await ctx.db.identity.create({
    data: {
      id: ctx.ids.next("identity"),
      organization_id: ctx.actor.organizationId,
      identifier_key: "k",
      name: "n",
      identity_type: "user",
    },
  });
  const agent = await anAgent({
    memory_blocks: [{ label: "human", value: "Ada" }],
    identity_ids: [identity.id],
    secrets: { KEY: "value" },
  });
  expect(agent.memory.blocks).toEqual(agent.blocks);
  expect(agent.identity_ids).toEqual([identity.id]);
  expect(agent.tool_exec_environment_variables).toEqual(agent.secrets);
  expect(agent.blocks[0].description).toEqual(expect.stringContaining("person"));
});

describe("the first messages", () => {
  const rolesOf = async (fields: NewAgent) => {
    const { anAgent, ctx } = await aWorld();
    const agent = await anAgent(fields);
    const rows = await ctx.db.message.findMany({ where: { agent_id: agent.id }, orderBy: { seq: "asc" } });
    expect(rows.map(({ id }) => id)).toEqual(agent.message_ids);
    return rows.map(({ role }) => role);
  };
  const sequence = [
    { role: "assistant" as const, content: "Hello" },
    { role: "user" as const, content: "Hi" },
  ];

  test.each([
    ["of a v1 agent are its system message", {}, ["system"]],
    [
      "of an older type are a greeting",
      { agent_type: "memgpt_v2_agent" as const },
      ["system", "assistant", "tool", "user"],
    ],
    [
      "are none more when the sequence is empty",
      { agent_type: "memgpt_agent" as const, initial_message_sequence: [] },
      ["system"],
    ],
    [
      "are the sequence that is given",
      { initial_message_sequence: sequence },
      ["system", "assistant", "user"],
    ],
    [
      "of an older type say their sequence through the tool",
      { agent_type: "memgpt_v2_agent" as const, initial_message_sequence: sequence },
      ["system", "assistant", "tool", "user"],
    ],
  ])("%s", async (_, fields, roles) => {
    expect(await rolesOf(fields)).toEqual(roles);
  });
});

test("the first system message knows memory, model and rules", async () => {
  const { anAgent, ctx } = await aWorld({ now: "2026-01-02T03:04:05Z" });
  const agent = await anAgent({
    model: "anthropic/claude-sonnet-4-5",
    system: "You help.",
    timezone: "Europe/Paris",
    memory_blocks: [{ label: "human", value: "Ada\nLovelace" }],
    tool_rules: [{ type: "exit_loop", tool_name: "memory_insert" }],
  });
  const { text } = await systemMessageOf(ctx, agent.id);
  expect(agent.system).toBe("You help.");
  expect(text).toMatch(/^You help\.\n\n<memory_blocks>/);
  expect(text).toContain("1→ Ada\n2→ Lovelace");
  expect(text).toContain("<tool_usage_rules>");
  expect(text).toContain(
    `- AGENT_ID: ${agent.id}\n- CONVERSATION_ID: default\n- System prompt last recompiled: 2026-01-02 04:04:05 AM`,
  );
});

// A backup or a dump of the database must not give away what tools log in with.
test("secrets are encrypted at rest, shown in full to who asks, and never in history", async () => {
  const { anAgent, ctx, api } = await aWorld();
  const agent = await anAgent({ secrets: { API_KEY: "hunter2-secret" } });
  expect(agent.secrets).toMatchObject([{ key: "API_KEY", value: "hunter2-secret", agent_id: agent.id }]);
  await api.agents.modifyAgent({
    params: { agent_id: agent.id },
    body: { secrets: { OTHER: "swordfish-secret" } },
  });
  const rows = await ctx.db.agentSecret.findMany({ where: { agent_id: agent.id } });
  expect(rows.map(({ key }) => key)).toEqual(["OTHER"]);
  expect(JSON.stringify(rows)).not.toContain("swordfish");
  expect(ctx.secrets.open(rows[0].value_enc, `agent_secrets.value_enc:${rows[0].id}`)).toBe(
    "swordfish-secret",
  );
  const history = await eventsOf(ctx, agent.id);
  const text = JSON.stringify(history, (_, value) => (typeof value === "bigint" ? Number(value) : value));
  expect(text).toContain("OTHER");
  expect(text).not.toMatch(/hunter2|swordfish/);
});

test("of two blocks with one label the first is attached; unknown block ids are ignored", async () => {
  const { anAgent, api, stranger } = await aWorld();
  const theirs = await stranger.aBlock("theirs");
  const memory_blocks = [
    { label: "human", value: "one" },
    { label: "human", value: "two" },
  ];
  const agent = await anAgent({ memory_blocks, block_ids: [theirs.id] });
  expect(agent.blocks.map(({ value }) => value)).toEqual(["one"]);
  expect(await api.blocks.countBlocks({ query: { label: "human" } })).toBe(2);
});

test("blocks keep the order they were given in", async () => {
  const { anAgent, aBlock, ctx } = await aWorld();
  const existing = [await aBlock("d"), await aBlock("e")];
  const memory_blocks = ["c", "a", "b"].map((label) => ({ label, value: label }));
  const agent = await anAgent({ memory_blocks, block_ids: existing.map(({ id }) => id).reverse() });
  expect(agent.blocks.map(({ label }) => label)).toEqual(["c", "a", "b", "e", "d"]);
  const { text } = await systemMessageOf(ctx, agent.id);
  expect([...text.matchAll(/^<([a-e])>$/gm)].map(([, label]) => label)).toEqual(["c", "a", "b", "e", "d"]);
});

test.each([
  [{ name: "a/b" }, 400],
  [{ agent_type: "split_thread_agent" }, 400],
  [{ agent_type: "no_agent" }, 422],
  [{ agent_type: "voice_convo_agent" }, 422],
  [
    {
      tool_rules: [
        { type: "constrain_child_tools", tool_name: "a", children: ["b"], child_arg_nodes: [{ name: "c" }] },
      ],
    },
    422,
  ],
  [{ tool_rules: [{ type: "conditional", tool_name: "a", child_output_mapping: {} }] }, 422],
  [{ tags: ["git-memory-enabled"] }, 501],
  [{ max_files_open: 1_001 }, 400],
  [{ per_file_view_window_char_limit: 2_147_483_648 }, 400],
  [{ identity_ids: [`identity-${crypto.randomUUID()}`] }, 409],
  [{ folder_ids: [`source-${crypto.randomUUID()}`] }, 409],
  [{ include_default_source: true }, 400],
  [{ block_ids: ["block-1"] }, 422],
] as [object, number][])("%j is refused with %i, and nothing is created", async (fields, status) => {
  const { anAgent, api } = await aWorld();
  expect((await refusal(anAgent(fields as NewAgent))).status).toBe(status);
  expect(await api.agents.countAgents()).toBe(0);
});

test("names may have any letters, digits, spaces, apostrophes and hyphens", async () => {
  const { anAgent } = await aWorld();
  expect((await anAgent({ name: "Zoë's 2nd-best_agent 東京" })).name).toBe("Zoë's 2nd-best_agent 東京");
});

test("tags are a set, and a subagent is hidden", async () => {
  const { anAgent, api } = await aWorld();
  const agent = await anAgent({ tags: ["role:subagent", "x", "x"] });
  expect(agent).toMatchObject({ tags: ["role:subagent", "x"], hidden: true });
  expect(await api.agents.listAgents()).toEqual([]);
});

test("the project of the request wins over the one in the body", async () => {
  const { anAgent } = householdOf({ ...(await aContext()), projectId: "project-of-header" });
  expect((await anAgent({ project_id: "project-of-body" })).project_id).toBe("project-of-header");
});

test("a source of its own is created and attached, with the file tools", async () => {
  const { anAgent } = await aWorld();
  const agent = await anAgent({ name: "Ada", include_default_source: true, embedding: "local/hash-256" });
  expect(agent.sources.map(({ name }) => name)).toEqual(["Ada External Data Source"]);
  expect(agent.tools.map(({ name }) => name)).toEqual(expect.arrayContaining(["open_files", "grep_files"]));
});

test("with sleeptime, a second agent tends the shared blocks, even without an embedding", async () => {
  const { anAgent, api, ctx } = await aWorld();
  const agent = await anAgent({
    name: "Ada",
    enable_sleeptime: true,
    memory_blocks: [{ label: "human", value: "Bob" }],
  });
  const group = agent.managed_group;
  expect(group).toMatchObject({
    manager_type: "sleeptime",
    manager_agent_id: agent.id,
    sleeptime_agent_frequency: 5,
    turns_counter: -1,
  });
  expect(agent.multi_agent_group).toEqual(group);
  expect(agent.tools.map(({ name }) => name).sort()).toEqual([
    "archival_memory_search",
    "conversation_search",
    "send_message",
  ]);
  const [partnerId] = group?.agent_ids ?? [];
  const partner = await api.agents.retrieveAgent({
    params: { agent_id: partnerId },
    query: { include: ["agent.blocks", "agent.tools"] },
  });
  expect(partner).toMatchObject({ name: "Ada-sleeptime", agent_type: "sleeptime_agent", model: agent.model });
  expect(partner.blocks.map(({ label }) => label)).toEqual(["human", "memory_persona"]);
  expect(partner.blocks[0].id).toBe(agent.blocks[0].id);
  expect((await systemMessageOf(ctx, partnerId)).text).toContain("Bob");
});

test("creation is in history as one whole, in the order it happened", async () => {
  const { anAgent, ctx } = await aWorld();
  const agent = await anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const events = await ctx.db.stateEvent.findMany({
    where: { organization_id: ctx.actor.organizationId },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ entity_type, action }) => `${entity_type} ${action}`)).toEqual([
    "agent created",
    "block created",
    "block attached",
    "agent recompiled",
  ]);
  expect(events[0].after).toMatchObject({
    name: agent.name,
    system: agent.system,
    block_ids: [agent.blocks[0].id],
  });
});
