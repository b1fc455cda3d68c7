import { expect, test } from "vitest";
import { finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { aTalkingAgent } from "@/lib/testing/compaction";
import { aWorld } from "@/lib/testing/harness";
import { aTurnWorld, stream } from "@/lib/testing/turns";

const usage = {
  input: 1_000,
  output: 100,
  total: 1_100,
  cachedInput: 400,
  cacheWrite: null,
  reasoning: null,
};
const turn = () => [text("hi"), finish("stop", usage)];
const handle = "scripted/scripted";

async function aSpender() {
  const world = await aTurnWorld({ model: scriptedModel(turn(), turn(), turn()) });
  const agent = await world.anAgent();
  return {
    ...world,
    async spend() {
      await stream(world.ctx, agent.id, { input: "hello" });
      const [run] = await world.api.internalRuns.listInternalRuns({ query: { limit: 1 } });
      return run.id;
    },
    async overview(id: string) {
      const [overview] = await world.api.mneme.listRunOverviews({ query: { run_ids: [id] } });
      return overview;
    },
  };
}

test("a step costs what its tokens cost, and the run what its steps do", async () => {
  const { api, spend, overview } = await aSpender();
  await api.mneme.setPrice({ body: { handle, input: 2, cached_input: 0.5, output: 10 } });
  const told = await overview(await spend());
  const cost_usd = (600 * 2 + 400 * 0.5 + 100 * 10) / 1_000_000;
  expect(told.cost_usd).toBe(cost_usd);
  expect(told.step_costs).toEqual([{ step_id: expect.stringMatching(/^step-/), cost_usd }]);
});

test("without a price nothing is made up; the first price is given to the steps before, later ones are not", async () => {
  const { api, spend, overview } = await aSpender();
  const run = await spend();
  expect(await overview(run)).toMatchObject({ cost_usd: null, step_costs: [{ cost_usd: null }] });
  await api.mneme.setPrice({ body: { handle, input: 1, output: 1 } });
  expect((await overview(run)).cost_usd).toBe(0.0011);
  await api.mneme.setPrice({ body: { handle, input: 5, output: 5 } });
  expect((await overview(run)).cost_usd).toBe(0.0011);
  expect((await overview(await spend())).cost_usd).toBe(0.0055);
});

test("a price of zero is a price", async () => {
  const { api, spend, overview } = await aSpender();
  await api.mneme.setPrice({ body: { handle, input: 0, output: 0 } });
  expect((await overview(await spend())).cost_usd).toBe(0);
});

// The provider charges for an answer that was of no use.
test("a step that failed after its answer costs what the answer did", async () => {
  const world = await aTurnWorld({ model: scriptedModel(turn()) });
  const { api, ctx } = world;
  const agent = await world.anAgent({ agent_type: "memgpt_v2_agent" });
  await api.mneme.setPrice({ body: { handle, input: 1, output: 1 } });
  await stream(ctx, agent.id, { input: "hello" });
  const [step] = await api.steps.listSteps({ query: { agent_id: agent.id } });
  expect(step.status).toBe("failed");
  const query = { run_ids: [step.run_id as string] };
  expect(await api.mneme.listRunOverviews({ query })).toMatchObject([{ cost_usd: 0.0011 }]);
});

const summaryHandle = "anthropic/claude-sonnet-4-5";

async function aCompactedTurn() {
  const world = await aTalkingAgent({ compaction_settings: { model: summaryHandle } } as never);
  const { api, agent, model, talk, say } = world;
  await api.mneme.setPrice({ body: { handle: "openai/gpt-4o-mini", input: 1, output: 1 } });
  await talk(3);
  model.usage = 125_000;
  const { run_id } = (await say("One more")).messages[0];
  const overview = async () =>
    (await api.mneme.listRunOverviews({ query: { run_ids: [run_id as string] } }))[0];
  return { ...world, overview };
}

test("what a summary costs is part of what its step and its run cost, and not of their tokens", async () => {
  const { api, overview } = await aCompactedTurn();
  // The price of the summariser is the vendor's until one is set; in tests it has no address, so there is none.
  expect(await overview()).toMatchObject({ cost_usd: null, step_costs: [{ cost_usd: null }] });
  await api.mneme.setPrice({ body: { handle: summaryHandle, input: 2, output: 10 } });
  const cost_usd = (125_000 + 7_000 * 2 + 7 * 10) / 1_000_000;
  expect(await overview()).toMatchObject({
    cost_usd,
    step_costs: [{ cost_usd }],
    prompt_tokens: 124_995,
    completion_tokens: 5,
  });
});

test("a summary that somebody asked for has its cost, too, and goes with its agent", async () => {
  const { api, ctx, agent, talk, summarize, model } = await aCompactedTurn();
  await api.mneme.setPrice({ body: { handle: summaryHandle, input: 1, output: 1 } });
  model.usage = 100;
  await talk(3);
  await summarize({ compaction_settings: { mode: "all", model: summaryHandle } });
  const rows = () =>
    ctx.db.summaryCall.findMany({ where: { agent_id: agent.id }, orderBy: { created_at: "asc" } });
  expect(await rows()).toMatchObject([
    { run_id: expect.any(String), cost_micros: 7_007n },
    { run_id: null, step_id: null, model_handle: summaryHandle, cost_micros: 7_007n },
  ]);
  await api.agents.deleteAgent({ params: { agent_id: agent.id }, query: {} });
  expect(await rows()).toEqual([]);
});

test("prices are listed with the shipped ones, changed in place and taken back", async () => {
  const { api, send } = await aWorld();
  await api.mneme.setPrice({ body: { handle: "b/x/y", input: 1, output: 2 } });
  await api.mneme.setPrice({ body: { handle: "a/z", input: 1, output: 2 } });
  await api.mneme.setPrice({ body: { handle: "a/z", input: 3, cache_write: 4, output: 5 } });
  const prices = await api.mneme.listPrices();
  expect(prices.own).toMatchObject([
    { handle: "a/z", input: 3, cached_input: null, cache_write: 4, output: 5 },
    { handle: "b/x/y", input: 1, output: 2 },
  ]);
  expect(prices.shipped).toContainEqual(
    expect.objectContaining({ vendor: "openai", model: "gpt-4o-mini", input: 0.15 }),
  );
  expect((await send("DELETE", "/v1/_mneme/prices?handle=a%2Fz")).status).toBe(204);
  expect((await send("DELETE", "/v1/_mneme/prices?handle=a%2Fz")).status).toBe(404);
  expect((await api.mneme.listPrices()).own).toHaveLength(1);
});

test("prices belong to their organisation", async () => {
  const { api, stranger } = await aWorld();
  await api.mneme.setPrice({ body: { handle, input: 1, output: 2 } });
  expect((await stranger.api.mneme.listPrices()).own).toEqual([]);
  expect(
    (await stranger.send("DELETE", `/v1/_mneme/prices?handle=${encodeURIComponent(handle)}`)).status,
  ).toBe(404);
});

test.each([
  [{ handle: "no-slash", input: 1, output: 1 }],
  [{ handle: "a/b", input: -1, output: 1 }],
  [{ handle: "a/b", input: 1 }],
])("%j is no price", async (body) => {
  const { send } = await aWorld();
  expect((await send("PUT", "/v1/_mneme/prices", body)).status).toBe(422);
});
