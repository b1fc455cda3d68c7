import { expect, test } from "vitest";
import { finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
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
