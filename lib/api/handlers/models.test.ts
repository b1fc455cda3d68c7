import { expect, test } from "vitest";
import { LLMConfig } from "@/lib/contract/models/schemas";
import { createBlock } from "@/lib/domain/blocks/create-block";
import type { ModelInfo } from "@/lib/runtime/ports";
import { aWorld, refusal, testEmbedding, testModels } from "@/lib/testing/harness";

const [model] = testModels;
const offered = (type: string, name: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
  ...model,
  handle: `${type}/${name}`,
  displayName: name,
  providerName: type,
  providerType: type,
  maxContextWindow: 200_000,
  config: { ...model.config, model: name, context_window: 200_000 },
  ...more,
});
const models = [
  offered("letta", "rules", { isDemo: true, displayName: "Rules" }),
  offered("mistral", "m"),
  offered("anthropic", "claude"),
  offered("openai", "gpt-b"),
  offered("openai", "gpt-a", { providerCategory: "byok", providerName: "mine" }),
];

test("models come by provider, then by name; the demo model is last and says that it is one", async () => {
  const { api } = await aWorld({ models });
  const listed = await api.models.listModels();
  expect(listed.map(({ handle }) => handle)).toEqual([
    "openai/gpt-a",
    "openai/gpt-b",
    "anthropic/claude",
    "mistral/m",
    "letta/rules",
  ]);
  expect(listed.at(-1)!.display_name).toBe("Rules (demo)");
});

test("a model is told with its own window, not the server's cap, and with every deprecated field", async () => {
  const { api } = await aWorld({ models });
  const [claude] = await api.models.listModels({ query: { provider_type: "anthropic" } });
  expect(claude).toMatchObject({
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
  const { send } = await aWorld({ models });
  const handles = async (query: string) =>
    (await send("GET", `/v1/models/?${query}`)).body.map(({ handle }: { handle: string }) => handle);
  expect(await handles("provider_category=byok")).toEqual(["openai/gpt-a"]);
  expect(await handles("provider_category=byok&provider_category=base")).toHaveLength(5);
  expect(await handles("provider_name=mistral")).toEqual(["mistral/m"]);
  expect((await send("GET", "/v1/models/?provider_type=nobody")).status).toBe(422);
});

// The list knows fewer kinds than agents do: one model of such a kind must not cost the whole list.
test.each(LLMConfig.shape.model_endpoint_type.options)("a model that speaks %s is listed", async (type) => {
  const config = { ...model.config, model: "m", model_endpoint_type: type };
  const { api } = await aWorld({ models: [...models, offered("fireworks", "m", { config })] });
  const listed = await api.models.listModels();
  expect(listed).toHaveLength(models.length + 1);
  expect(listed.find(({ handle }) => handle === "fireworks/m")?.model_endpoint_type).toBe(
    type === "fireworks" ? "openai" : type,
  );
});

test("embedding models have one list under two names", async () => {
  const { send } = await aWorld();
  const { body } = await send("GET", "/v1/models/embedding");
  expect(body).toMatchObject([
    {
      handle: "local/hash-256",
      embedding_dim: 256,
      model_type: "embedding",
      name: testEmbedding.config.embedding_model,
    },
  ]);
  expect((await send("GET", "/v1/models/embeddings")).body).toEqual(body);
});

test("health tells the version", async () => {
  const { send } = await aWorld();
  expect(await send("GET", "/v1/health/")).toEqual({
    status: 200,
    body: { version: "0.0.0-test", status: "ok" },
  });
});

test("tags of agents and blocks are one sorted list, with tags as cursors", async () => {
  const { api, anAgent, ctx, stranger } = await aWorld();
  await anAgent({ tags: ["pear", "apple"] });
  await createBlock(ctx, { label: "x", value: "", tags: ["apple", "Fig", "plum"] });
  await stranger.anAgent({ tags: ["stranger"] });
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
  const { api, anAgent, stranger } = await aWorld();
  const { id } = await anAgent();
  await api.agents.createPassage({ params: { agent_id: id }, body: { text: "x" } });
  const size = (headers: Record<string, string>) => api.embeddings.getTotalStorageSize({}, { headers });
  expect(await size({ storage_unit: "B" })).toBe(16_384);
  expect(await size({ "storage-unit": "KB" })).toBe(16);
  expect(await size({})).toBe(16_384 / 1024 ** 3);
  expect((await refusal(size({ storage_unit: "PB" }))).status).toBe(400);
  expect(await stranger.api.embeddings.getTotalStorageSize()).toBe(0);
});
