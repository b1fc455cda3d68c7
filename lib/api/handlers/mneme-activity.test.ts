import { expect, test } from "vitest";
import type { MnemeActivity } from "@/lib/contract/mneme/streams";
import type { Model } from "@/lib/runtime/ports";
import { scriptedModel } from "@/lib/runtime/testing/scripted-model";
import { waitingModel } from "@/lib/runtime/testing/waiting-model";
import { newId } from "@/lib/shared/ids";
import { followedAgent } from "@/lib/testing/follow";
import { aTurnWorld } from "@/lib/testing/turns";

async function anAgentThat(model: Model) {
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  const say = (input: string) => world.api.agents.sendMessage({ params, body: { input } });
  const newestRun = async () =>
    (await world.api.runs.listRuns({ query: { agent_id: agent.id, limit: 1 } }))[0].id;
  return { ...world, agent, params, say, newestRun };
}

/** A reader of an agent's activity: `until` gives what came up to an event of this name. */
function watch(ctx: Parameters<typeof followedAgent>[0], agentId: string) {
  const abort = new AbortController();
  const items = followedAgent(ctx, agentId, abort.signal)[Symbol.asyncIterator]();
  return {
    async until(event: MnemeActivity["event"]): Promise<MnemeActivity[]> {
      const seen: MnemeActivity[] = [];
      for (;;) {
        const { value, done } = await items.next();
        if (done) throw new Error(`The stream ended after ${JSON.stringify(seen)}`);
        if (value.message_type === "ping") continue;
        seen.push(value);
        if (value.event === event) return seen;
      }
    },
    ended: async () => (await items.next()).done,
    leave: () => abort.abort(),
  };
}

test("a reader of an agent sees the runs of others start and end, and the blocks that they change", async () => {
  const speaker = waitingModel();
  const { ctx, say, newestRun, agent } = await anAgentThat(speaker.model);
  const { id: block_id, label } = agent.blocks[0];
  const reader = watch(ctx, agent.id);
  expect(await reader.until("state")).toMatchObject([
    { blocks: [{ block_id, label, version: 1 }], runs: [] },
  ]);
  const answer = say("Hello");
  const [started] = await reader.until("run_started");
  expect(started).toMatchObject({ run_id: await newestRun() });
  speaker.end();
  await answer;
  expect((await reader.until("run_ended")).at(-1)).toMatchObject({
    run_id: await newestRun(),
    status: "completed",
    stop_reason: "end_turn",
  });
  reader.leave();
});

test("a block that is changed, attached or taken away is told by its id and version", async () => {
  const { ctx, api, agent, params, aBlock } = await anAgentThat(scriptedModel());
  const block_id = agent.blocks[0].id!;
  const reader = watch(ctx, agent.id);
  await reader.until("state");
  await api.blocks.modifyBlock({ params: { block_id }, body: { value: "Grace" } });
  expect((await reader.until("block_changed")).at(-1)).toMatchObject({ block_id, version: 2 });
  const other = await aBlock("plans");
  await api.agents.attachCoreMemoryBlock({ params: { ...params, block_id: other.id } });
  expect((await reader.until("block_attached")).at(-1)).toMatchObject({ block_id: other.id, label: "plans" });
  await api.agents.detachCoreMemoryBlock({ params: { ...params, block_id: other.id } });
  expect((await reader.until("block_detached")).at(-1)).toMatchObject({ block_id: other.id });
  await api.agents.modifyAgent({ params, body: { name: "Eve" } });
  expect((await reader.until("agent_changed")).at(-1)).toMatchObject({ agent_version: expect.any(Number) });
  reader.leave();
});

// Another process announces nothing here: only looking now and then finds what it did.
test("what another process changed is seen before long", async () => {
  const { ctx, agent } = await anAgentThat(scriptedModel());
  const reader = watch(ctx, agent.id);
  await reader.until("state");
  const block_id = agent.blocks[0].id!;
  await ctx.db.block.update({ where: { id: block_id }, data: { value: "theirs", version: 7 } });
  const run = await ctx.db.run.create({
    data: {
      id: newId("run"),
      organization_id: ctx.actor.organizationId,
      agent_id: agent.id,
      status: "running",
    },
  });
  expect(await reader.until("block_changed")).toMatchObject([
    { event: "run_started", run_id: run.id },
    { event: "block_changed", block_id, version: 7 },
  ]);
  reader.leave();
});

test("the activity of an agent ends with the agent", async () => {
  const { ctx, api, agent, params } = await anAgentThat(scriptedModel());
  const reader = watch(ctx, agent.id);
  await reader.until("state");
  await api.agents.deleteAgent({ params });
  await reader.until("agent_deleted");
  expect(await reader.ended()).toBe(true);
});
