import { expect, test } from "vitest";
import { sandboxEnvironment } from "@/lib/domain/sandboxes/sandbox-environment";
import { aWorld } from "@/lib/testing/harness";

const local = { use_venv: true, venv_name: "tools", sandbox_dir: "/srv/tools" };

test("an organisation has one config of each kind, told apart by their settings; setting it again keeps its id", async () => {
  const { api } = await aWorld();
  const create = (config: object) =>
    api.sandboxConfigs.createSandboxConfig({ body: { config: config as never } });
  const first = await create(local);
  expect(first).toMatchObject({ type: "local", config: local });
  const e2b = await create({ timeout: 60, template: "base", pip_requirements: ["httpx"] });
  expect(e2b).toMatchObject({ type: "e2b", config: { timeout: 60, template: "base" } });
  expect(await create({ language: "typescript" })).toMatchObject({
    type: "modal",
    config: { language: "typescript", timeout: 60 },
  });
  const again = await api.sandboxConfigs.createLocalSandboxConfig({ body: { venv_name: "other" } });
  expect(again).toMatchObject({ id: first.id, config: { use_venv: false, venv_name: "other" } });
  const all = await api.sandboxConfigs.listSandboxConfigs();
  expect(all.map(({ type }) => type)).toEqual(["local", "e2b", "modal"]);
  const after = await api.sandboxConfigs.listSandboxConfigs({ query: { after: first.id, limit: 1 } });
  expect(after.map(({ id }) => id)).toEqual([e2b.id]);
  const some = await api.sandboxConfigs.listSandboxConfigs({ query: { sandbox_type: "e2b" } });
  expect(some).toEqual([e2b]);
});

test("the default config is made once and leaves what is there alone", async () => {
  const { api } = await aWorld();
  const made = await api.sandboxConfigs.createDefaultLocalSandboxConfig({});
  expect(made.config).toEqual({ use_venv: false, venv_name: "venv" });
  const body = { config: local };
  const changed = await api.sandboxConfigs.updateSandboxConfig({
    params: { sandbox_config_id: made.id as string },
    body,
  });
  expect(changed).toMatchObject({ id: made.id, config: local });
  expect(await api.sandboxConfigs.createDefaultLocalSandboxConfig({})).toEqual(changed);
  expect(await api.sandboxConfigs.createDefaultE2bSandboxConfig({})).toMatchObject({
    type: "e2b",
    config: { timeout: 300 },
  });
});

test.each([
  ["an unknown setting", "POST", "/v1/sandbox-config/", { config: { colour: "red" } }, 422],
  ["no settings", "POST", "/v1/sandbox-config/", {}, 422],
  [
    "settings of two kinds",
    "POST",
    "/v1/sandbox-config/",
    { config: { use_venv: true, template: "x" } },
    422,
  ],
  ["another kind of sandbox", "GET", "/v1/sandbox-config/?sandbox_type=docker", undefined, 422],
])("%s is refused", async (_, method, path, body, status) => {
  const { send } = await aWorld();
  expect((await send(method, path, body)).status).toBe(status);
});

test("the kind of a config stays", async () => {
  const { api, send } = await aWorld();
  const { id } = await api.sandboxConfigs.createDefaultLocalSandboxConfig({});
  const answer = await send("PATCH", `/v1/sandbox-config/${id}`, { config: { template: "x" } });
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toContain("'local'");
});

async function aConfig() {
  const world = await aWorld();
  const { id } = await world.api.sandboxConfigs.createDefaultLocalSandboxConfig({});
  const path = `/v1/sandbox-config/${id}/environment-variable`;
  const set = async (key: string, value: string, description?: string) =>
    (await world.send("POST", path, { key, value, description })).body;
  return { ...world, configId: id as string, path, set };
}

