import { describe, expect, test } from "vitest";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { aWorld, householdOf, refusal } from "@/lib/testing/harness";
import { anArchive, anIdentity, richAgent, systemMessageOf } from "@/lib/testing/state";

const everything = [
  "agent.blocks",
  "agent.identities",
  "agent.managed_group",
  "agent.pending_approval",
  "agent.secrets",
  "agent.sources",
  "agent.tags",
  "agent.tools",
] as const;

test("another organisation's agent is not found, in every operation that takes its id", async () => {
  const world = await aWorld();
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const { agents, internalAgents } = world.stranger.api;
  const params = { agent_id: agent.id };
  const identity = { ...params, identity_id: (await anIdentity(world.stranger)).id };
  const archive = { ...params, archive_id: (await anArchive(world.stranger)).id };
  const block = { ...params, block_id: (await world.stranger.aBlock("human")).id };
  const label = { ...params, block_label: "human" };
  const calls = [
    agents.retrieveAgent({ params }),
    agents.modifyAgent({ params, body: { name: "stolen" } }),
    agents.deleteAgent({ params }),
    agents.recompileAgent({ params }),
    agents.recompileAgentSystemPrompt({ params, query: { dry_run: true } }),
    agents.resetMessages({ params, body: {} }),
    agents.retrieveAgentContextWindow({ params }),
    agents.retrieveAgentMemory({ params }),
    agents.listCoreMemoryBlocks({ params }),
    agents.retrieveCoreMemoryBlock({ params: label }),
    agents.modifyCoreMemoryBlock({ params: label, body: { value: "stolen" } }),
    internalAgents.modifyInternalCoreMemoryBlock({ params: label, body: { value: "stolen" } }),
    agents.attachCoreMemoryBlock({ params: block }),
    agents.detachCoreMemoryBlock({ params: block }),
    agents.attachIdentityToAgent({ params: identity }),
    agents.detachIdentityFromAgent({ params: identity }),
    agents.attachArchiveToAgent({ params: archive }),
    agents.detachArchiveFromAgent({ params: archive }),
    agents.listGroupsForAgent({ params }),
  ];
  const answers = await Promise.all(calls.map(refusal));
  expect(answers).toEqual(calls.map(() => ({ status: 404, body: { detail: "Agent not found" } })));
  expect(await agents.listAgents()).toEqual([]);
  expect(await agents.countAgents()).toBe(0);
  expect((await systemMessageOf(world.ctx, agent.id)).text).toContain("Ada");
});

describe("relations", () => {
  test("are left out for a 1.0 client, but for the tags, and all there for a legacy one, unless asked for", async () => {
    const world = await aWorld();
    const { id } = await richAgent(world);
    const params = { agent_id: id };
    const bare = await world.api.agents.retrieveAgent({ params });
    expect(bare).toMatchObject({
      blocks: [],
      tools: [],
      tags: ["x"],
      secrets: [],
      identities: [],
      managed_group: null,
    });
    expect(bare.memory).toMatchObject({ blocks: [], file_blocks: [] });
    const legacy = await world.legacy.agents.retrieveAgent({ params });
    expect(legacy.blocks.map(({ label }) => label)).toEqual(["human"]);
    expect(legacy).toMatchObject({
      tags: ["x"],
      secrets: [{ key: "KEY", value: "value" }],
      identities: [{ name: "ada" }],
    });
    expect(legacy.managed_group).toMatchObject({ manager_agent_id: id });
    expect(await world.api.agents.retrieveAgent({ params, query: { include: [...everything] } })).toEqual(
      legacy,
    );
    const none = await world.legacy.agents.retrieveAgent({
      params,
      query: { include_relationships: ["nothing"] },
    });
    expect(none).toMatchObject({ blocks: [], tools: [], tags: [] });
    const some = await world.legacy.agents.retrieveAgent({
      params,
      query: { include_relationships: ["memory"] },
    });
    expect(some).toMatchObject({ blocks: [{ label: "human" }], tools: [], tags: [] });
  });

  test("that are asked for as blocks bring the tags", async () => {
    const world = await aWorld();
    const { id } = await richAgent(world);
    const agent = await world.api.agents.retrieveAgent({
      params: { agent_id: id },
      query: { include: ["agent.blocks"] },
    });
    expect(agent).toMatchObject({ tags: ["x"], blocks: [{ label: "human" }], tools: [] });
  });

  test("of an unknown name are refused", async () => {
    const { anAgent, send } = await aWorld();
    const { id } = await anAgent();
    expect((await send("GET", `/v1/agents/${id}?include=agent.everything`)).status).toBe(422);
  });

  test("show the approval that the agent waits for", async () => {
    const { anAgent, api, ctx } = await aWorld();
    const { id } = await anAgent();
    const row = await ctx.db.message.create({
      data: {
        id: ctx.ids.next("message"),
        organization_id: ctx.actor.organizationId,
        agent_id: id,
        role: "approval",
        tool_calls: [{ id: "call_1", type: "function", function: { name: "pay", arguments: "{}" } }],
      },
    });
    await ctx.db.agent.update({ where: { id }, data: { message_ids: { push: row.id } } });
    const query = { include: ["agent.pending_approval" as const] };
    const { pending_approval } = await api.agents.retrieveAgent({ params: { agent_id: id }, query });
    expect(pending_approval).toMatchObject({
      id: row.id,
      message_type: "approval_request_message",
      tool_calls: [{ name: "pay", tool_call_id: "call_1", arguments: "{}" }],
    });
  });

  // A list of fifty agents must not ask the database fifty times.
  test("of many agents cost as many queries as those of one", async () => {
    const world = await aWorld();
    const queriesFor = async (limit: number) => {
      let queries = 0;
      const counting = (world.ctx.db as PrismaClient).$extends({
        query: {
          $allOperations({ args, query }) {
            queries += 1;
            return query(args);
          },
        },
      });
      const { legacy } = householdOf({ ...world.ctx, db: counting as unknown as PrismaClient });
      expect((await legacy.agents.listAgents({ query: { limit } })).length).toBe(limit);
      return queries;
    };
    for (const label of ["a", "b", "c", "d"])
      await world.anAgent({
        memory_blocks: [{ label, value: label }],
        secrets: { KEY: label },
        tags: [label],
      });
    expect(await queriesFor(4)).toBe(await queriesFor(1));
  });
});

