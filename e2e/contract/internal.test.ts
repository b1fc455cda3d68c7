import { expect, test } from "vitest";
import { failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// Operations for programs around the server, under their own paths.
const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;

test("hidden agents are counted only where that is asked for", async () => {
  const { client } = served;
  const count = (query?: object) => get("/v1/_internal_agents/count", query);
  const [shown, all] = [await count(), await count({ exclude_hidden: false })];
  await newAgent(client, SCRIPTED);
  await newAgent(client, SCRIPTED, { hidden: true });
  expect(await count()).toBe(shown + 1);
  expect(await count({ exclude_hidden: false })).toBe(all + 2);
});

test("a block of an agent's memory is changed, and the agent sees it", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const path = `/v1/_internal_agents/${agent.id}/core-memory/blocks/human`;
  expect(await client.patch(path, { body: { value: "Called Ada." } })).toMatchObject({
    label: "human",
    value: "Called Ada.",
  });
  expect(await client.agents.recompile(agent.id, { dry_run: true })).toContain("Called Ada.");
});

test("a block is created, listed with its agents and deleted", async () => {
  const { client } = served;
  const block = await client.post<{ id: string }>("/v1/_internal_blocks/", {
    body: { label: "sailing_plan", value: "Sail at dawn" },
  });
  const ids = async (path: string, query: object = {}) =>
    (await get(path, query)).map(({ id }: { id: string }) => id);
  expect(await ids("/v1/_internal_blocks/", { label: "sailing_plan" })).toEqual([block.id]);
  const agent = await newAgent(client, SCRIPTED, { block_ids: [block.id] });
  expect(await ids(`/v1/_internal_blocks/${block.id}/agents`)).toEqual([agent.id]);
  await client.delete(`/v1/_internal_blocks/${block.id}`);
  expect((await failure(client.blocks.retrieve(block.id))).status).toBe(404);
});