test("variables are stored encrypted, answered in clear, and given to the code of tools", async () => {
  const { ctx, send, path, set, configId } = await aConfig();
  const variable = await set("API_KEY", "sk-123", "For the weather");
  expect(variable).toMatchObject({
    key: "API_KEY",
    value: "sk-123",
    description: "For the weather",
    value_enc: null,
    sandbox_config_id: configId,
  });
  const row = await ctx.db.sandboxVariable.findFirstOrThrow({ where: { id: variable.id } });
  expect(JSON.stringify(row)).not.toContain("sk-123");
  const again = await set("API_KEY", "sk-456");
  expect(again).toMatchObject({ id: variable.id, value: "sk-456", description: null });
  await set("CITY", "Bern");
  const listed = (await send("GET", path)).body;
  expect(listed.map(({ key, value }: { key: string; value: string }) => [key, value])).toEqual([
    ["API_KEY", "sk-456"],
    ["CITY", "Bern"],
  ]);
  expect((await send("GET", `${path}?limit=1&after=${variable.id}`)).body).toHaveLength(1);
  expect(await sandboxEnvironment(ctx)).toEqual({ API_KEY: "sk-456", CITY: "Bern" });
});

test("the variables of a kind of sandbox that is not here are not given to code", async () => {
  const { ctx, api } = await aWorld();
  const { id } = await api.sandboxConfigs.createDefaultE2bSandboxConfig({});
  await api.sandboxConfigs.createSandboxVariable({
    params: { sandbox_config_id: id as string },
    body: { key: "A", value: "1" },
  });
  expect(await sandboxEnvironment(ctx)).toEqual({});
});

test("a variable's fields change one by one; deleted it is gone, and with its config all are", async () => {
  const { ctx, send, path, set, configId } = await aConfig();
  const { id } = await set("A", "1", "First");
  await set("B", "2");
  const variable = `/v1/sandbox-config/environment-variable/${id}`;
  expect((await send("PATCH", variable, { value: "3", key: null })).body).toMatchObject({
    id,
    key: "A",
    value: "3",
    description: "First",
  });
  expect((await send("PATCH", variable, { key: "C" })).body).toMatchObject({ key: "C", value: "3" });
  expect((await send("PATCH", variable, { key: "B" })).status).toBe(409);
  expect(await send("DELETE", variable)).toEqual({ status: 204, body: undefined });
  expect((await send("PATCH", variable, {})).status).toBe(404);
  expect(await sandboxEnvironment(ctx)).toEqual({ B: "2" });
  expect((await send("DELETE", `/v1/sandbox-config/${configId}`)).status).toBe(204);
  expect((await send("GET", path)).status).toBe(404);
  expect(await sandboxEnvironment(ctx)).toEqual({});
});

test.each([
  ["a name with =", { key: "A=B", value: "1" }, 400],
  ["no name", { key: "", value: "1" }, 400],
  ["a field of its own", { key: "A", value: "1", secret: true }, 422],
])("a variable with %s is refused", async (_, body, status) => {
  const { send, path } = await aConfig();
  expect((await send("POST", path, body)).status).toBe(status);
});

test("many who set the same variable at once set one", async () => {
  const { send, path, set } = await aConfig();
  const all = await Promise.all(Array.from({ length: 8 }, (_, n) => set("A", String(n))));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect((await send("GET", path)).body).toHaveLength(1);
});

test("who set and deleted what is on record, without the values", async () => {
  const { ctx, send, set } = await aConfig();
  const { id } = await set("A", "sk-123");
  await send("DELETE", `/v1/sandbox-config/environment-variable/${id}`);
  const events = await ctx.db.auditEvent.findMany({
    where: { organization_id: ctx.actor.organizationId },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ action, detail }) => [action, detail])).toEqual([
    ["sandbox_config.set", { type: "local" }],
    ["sandbox_variable.set", { key: "A" }],
    ["sandbox_variable.deleted", { key: "A" }],
  ]);
});

test("another organisation's configs and variables do not exist", async () => {
  const { stranger, set, path, configId, ctx } = await aConfig();
  const { id } = await set("A", "1");
  const variable = `/v1/sandbox-config/environment-variable/${id}`;
  for (const [method, where, body] of [
    ["PATCH", `/v1/sandbox-config/${configId}`, {}],
    ["DELETE", `/v1/sandbox-config/${configId}`],
    ["GET", path],
    ["POST", path, { key: "A", value: "2" }],
    ["PATCH", variable, { value: "2" }],
    ["DELETE", variable],
  ] as [string, string, unknown?][])
    expect((await stranger.send(method, where, body)).status).toBe(404);
  expect(await stranger.api.sandboxConfigs.listSandboxConfigs()).toEqual([]);
  expect(await sandboxEnvironment(stranger.ctx)).toEqual({});
  expect(await sandboxEnvironment(ctx)).toEqual({ A: "1" });
});
