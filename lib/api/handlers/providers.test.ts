import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "@/e2e/scripted-model/server";
import { createModelCatalog } from "@/lib/adapters/models/catalog";
import type { Context } from "@/lib/domain/context";
import { loadProviders } from "@/lib/domain/providers/load-providers";
import { aContext, aWorld, type Household, householdOf, refusal } from "@/lib/testing/harness";
import { aTurnWorld } from "@/lib/testing/turns";

let scripted: ScriptedModelServer;
beforeAll(async () => {
  scripted = await startScriptedModel();
});
afterAll(() => scripted.close());
beforeEach(() => scripted.reset());

const catalogFor = (ctx: Context, fetch?: typeof globalThis.fetch) =>
  createModelCatalog({
    env: {},
    embeddings: [],
    probe: false,
    limits: { retries: 0 },
    demo: { wordDelayMs: 0 },
    byok: { load: (organizationId) => loadProviders(ctx, organizationId), fetch },
  });

/** An organisation whose models are what it registered. */
async function aHouse(options: { fetch?: typeof fetch } = {}): Promise<Household> {
  const ctx = await aContext();
  return householdOf({ ...ctx, models: catalogFor(ctx, options.fetch) });
}

const mine = (fields: object = {}) => ({
  name: "mine",
  provider_type: "openai" as const,
  api_key: "sk-very-secret",
  base_url: scripted.url,
  ...fields,
});
const handles = async ({ api }: Household) =>
  (await api.models.listModels({ query: { provider_category: ["byok"] } })).map(({ handle }) => handle);

