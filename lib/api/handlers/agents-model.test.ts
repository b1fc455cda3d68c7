import { describe, expect, test } from "vitest";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import { aWorld, refusal } from "@/lib/testing/harness";

// Clients compare this object field by field, after creation and after a change of something else.
test("model settings are derived from the config, and stay as they are when only the name changes", async () => {
  const { anAgent, api } = await aWorld();
  const settings = {
    provider_type: "openai",
    max_output_tokens: 16_384,
    parallel_tool_calls: true,
    strict: false,
    temperature: 1,
    reasoning: { reasoning_effort: "minimal" },
    response_format: null,
  };
  const agent = await anAgent();
  expect(agent.model_settings).toEqual(settings);
  const renamed = await api.agents.modifyAgent({ params: { agent_id: agent.id }, body: { name: "Ada" } });
  expect(renamed.model_settings).toEqual(settings);
});

describe("the model", () => {
  const errors: [string, NewAgent, number, string][] = [
    ["is missing", { model: null }, 400, "INVALID_ARGUMENT: Must specify either model or llm_config"],
    [
      "has no provider",
      { model: "gpt-4o" },
      400,
      "INVALID_ARGUMENT: Model 'gpt-4o' is not a handle of the form provider/model-name",
    ],
    ["is unknown", { model: "openai/gpt-2" }, 404, "NOT_FOUND: Handle openai/gpt-2 not found"],
    [
      "has an unknown embedding",
      { embedding: "x/y" },
      400,
      "INVALID_ARGUMENT: Embedding model x/y not found",
    ],
    ["has an ill-formed embedding", { embedding: "y" }, 422, "Embedding model 'y'"],
    [
      "thinks longer than it may say",
      { max_tokens: 100, max_reasoning_tokens: 200 },
      400,
      "INVALID_ARGUMENT: max_reasoning_tokens",
    ],
  ];
  test.each(errors)("that %s is refused", async (_, fields, status, detail) => {
    const { anAgent } = await aWorld();
    expect(await refusal(anAgent(fields))).toMatchObject({
      status,
      body: { detail: expect.stringContaining(detail) },
    });
  });

  test("is the server's default when none is named", async () => {
    const settings = { defaultLlmHandle: "openai/gpt-5", defaultEmbeddingHandle: "local/hash-256" };
    const { send } = await aWorld({ settings });
    const { status, body } = await send("POST", "/v1/agents/", {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ model: "openai/gpt-5", embedding: "local/hash-256" });
  });

  test("uses as much of its window as the server allows, or as the request says", async () => {
    const { anAgent } = await aWorld();
    const windows = [
      await anAgent({ model: "openai/gpt-5" }),
      await anAgent({ context_window_limit: 7_000 }),
      await anAgent({ context_window_limit: 900_000 }),
    ];
    expect(windows.map((agent) => agent.llm_config.context_window)).toEqual([128_000, 7_000, 900_000]);
    expect(windows.map((agent) => agent.max_files_open)).toEqual([10, 3, 15]);
  });

  test("takes the length limit of its settings only when the request names it", async () => {
    const { anAgent } = await aWorld();
    const base = { provider_type: "openai" as const, temperature: 0.2 };
    const silent = await anAgent({ model_settings: base });
    const explicit = await anAgent({ model_settings: { ...base, max_output_tokens: 4_096 } });
    expect(silent.llm_config).toMatchObject({
      max_tokens: 16_384,
      temperature: 0.2,
      reasoning_effort: "high",
    });
    expect(explicit.llm_config.max_tokens).toBe(4_096);
  });

  test("that always reasons gets its effort, one that cannot reason is not asked to", async () => {
    const { anAgent } = await aWorld();
    const gpt5 = await anAgent({ model: "openai/gpt-5" });
    expect(gpt5.llm_config).toMatchObject({
      enable_reasoner: true,
      reasoning_effort: "minimal",
      verbosity: "medium",
    });
    expect((await anAgent()).llm_config.enable_reasoner).toBe(false);
    const off = await anAgent({ model: "anthropic/claude-sonnet-4-5", reasoning: false });
    expect(off.llm_config).toMatchObject({ enable_reasoner: false, max_reasoning_tokens: 0 });
  });
});

describe("tools", () => {
  test.each([
    ["memgpt_v2_agent", {}, ["conversation_search", "memory_insert", "memory_replace", "send_message"]],
    ["letta_v1_agent", { include_base_tools: false }, []],
    ["workflow_agent", {}, []],
    ["sleeptime_agent", {}, ["memory_finish_edits", "memory_insert", "memory_replace", "memory_rethink"]],
  ])("of a %s %j are those of its type", async (agent_type, more, names) => {
    const { anAgent } = await aWorld();
    const agent = await anAgent({ agent_type: agent_type as NewAgent["agent_type"], ...more });
    expect(agent.tools.map(({ name }) => name).sort()).toEqual(names);
  });

  test("that do not exist are all named in the refusal, those of another organisation among them", async () => {
    const { anAgent, stranger } = await aWorld();
    const theirs = (await stranger.anAgent()).tools[0];
    const answer = await refusal(
      anAgent({ tools: ["memory", "no_such", "nor_this"], tool_ids: [theirs.id] }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(new RegExp(`^INVALID_ARGUMENT: .*no_such, nor_this, ${theirs.id}$`));
  });

  test("bring their rules: endings and continuations by type, approval by default", async () => {
    const { anAgent, ctx } = await aWorld();
    const owner = { organization_id: ctx.actor.organizationId, default_requires_approval: true };
    const pay = await ctx.db.tool.create({ data: { ...owner, id: ctx.ids.next("tool"), name: "pay" } });
    const rule = { type: "max_count_per_step" as const, tool_name: "pay", max_count_limit: 1 };
    const agent = await anAgent({
      agent_type: "memgpt_v2_agent",
      tool_ids: [pay.id],
      tool_rules: [rule, rule],
    });
    const rules = (agent.tool_rules ?? []).map(({ type, tool_name }) => `${type} ${tool_name}`);
    expect(rules.sort()).toEqual([
      "continue_loop conversation_search",
      "continue_loop memory_insert",
      "continue_loop memory_replace",
      "exit_loop send_message",
      "max_count_per_step pay",
      "requires_approval pay",
    ]);
  });

  test("cannot two of them be first", async () => {
    const { anAgent } = await aWorld();
    const tool_rules = ["memory_insert", "memory_replace"].map((tool_name) => ({
      type: "run_first" as const,
      tool_name,
    }));
    const agent = await anAgent({ tool_rules, include_base_tool_rules: false });
    expect(agent.tool_rules).toMatchObject(tool_rules);
    const answer = await refusal(anAgent({ model: "openai/gpt-5", tool_rules }));
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining("run_first") } });
  });
});

// letta-code sends back the provider type of the model it was given, whatever it is.
test("settings with the provider type of a listed model count, though it has no settings of its own", async () => {
  const { anAgent, api } = await aWorld();
  const { id } = await anAgent();
  for (const provider_type of ["letta", "ollama", "mistral"]) {
    const body = { model_settings: { provider_type, temperature: 0.3, max_output_tokens: 999 } };
    const changed = await api.agents.modifyAgent({ params: { agent_id: id }, body: body as never });
    expect(changed.model_settings).toMatchObject({
      provider_type: "openai",
      temperature: 0.3,
      max_output_tokens: 999,
    });
  }
  const body = { model_settings: { provider_type: "nobody" } } as never;
  expect((await refusal(api.agents.modifyAgent({ params: { agent_id: id }, body }))).status).toBe(422);
});
