import { expect, test } from "vitest";
import { failure, newAgent } from "../support/client";
import { withServer } from "../support/with-server";

const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;
const SECRET = "sk-of-my-own";
const mine = (name: string) => ({
  name,
  provider_type: "openai",
  api_key: SECRET,
  base_url: served.model.url,
});
const newProvider = (name: string) => served.client.post<any>("/v1/providers/", { body: mine(name) });
const handles = async () => (await served.client.models.list()).map(({ handle }) => handle);

test("a provider of one's own brings its models, answers with its key, and takes both away when it goes", async () => {
  const { client, model } = served;
  const provider = await newProvider("mine");
  expect(provider).toMatchObject({ name: "mine", provider_category: "byok", base_url: model.url });
  expect(await handles()).toContain("mine/scripted-large");
  const agent = await newAgent(client, "mine/scripted-large");
  model.reset();
  const { messages } = await client.agents.messages.create(agent.id, { input: "[[text by my key]]" });
  expect(messages).toMatchObject([{ content: "by my key" }]);
  expect(model.requests.map(({ authorization }) => authorization)).toEqual([`Bearer ${SECRET}`]);
  await client.delete(`/v1/providers/${provider.id}`);
  expect(await handles()).not.toContain("mine/scripted-large");
  expect((await failure(get(`/v1/providers/${provider.id}`))).status).toBe(404);
});

test("providers are read, found by name and kind, and never tell their key", async () => {
  const provider = await newProvider("quiet");
  const read = await get(`/v1/providers/${provider.id}`);
  const [listed, ...others] = await get("/v1/providers/", { name: "quiet", provider_type: "openai" });
  expect([read.id, listed.id, others]).toEqual([provider.id, provider.id, []]);
  expect(JSON.stringify([provider, read, listed])).not.toContain(SECRET);
  expect(await get("/v1/providers/", { name: "nobody" })).toEqual([]);
});

test("a changed key is the one that is used, and refresh asks for the models again", async () => {
  const { client, model } = served;
  const { id } = await newProvider("rotated");
  await client.patch(`/v1/providers/${id}`, { body: { api_key: "sk-rotated" } });
  model.reset();
  const refreshed = (await client.patch(`/v1/providers/${id}/refresh`)) as any;
  expect(refreshed).toMatchObject({ id, last_synced: expect.any(String) });
  expect(model.requests).toMatchObject([{ path: "/v1/models", authorization: "Bearer sk-rotated" }]);
});

test("a key is tried before it is stored, and after", async () => {
  const { client } = served;
  const { name, ...unnamed } = mine("tried");
  expect(await client.post("/v1/providers/check", { body: unnamed })).toBeDefined();
  expect(await get("/v1/providers/", { name })).toEqual([]);
  const { id } = await newProvider(name);
  expect(await client.post(`/v1/providers/${id}/check`)).toBeDefined();
  const nowhere = { ...unnamed, base_url: "http://127.0.0.1:9/v1" };
  expect(await failure(client.post("/v1/providers/check", { body: nowhere }))).toMatchObject({
    status: 502,
    error: { error: { type: "llm_error", message: "openai: No connection could be made" } },
  });
});