describe("a registered provider", () => {
  test("offers its models under its own name, as the organisation's own", async () => {
    const house = await aHouse();
    const provider = await house.api.providers.createProvider({ body: mine() });
    expect(provider).toMatchObject({ name: "mine", provider_category: "byok", base_url: scripted.url });
    expect(provider.last_synced).not.toBeNull();
    const [model] = await house.api.models.listModels({ query: { provider_category: ["byok"] } });
    expect(model).toMatchObject({
      handle: "mine/scripted-large",
      provider_name: "mine",
      provider_category: "byok",
      provider_type: "openai",
    });
    const agent = await house.anAgent({ model: "mine/scripted-large" });
    expect(agent.llm_config).toMatchObject({ provider_name: "mine", provider_category: "byok" });
    expect(scripted.requests.every(({ authorization }) => authorization === "Bearer sk-very-secret")).toBe(
      true,
    );
  });

  test("never tells its key, neither in an answer nor in the database", async () => {
    const house = await aHouse();
    const created = await house.send("POST", "/v1/providers/", mine({ access_key: "AKIA-secret" }));
    const read = await house.send("GET", `/v1/providers/${created.body.id}`);
    const listed = await house.send("GET", "/v1/providers/");
    for (const { body } of [created, read, listed]) expect(JSON.stringify(body)).not.toMatch(/secret/);
    expect(read.body).toMatchObject({
      api_key: null,
      access_key: null,
      api_key_enc: null,
      access_key_enc: null,
    });
    const row = await house.ctx.db.provider.findFirstOrThrow({ where: { id: created.body.id } });
    expect(row.api_key_enc).toBeTruthy();
    expect(JSON.stringify(row)).not.toMatch(/secret/);
    const audit = await house.ctx.db.auditEvent.findMany({ where: { entity_id: created.body.id } });
    expect(audit.map(({ action }) => action)).toEqual(["provider.created"]);
    expect(JSON.stringify(audit, (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.toMatch(
      /secret/,
    );
  });

  test("is registered even while it does not answer, and asked again by refresh", async () => {
    const house = await aHouse();
    const provider = await house.api.providers.createProvider({
      body: mine({ base_url: "http://127.0.0.1:9/v1" }),
    });
    expect(provider.last_synced).toBeNull();
    expect(await handles(house)).toEqual([]);
    const { id } = await house.api.providers.modifyProvider({
      params: { provider_id: provider.id! },
      body: { api_key: "sk-new", base_url: scripted.url },
    });
    expect(await handles(house)).toEqual(["mine/scripted-large", "mine/scripted-small"]);
    const asked = scripted.requests.length;
    const refreshed = await house.api.providers.refreshProviderModels({ params: { provider_id: id! } });
    expect(scripted.requests.length).toBe(asked + 1);
    expect(scripted.requests.at(-1)).toMatchObject({ path: "/v1/models", authorization: "Bearer sk-new" });
    expect(refreshed.last_synced).not.toBeNull();
  });

  test("keeps what a change does not name", async () => {
    const { api } = await aHouse();
    const body = mine({ provider_type: "bedrock", region: "eu-west-1", base_url: "http://127.0.0.1:9" });
    const { id } = await api.providers.createProvider({ body: body as never });
    const changed = await api.providers.modifyProvider({
      params: { provider_id: id! },
      body: { api_key: "k2" },
    });
    expect(changed).toMatchObject({ region: "eu-west-1", base_url: "http://127.0.0.1:9" });
  });

  test("goes with its key and its models, keeps its name, and comes back under its id", async () => {
    const house = await aHouse();
    const { id } = await house.api.providers.createProvider({ body: mine() });
    const agent = await house.anAgent({ model: "mine/scripted-large" });
    const answer = await house.send("DELETE", `/v1/providers/${id}`);
    expect(answer).toMatchObject({ status: 200, body: { message: expect.stringContaining("mine") } });
    expect(await handles(house)).toEqual([]);
    expect(await house.api.providers.listProviders()).toEqual([]);
    expect((await house.send("GET", `/v1/providers/${id}`)).status).toBe(404);
    const row = await house.ctx.db.provider.findFirstOrThrow({ where: { id: id! } });
    expect(row).toMatchObject({ api_key_enc: null, access_key_enc: null, is_deleted: true });
    const orphan = await house.send("POST", `/v1/agents/${agent.id}/generate`, { prompt: "hi" });
    expect(orphan.status).toBe(502);
    expect(orphan.body.detail).toContain("needs the provider 'mine', which is not connected");
    expect((await house.api.providers.createProvider({ body: mine() })).id).toBe(id);
    expect((await house.send("POST", `/v1/agents/${agent.id}/generate`, { prompt: "hi" })).status).toBe(200);
  });
});

test("a turn with a model of a deleted provider fails and names what is missing", async () => {
  const world = await aTurnWorld();
  Object.assign(world.ctx, { models: catalogFor(world.ctx) });
  const { id } = await world.api.providers.createProvider({ body: mine() });
  const agent = await world.anAgent({ model: "mine/scripted-large" });
  const say = () => world.send("POST", `/v1/agents/${agent.id}/messages`, { input: "hello" });
  expect((await say()).status).toBe(200);
  await world.api.providers.deleteProvider({ params: { provider_id: id! } });
  const { status, body } = await say();
  expect(status).toBe(500);
  expect(body.error.type).toBe("llm_error");
  expect(JSON.stringify(body)).toContain("needs the provider 'mine', which is not connected");
});

describe("names", () => {
  test("are unique in the organisation, and free in another", async () => {
    const [one, other] = [await aHouse(), await aHouse()];
    await one.api.providers.createProvider({ body: mine() });
    expect((await one.send("POST", "/v1/providers/", mine())).status).toBe(409);
    expect((await other.send("POST", "/v1/providers/", mine())).status).toBe(200);
  });

  test.each(["demo", "a/b", "", "  "])("'%s' cannot be one", async (name) => {
    const { send } = await aHouse();
    expect((await send("POST", "/v1/providers/", mine({ name }))).status).toBe(400);
  });
});

test("lists are filtered and paged", async () => {
  const { api } = await aHouse();
  for (const name of ["a", "b", "c"]) await api.providers.createProvider({ body: mine({ name }) });
  const names = async (query: object) =>
    (await api.providers.listProviders({ query })).map(({ name }) => name);
  expect(await names({})).toEqual(["c", "b", "a"]);
  expect(await names({ name: "b" })).toEqual(["b"]);
  expect(await names({ provider_type: "anthropic" })).toEqual([]);
  const [last] = await api.providers.listProviders({ query: { limit: 1 } });
  expect(await names({ after: last.id, limit: 1 })).toEqual(["b"]);
});

describe("checks", () => {
  const refusing: typeof fetch = async () =>
    Response.json({ error: { message: "Incorrect API key provided: sk-very-secret" } }, { status: 401 });

  test("say that a key is good, before and after it is stored", async () => {
    const { api } = await aHouse();
    const { name: _, ...body } = mine();
    const valid = { message: "Valid api key for provider_type=openai" };
    expect(await api.providers.checkProvider({ body })).toEqual(valid);
    const { id } = await api.providers.createProvider({ body: mine() });
    expect(await api.providers.checkExistingProvider({ params: { provider_id: id! } })).toEqual(valid);
  });

  test("say that it is not, without repeating it", async () => {
    const { send } = await aHouse({ fetch: refusing });
    const { name: _, ...body } = mine();
    const answer = await send("POST", "/v1/providers/check", body);
    expect(answer).toMatchObject({ status: 401, body: { error: { type: "llm_authentication" } } });
    expect(JSON.stringify(answer.body)).not.toContain("sk-very-secret");
  });

  test("tell what a type needs, and what cannot be registered", async () => {
    const { send } = await aHouse();
    const check = (provider_type: string, base_url?: string) =>
      send("POST", "/v1/providers/check", { provider_type, api_key: "k", base_url });
    expect((await check("vllm")).body.detail).toContain("base_url");
    expect((await check("bedrock")).body.detail).toContain("region");
    const region = { provider_type: "bedrock", api_key: "k", region: "evil.example/" };
    expect((await send("POST", "/v1/providers/check", region)).status).toBe(400);
    expect((await check("letta")).status).toBe(400);
    expect((await check("openai", "file:///etc/passwd")).status).toBe(400);
  });
});

test("another organisation's provider is a missing one, for every operation", async () => {
  const owner = await aHouse();
  const { id } = await owner.api.providers.createProvider({ body: mine() });
  const { stranger } = await aWorld();
  const path = `/v1/providers/${id}`;
  const answers = [
    await stranger.send("GET", path),
    await stranger.send("PATCH", path, { api_key: "stolen" }),
    await stranger.send("DELETE", path),
    await stranger.send("POST", `${path}/check`),
    await stranger.send("PATCH", `${path}/refresh`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await stranger.api.providers.listProviders()).toEqual([]);
  expect(await handles(owner)).toContain("mine/scripted-large");
  await expect(
    refusal(stranger.api.providers.listProviders({ query: { after: id! } })),
  ).resolves.toMatchObject({
    status: 404,
  });
});
