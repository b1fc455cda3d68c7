import { expect, test } from "vitest";
import { createBlock } from "@/lib/domain/blocks/create-block";
import { aWorld } from "./testing/world";

test("models come by provider, then by name; the demo model is last and says that it is one", async () => {
  const { api } = await aWorld();
  const models = await api.models.listModels();
  expect(models.map(({ handle }) => handle)).toEqual(["openai/gpt-a", "openai/gpt-b", "anthropic/claude", "mistral/m", "letta/rules"]);
  expect(models.at(-1)!.display_name).toBe("Rules (demo)");
});

test("a model is told with its own window, not the server's cap, and with every deprecated field", async () => {
  const { api } = await aWorld();
  const [model] = await api.models.listModels({ query: { provider_type: "anthropic" } });
  expect(model).toMatchObject({
    handle: "anthropic/claude",
    name: "claude",
    model: "claude",
    model_type: "llm",
    provider_type: "anthropic",
    provider_name: "anthropic",
    provider_category: "base",
    max_context_window: 200_000,
    context_window: 200_000,
    model_endpoint: null,
    response_format: null,
  });
});

test("filters take categories, names and types", async () => {
  const { request } = await aWorld();
  const handles = async (query: string) =>
    (await request("GET", `/v1/models/?${query}`)).body.map(({ handle }: { handle: string }) => handle);
  expect(await handles("provider_category=byok")).toEqual(["openai/gpt-a"]);
  expect(await handles("provider_category=byok&provider_category=base")).toHaveLength(5);
  expect(await handles("provider_name=mistral")).toEqual(["mistral/m"]);
  expect((await request("GET", "/v1/models/?provider_type=nobody")).status).toBe(422);
});

test("embedding models have one list under two names", async () => {
  const { request } = await aWorld();
  const { body } = await request("GET", "/v1/models/embedding");
  expect(body).toMatchObject([{ handle: "local/hash-384", embedding_dim: 384, model_type: "embedding", provider_type: "hugging-face" }]);
  expect((await request("GET", "/v1/models/embeddings")).body).toEqual(body);
});

test("health tells the version", async () => {
  const { request } = await aWorld();
  expect(await request("GET", "/v1/health/")).toEqual({ status: 200, body: { version: "0.16.8", status: "ok" } });
});

test("tags of agents and blocks are one sorted list, with tags as cursors", async () => {
  const { api, agent, ctx, theirs } = await aWorld();
  await agent({ tags: ["pear", "apple"] });
  await createBlock(ctx, { label: "x", value: "", tags: ["apple", "Fig", "plum"] });
  await theirs.agent({ tags: ["theirs"] });
  const list = (query: Record<string, unknown> = {}) => api.tags.listTags({ query });
  expect(await list()).toEqual(["Fig", "apple", "pear", "plum"]);
  expect(await list({ order: "desc", limit: 2 })).toEqual(["plum", "pear"]);
  expect(await list({ after: "apple" })).toEqual(["pear", "plum"]);
  expect(await list({ after: "b", order: "desc" })).toEqual(["apple", "Fig"]);
  expect(await list({ before: "plum", limit: 1 })).toEqual(["pear"]);
  expect(await list({ name: "P" })).toEqual(["apple", "pear", "plum"]);
  expect(await list({ query_text: "ar" })).toEqual(["pear"]);
});

test("storage is told in the unit asked for, in either spelling of the header", async () => {
  const { api, agent, request, theirs } = await aWorld();
  const { id } = await agent();
  await api.agents.createPassage({ params: { agent_id: id }, body: { text: "x" } });
  const size = async (headers: Record<string, string>) => (await request("GET", "/v1/embeddings/total_storage_size", { headers })).body;
  expect(await size({ storage_unit: "B" })).toBe(16_384);
  expect(await size({ "storage-unit": "KB" })).toBe(16);
  expect(await size({})).toBe(16_384 / 1024 ** 3);
  expect((await request("GET", "/v1/embeddings/total_storage_size", { headers: { storage_unit: "PB" } })).status).toBe(400);
  expect((await theirs.request("GET", "/v1/embeddings/total_storage_size")).body).toBe(0);
});
