import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/shared/ids";
import { testDatabase } from "@/lib/testing/database";
import { authenticate, defaultActor } from "./authenticate";
import { seed } from "./seed";

let db: PrismaClient;
const password = "a long enough password";

beforeAll(async () => {
  db = (await testDatabase()).prisma;
  await seed(db);
});

const ask = (mode: "local" | "required", headers: Record<string, string> = {}, path = "/v1/agents/") =>
  authenticate(new Request(`http://localhost${path}`, { headers }), { mode, password, db });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function aKey(fields: { revoked_at?: Date; expires_at?: Date } = {}) {
  const organization_id = newId("org");
  await db.organization.create({ data: { id: organization_id, name: "other" } });
  const user = await db.user.create({ data: { id: newId("user"), organization_id, name: "Grace" } });
  const key = `key-${newId("k")}`;
  const key_hash = createHash("sha256").update(key).digest("hex");
  const row = await db.apiKey.create({
    data: {
      id: newId("api_key"),
      organization_id,
      user_id: user.id,
      name: "test",
      key_hash,
      key_hint: key.slice(0, 8),
      ...fields,
    },
  });
  return { key, user, row, organization_id };
}

test("on this machine everybody is the default user", async () => {
  expect(await ask("local")).toEqual(defaultActor);
  expect(await ask("local", bearer("whatever"))).toEqual(defaultActor);
});

test("the user_id header names another user; an unknown one means the default, an ill-formed one is refused", async () => {
  const { user, organization_id } = await aKey();
  expect(await ask("local", { user_id: user.id })).toMatchObject({
    userId: user.id,
    organizationId: organization_id,
  });
  expect(await ask("local", { user_id: newId("user") })).toEqual(defaultActor);
  await expect(ask("local", { user_id: "nobody" })).rejects.toMatchObject({ code: "invalid_argument" });
});

test.each<Record<string, string>>([
  {},
  bearer(""),
  bearer("wrong"),
  { authorization: "Basic abc" },
  { "x-bare-password": password },
])("where a key is required, %j is refused", async (headers) => {
  await expect(ask("required", headers)).rejects.toMatchObject({
    code: "unauthenticated",
    message: "Unauthorized",
  });
});

test("a key acts as its user, in its organisation, and is seen to be used", async () => {
  const { key, user, row, organization_id } = await aKey();
  expect(await ask("required", bearer(key))).toEqual({
    type: "api_key",
    id: row.id,
    userId: user.id,
    organizationId: organization_id,
  });
  expect((await db.apiKey.findUniqueOrThrow({ where: { id: row.id } })).last_used_at).not.toBeNull();
});

test("the user_id header does not lend a key another user's rights", async () => {
  const [mine, other] = [await aKey(), await aKey()];
  expect(await ask("required", { ...bearer(mine.key), user_id: other.user.id })).toMatchObject({
    userId: mine.user.id,
  });
});

test("a key that was revoked or has expired opens nothing", async () => {
  const revoked = await aKey({ revoked_at: new Date() });
  const expired = await aKey({ expires_at: new Date(Date.now() - 1000) });
  for (const { key } of [revoked, expired])
    await expect(ask("required", bearer(key))).rejects.toMatchObject({ code: "unauthenticated" });
});

test("the password opens the server, as bearer and in its older header", async () => {
  expect(await ask("required", bearer(password))).toEqual(defaultActor);
  expect(await ask("required", { "x-bare-password": `password ${password}` })).toEqual(defaultActor);
  await expect(ask("required", bearer(`${password} `.slice(1)))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("without a password nothing but a key opens the server", async () => {
  const request = new Request("http://localhost/v1/agents/", { headers: bearer("undefined") });
  await expect(authenticate(request, { mode: "required", password: undefined, db })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test.each(["/v1/health", "/v1/health/", "/latest/health", "/v1/tools/mcp/oauth/callback"])(
  "%s answers without a key; what only looks like it does not",
  async (path) => {
    expect(await ask("required", {}, path)).toEqual(defaultActor);
    await expect(ask("required", {}, `${path}/../agents`)).rejects.toMatchObject({ code: "unauthenticated" });
  },
);