describe("the list", () => {
  test("is newest first, and cursors are relative to the order asked for", async () => {
    const { api, anAgent } = await aWorld();
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) ids.push((await anAgent()).id);
    const list = async (query: object) =>
      (await api.agents.listAgents({ query })).map(({ id }) => ids.indexOf(id));
    expect(await list({})).toEqual([3, 2, 1, 0]);
    expect(await list({ order: "asc", limit: 2 })).toEqual([0, 1]);
    expect(await list({ ascending: true, limit: 1 })).toEqual([0]);
    expect(await list({ after: ids[2], limit: 1 })).toEqual([1]);
    expect(await list({ before: ids[1], limit: 1 })).toEqual([2]);
    expect(await list({ after: ids[3], before: ids[0] })).toEqual([2, 1]);
    expect(await list({ after: `agent-${crypto.randomUUID()}`, limit: 1 })).toEqual([3]);
  });

  test("by last run has agents that never ran at its end, in both orders", async () => {
    const { api, anAgent } = await aWorld();
    const ids: string[] = [];
    for (const day of ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", null]) {
      const { id } = await anAgent();
      ids.push(id);
      if (day) await api.agents.modifyAgent({ params: { agent_id: id }, body: { last_run_completion: day } });
    }
    const list = async (query: object) =>
      (await api.agents.listAgents({ query: { order_by: "last_run_completion", ...query } })).map(({ id }) =>
        ids.indexOf(id),
      );
    expect(await list({})).toEqual([1, 0, 2]);
    expect(await list({ order: "asc" })).toEqual([0, 1, 2]);
    expect(await list({ after: ids[0] })).toEqual([2]);
    expect(await list({ order: "asc", before: ids[2], limit: 1 })).toEqual([1]);
  });

  test("is narrowed by filters, all of which must hold; the count agrees", async () => {
    const world = await aWorld();
    const { api, anAgent } = world;
    const identity = await anIdentity(world);
    const ada = await anAgent({ name: "Ada Lovelace", tags: ["x", "y"], identity_ids: [identity.id] });
    const bob = await anAgent({
      name: "Bob",
      tags: ["x"],
      project_id: "p",
      template_id: "t",
      base_template_id: "b",
    });
    await anAgent({ name: "Hidden", hidden: true });
    await api.agents.modifyAgent({ params: { agent_id: bob.id }, body: { last_stop_reason: "end_turn" } });
    const cases: [object, string[]][] = [
      [{}, [bob.id, ada.id]],
      [{ name: "Bob" }, [bob.id]],
      [{ query_text: "LOVE" }, [ada.id]],
      [{ tags: ["x"] }, [bob.id, ada.id]],
      [{ tags: ["x", "y"], match_all_tags: true }, [ada.id]],
      [{ project_id: "p" }, [bob.id]],
      [{ template_id: "t", base_template_id: "b" }, [bob.id]],
      [{ identity_id: identity.id }, [ada.id]],
      [{ identifier_keys: ["ada", "eve"] }, [ada.id]],
      [{ last_stop_reason: "end_turn" }, [bob.id]],
      [{ created_by_id: "user-of-nobody" }, []],
      [{ tags: ["x"], query_text: "bob" }, [bob.id]],
      [{ query_text: "100%" }, []],
    ];
    for (const [query, ids] of cases) {
      expect((await api.agents.listAgents({ query })).map(({ id }) => id)).toEqual(ids);
      expect(await api.agents.countAgents({ query })).toBe(ids.length);
    }
    expect((await api.agents.listAgents({ query: { show_hidden_agents: true } })).length).toBe(3);
    expect(await api.internalAgents.countInternalAgents({ query: { exclude_hidden: false } })).toBe(3);
    expect(await api.internalAgents.countInternalAgents()).toBe(2);
  });
});
