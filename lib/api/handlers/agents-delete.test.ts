import { describe, expect, test } from "vitest";
import { aWorld, refusal } from "@/lib/testing/harness";
import { anArchive, anIdentity, eventsOf, richAgent } from "@/lib/testing/state";

describe("deleting an agent", () => {
  test("takes its history and what tends it, and leaves what others may use", async () => {
    const world = await aWorld();
    const { api, ctx } = world;
    const agent = await richAgent(world);
    const archive = await anArchive(world);
    await api.agents.attachArchiveToAgent({ params: { agent_id: agent.id, archive_id: archive.id } });
    const answer = await api.agents.deleteAgent({ params: { agent_id: agent.id } });
    expect(answer).toEqual({ message: `Agent id=${agent.id} successfully deleted` });
    expect((await refusal(api.agents.deleteAgent({ params: { agent_id: agent.id } }))).status).toBe(404);
    const where = { organization_id: ctx.actor.organizationId };
    const left = await Promise.all([
      ctx.db.agent.count({ where }),
      ctx.db.group.count({ where }),
      ctx.db.message.count({ where }),
      ctx.db.agentSecret.count({ where }),
      ctx.db.agentArchive.count({ where }),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0]);
    expect(await ctx.db.archive.count({ where })).toBe(1);
    expect(await ctx.db.identity.count({ where })).toBe(1);
    expect(await api.blocks.retrieveBlock({ params: { block_id: agent.blocks[0].id } })).toEqual(
      agent.blocks[0],
    );
    expect((await eventsOf(ctx, agent.id)).at(-1)).toMatchObject({
      action: "deleted",
      before: { name: "Rich" },
    });
  });

  test("that tends another one dissolves their group and leaves the other", async () => {
    const world = await aWorld();
    const agent = await richAgent(world);
    const [partner] = agent.managed_group?.agent_ids ?? [];
    await world.api.agents.deleteAgent({ params: { agent_id: partner } });
    const left = await world.legacy.agents.retrieveAgent({ params: { agent_id: agent.id } });
    expect(left).toMatchObject({ enable_sleeptime: null, managed_group: null });
  });

  test("that manages a group of others is refused", async () => {
    const { anAgent, api, ctx } = await aWorld();
    const { id } = await anAgent();
    const group = {
      id: ctx.ids.next("group"),
      organization_id: ctx.actor.organizationId,
      description: "team",
    };
    await ctx.db.group.create({ data: { ...group, manager_type: "supervisor", manager_agent_id: id } });
    expect((await refusal(api.agents.deleteAgent({ params: { agent_id: id } }))).status).toBe(409);
    expect(await api.agents.listGroupsForAgent({ params: { agent_id: id } })).toMatchObject([
      { id: group.id, agent_ids: [] },
    ]);
  });
});

describe("links", () => {
  test("to an identity come and go any number of times, and answer null", async () => {
    const world = await aWorld();
    const { agents } = world.api;
    const params = { agent_id: (await world.anAgent()).id, identity_id: (await anIdentity(world)).id };
    for (const verb of [
      "attachIdentityToAgent",
      "attachIdentityToAgent",
      "detachIdentityFromAgent",
      "detachIdentityFromAgent",
    ] as const)
      expect(await agents[verb]({ params })).toBeNull();
    const unknown = { ...params, identity_id: `identity-${crypto.randomUUID()}` };
    expect((await refusal(agents.attachIdentityToAgent({ params: unknown }))).status).toBe(404);
    expect(
      (await refusal(agents.attachIdentityToAgent({ params: { ...params, identity_id: "x" } }))).status,
    ).toBe(400);
    expect((await eventsOf(world.ctx, params.agent_id)).map(({ action }) => action).slice(-2)).toEqual([
      "attached",
      "detached",
    ]);
  });

  test("to an archive: one at the most", async () => {
    const world = await aWorld();
    const { agents } = world.api;
    const params = { agent_id: (await world.anAgent()).id, archive_id: (await anArchive(world)).id };
    const other = { ...params, archive_id: (await anArchive(world)).id };
    for (let time = 0; time < 2; time += 1) expect(await agents.attachArchiveToAgent({ params })).toBeNull();
    expect((await refusal(agents.attachArchiveToAgent({ params: other }))).status).toBe(409);
    for (let time = 0; time < 2; time += 1)
      expect(await agents.detachArchiveFromAgent({ params })).toBeNull();
    expect(await agents.attachArchiveToAgent({ params: other })).toBeNull();
    const theirs = { ...params, archive_id: (await anArchive(world.stranger)).id };
    expect((await refusal(agents.attachArchiveToAgent({ params: theirs }))).status).toBe(404);
  });
});
