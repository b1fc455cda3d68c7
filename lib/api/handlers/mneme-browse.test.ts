import { expect, test } from "vitest";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

type World = Awaited<ReturnType<typeof aWorld>>;

async function aRun({ ctx }: World, agent_id: string, more: object = {}) {
  const run = { id: newId("run"), organization_id: ctx.actor.organizationId, agent_id, ...more };
  await ctx.db.run.create({ data: run });
  return run.id;
}

const aStep = ({ ctx }: World, run_id: string, tokens: number) =>
  ctx.db.step.create({
    data: {
      id: newId("step"),
      organization_id: ctx.actor.organizationId,
      run_id,
      model_handle: "openai/gpt",
      prompt_tokens: tokens,
      completion_tokens: 1,
    },
  });

test("a run is told with what it was asked, cut short, and the sums of its steps", async () => {
  const world = await aWorld();
  const agent = await world.anAgent({ name: "Ada" });
  const content = [
    { type: "image", source: {} },
    { type: "text", text: "x".repeat(300) },
  ];
  const run = await aRun(world, agent.id, {
    input: {
      messages: [
        { role: "system", content: [{ type: "text", text: "no" }] },
        { role: "user", content },
      ],
    },
    tools_used: [agent.tools[0].id, agent.tools[0].id],
  });
  const steps = [await aStep(world, run, 10), await aStep(world, run, 20)];
  const [overview] = await world.api.mneme.listRunOverviews({ query: { run_ids: [run] } });
  expect(overview).toEqual({
    run_id: run,
    agent_name: "Ada",
    input: "x".repeat(240),
    step_count: 2,
    prompt_tokens: 30,
    completion_tokens: 2,
    cost_usd: null,
    step_costs: steps.map(({ id: step_id }) => ({ step_id, cost_usd: null })),
    models: ["openai/gpt"],
    tools: [agent.tools[0].name],
  });
});

test("a run without messages and steps has nothing to tell, and runs of others are not told", async () => {
  const world = await aWorld();
  const agent = await world.anAgent();
  const run = await aRun(world, agent.id);
  const query = { run_ids: [run, newId("run")] };
  const told = await world.api.mneme.listRunOverviews({ query });
  expect(told).toMatchObject([{ run_id: run, input: null, step_count: 0, models: [], tools: [] }]);
  expect(await world.stranger.api.mneme.listRunOverviews({ query })).toEqual([]);
  expect(await world.api.mneme.listRunOverviews({})).toEqual([]);
});

test("all agents of a block and a tool are counted, as many as wished are named", async () => {
  const world = await aWorld();
  const block = await world.aBlock("human");
  const alone = await world.aBlock("human");
  const agents = await Promise.all(
    ["c", "a", "b"].map((name) => world.anAgent({ name, block_ids: [block.id] })),
  );
  const tool = agents[0].tools[0];
  const query = { block_ids: [block.id, alone.id], tool_ids: [tool.id], agents_max: 2 };
  const [ofBlock, ofAlone, ofTool] = await world.api.mneme.listUsage({ query });
  expect(ofBlock).toMatchObject({ id: block.id, agent_count: 3, agents: [{ name: "a" }, { name: "b" }] });
  expect(ofAlone).toEqual({ id: alone.id, agent_count: 0, agents: [] });
  expect(ofTool).toMatchObject({ id: tool.id, agent_count: 3 });
  const [strangers] = await world.stranger.api.mneme.listUsage({ query });
  expect(strangers).toEqual({ id: block.id, agent_count: 0, agents: [] });
});
