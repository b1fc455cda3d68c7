import { expect, test } from "vitest";
import type { Context } from "@/lib/domain/context";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model, ProviderState } from "@/lib/runtime/ports";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { aWorld, householdOf, refusal } from "@/lib/testing/harness";

const provider = (fields: Partial<ProviderState>): ProviderState => ({
  name: "openai",
  type: "openai",
  category: "base",
  source: "env",
  baseUrl: "https://api.openai.com/v1",
  status: "ok",
  message: null,
  checkedAt: "2026-01-02T03:04:05.000Z",
  modelCount: 3,
  ...fields,
});

async function aServer(states: ProviderState[], change: Partial<Context> = {}) {
  const { ctx } = await aWorld({ now: "2026-01-02T03:04:05Z" });
  let asked = 0;
  const models = {
    ...ctx.models,
    providerStates: async () => states,
    refresh: async () => {
      asked += 1;
    },
  };
  const world = householdOf({ ...ctx, models, ...change });
  return { ...world, asked: () => asked };
}

test("the server tells what it is, where its data lies and how much there is of this organisation", async () => {
  const { api, anAgent } = await aServer([]);
  await (await aWorld()).anAgent();
  await anAgent();
  const newestAt = new Date("2026-01-02T03:00:00Z");
  const { ctx } = await aWorld({ now: "2026-01-02T03:04:05Z" });
  const snapshots = async () => ({
    folder: "/data/snapshots",
    everyMs: 900_000,
    count: 2,
    sizeBytes: 10,
    newestAt,
  });
  const withSnapshots = householdOf({ ...ctx, server: { ...ctx.server, snapshots } });
  expect(await api.mneme.retrieveServer()).toEqual({
    name: "Mneme",
    version: "0.0.0-test",
    api_version: "0.0.0-test",
    auth_mode: "local",
    started_at: "2026-01-02T03:00:00.000Z",
    uptime_seconds: 245,
    node_version: "24.0.0",
    platform: "test",
    database: { kind: "embedded", version: "18.0", data_dir: "/data", snapshots: null },
    counts: { agents: 1, messages: 1 },
    destinations: [],
  });
  expect((await withSnapshots.api.mneme.retrieveServer()).database.snapshots).toEqual({
    every_minutes: 15,
    count: 2,
    size_bytes: 10,
    newest_at: "2026-01-02T03:00:00.000Z",
  });
});

test("where a key is required nobody is told where the data lies", async () => {
  const { ctx } = await aWorld();
  const { api } = householdOf({ ...ctx, server: { ...ctx.server, authMode: "required" } });
  expect((await api.mneme.retrieveServer()).database.data_dir).toBeNull();
});

// The list answers "what leaves this machine": it must name every host, and no secret that an address may carry.
test("destinations are the connected providers and those found here, without what is secret in an address", async () => {
  const { api, send } = await aServer([
    provider({ baseUrl: "https://ada:s3cret@proxy.example:8443/v1/?token=s3cret#s3cret" }),
    provider({ name: "ollama", type: "ollama", source: "probe", baseUrl: "http://127.0.0.1:11434" }),
    provider({
      name: "vllm",
      type: "vllm",
      source: "probe",
      baseUrl: "http://127.0.0.1:8000",
      status: "unreachable",
    }),
    provider({
      name: "mine",
      source: "database",
      baseUrl: "http://localhost.example.com/v1",
      status: "error",
    }),
    provider({ name: "demo", source: "built-in", baseUrl: null }),
  ]);
  expect((await api.mneme.retrieveServer()).destinations).toEqual([
    {
      provider: "openai",
      type: "openai",
      host: "proxy.example:8443",
      base_url: "https://proxy.example:8443/v1",
      is_local: false,
    },
    {
      provider: "ollama",
      type: "ollama",
      host: "127.0.0.1:11434",
      base_url: "http://127.0.0.1:11434",
      is_local: true,
    },
    {
      provider: "mine",
      type: "openai",
      host: "localhost.example.com",
      base_url: "http://localhost.example.com/v1",
      is_local: false,
    },
  ]);
  expect(JSON.stringify((await send("GET", "/v1/_mneme/providers")).body)).not.toContain("s3cret");
});

test("providers are told with their state, and how to connect those that do not answer", async () => {
  const { api } = await aServer([
    provider({}),
    provider({
      name: "ollama",
      source: "probe",
      status: "unreachable",
      message: "Nobody there",
      modelCount: 0,
    }),
  ]);
  const { providers, setup } = await api.mneme.listProviders();
  expect(providers[1]).toEqual({
    name: "ollama",
    type: "openai",
    category: "base",
    source: "probe",
    base_url: "https://api.openai.com/v1",
    status: "unreachable",
    message: "Nobody there",
    checked_at: "2026-01-02T03:04:05.000Z",
    model_count: 0,
  });
  const names = setup.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(["anthropic", "google_ai", "google_vertex"]);
  expect(names).toEqual(expect.arrayContaining(["openrouter", "ollama", "llamacpp", "sglang"]));
  expect(names).not.toContain("openai");
  expect(setup[0].variables[0]).toBe("ANTHROPIC_API_KEY");
});

test("a refresh asks the providers again, a list does not", async () => {
  const { api, asked } = await aServer([provider({})]);
  await api.mneme.listProviders();
  expect(asked()).toBe(0);
  expect((await api.mneme.refreshProviders()).providers).toHaveLength(1);
  expect(asked()).toBe(1);
});

const testOf = async (model: Model) => {
  const { api } = await aWorld({ model });
  return api.mneme.testModel({ body: { handle: "openai/gpt-4o-mini" } });
};

test("a test of a model is one small call, told with what it said and how long it took", async () => {
  const model = scriptedModel([text("o"), text("k")]);
  const answer = await testOf(model);
  expect(answer).toMatchObject({ handle: "openai/gpt-4o-mini", ok: true, text: "ok", error: null });
  expect(answer.first_token_ms).toBeLessThanOrEqual(answer.ms);
  expect(model.requests).toHaveLength(1);
  expect(model.requests[0]).toMatchObject({ tools: [] });
  expect(model.requests[0].messages.at(-1)?.content).toEqual([{ type: "text", text: "Say ok" }]);
});

test("the model is opened for few tokens", async () => {
  const { ctx } = await aWorld();
  const opened: unknown[] = [];
  const openModel: Context["models"]["openModel"] = async (_, config) => {
    opened.push(config);
    return scriptedModel([text("ok")]);
  };
  const { api } = householdOf({ ...ctx, models: { ...ctx.models, openModel } });
  await api.mneme.testModel({ body: { handle: "anthropic/claude-sonnet-4-5" } });
  expect(opened).toMatchObject([{ model: "claude-sonnet-4-5", max_tokens: 32, enable_reasoner: false }]);
});

test("a model that fails is an answer that says why, not an error of ours", async () => {
  const error = new ModelError("authentication", "The provider refused the key", { status: 401 });
  expect(await testOf(scriptedModel(error))).toMatchObject({
    ok: false,
    text: "",
    first_token_ms: null,
    error: { kind: "authentication", message: "The provider refused the key", status: 401 },
  });
});

test("a model that nobody offers is not found", async () => {
  const { api } = await aWorld();
  expect((await refusal(api.mneme.testModel({ body: { handle: "nobody/none" } }))).status).toBe(404);
});
