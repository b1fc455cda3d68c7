import { expect, test } from "vitest";
import type { Context } from "@/lib/domain/context";
import { authenticate } from "@/lib/server/authenticate";
import { newId } from "@/lib/shared/ids";
import { aWorld, refusal } from "@/lib/testing/harness";

const useKey = (ctx: Context, key: string) =>
  authenticate(new Request("http://mneme.test/v1/agents/", { headers: { authorization: `Bearer ${key}` } }), {
    mode: "required",
    password: undefined,
    db: ctx.db,
  });

const auditOf = (ctx: Context) =>
  ctx.db.auditEvent.findMany({
    where: { organization_id: ctx.actor.organizationId },
    orderBy: { id: "asc" },
  });

test("a key is told once, stored as a hash only, and opens the server as its user", async () => {
  const { api, ctx } = await aWorld();
  const created = await api.mneme.createKey({ body: { name: " laptop " } });
  expect(created.key).toMatch(/^mn-[\w-]{43}$/);
  expect(created).toMatchObject({ name: "laptop", hint: created.key.slice(0, 8), last_used_at: null });
  const stored = await ctx.db.apiKey.findUniqueOrThrow({ where: { id: created.id } });
  expect(JSON.stringify(stored)).not.toContain(created.key.slice(8));
  expect(await useKey(ctx, created.key)).toEqual({
    type: "api_key",
    id: created.id,
    userId: ctx.actor.userId,
    organizationId: ctx.actor.organizationId,
  });
  const [listed] = await api.mneme.listKeys();
  expect(listed.last_used_at).not.toBeNull();
  expect(JSON.stringify(listed)).not.toContain(created.key);
});

test("a revoked key is refused from the next request on, and stays in the record", async () => {
  const { api, ctx } = await aWorld();
  const { id, key } = await api.mneme.createKey({ body: { name: "old" } });
  await useKey(ctx, key);
  await api.mneme.revokeKey({ params: { key_id: id } });
  await expect(useKey(ctx, key)).rejects.toMatchObject({ code: "unauthenticated" });
  await api.mneme.revokeKey({ params: { key_id: id } });
  expect(await api.mneme.listKeys()).toEqual([]);
  const [revoked] = await api.mneme.listKeys({ query: { include_revoked: true } });
  expect(revoked.revoked_at).not.toBeNull();
});

test("a key is refused once its time is over; one that would be over already is not made", async () => {
  const { api, ctx } = await aWorld();
  const expires_at = "2999-01-01T00:00:00Z";
  const { id, key } = await api.mneme.createKey({ body: { name: "guest", expires_at } });
  await useKey(ctx, key);
  await ctx.db.apiKey.update({ where: { id }, data: { expires_at: new Date(Date.now() - 1) } });
  await expect(useKey(ctx, key)).rejects.toMatchObject({ code: "unauthenticated" });
  const late = api.mneme.createKey({ body: { name: "late", expires_at: "2020-01-01T00:00:00Z" } });
  expect((await refusal(late)).status).toBe(400);
});

test("who made and who revoked a key is on record, once each and without the key", async () => {
  const { api, ctx } = await aWorld();
  const { id, key } = await api.mneme.createKey({ body: { name: "ci" } });
  await api.mneme.revokeKey({ params: { key_id: id } });
  await api.mneme.revokeKey({ params: { key_id: id } });
  const events = await auditOf(ctx);
  expect(events).toMatchObject([
    { action: "api_key.created", entity_id: id, actor_id: ctx.actor.id, detail: { name: "ci" } },
    { action: "api_key.revoked", entity_id: id, actor_id: ctx.actor.id, detail: { name: "ci" } },
  ]);
  expect(
    JSON.stringify(events, (_, value) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toContain(key);
});

test("keys come newest first, page by page", async () => {
  const { api } = await aWorld();
  for (const name of ["a", "b", "c"]) await api.mneme.createKey({ body: { name } });
  const first = await api.mneme.listKeys({ query: { limit: 2 } });
  const rest = await api.mneme.listKeys({ query: { limit: 2, after: first[1].id } });
  expect([...first, ...rest].map(({ name }) => name)).toEqual(["c", "b", "a"]);
});

test("another organisation neither sees nor revokes a key", async () => {
  const { api, ctx, stranger } = await aWorld();
  const { id, key } = await api.mneme.createKey({ body: { name: "mine" } });
  expect(await stranger.api.mneme.listKeys({ query: { include_revoked: true } })).toEqual([]);
  expect((await refusal(stranger.api.mneme.revokeKey({ params: { key_id: id } }))).status).toBe(404);
  expect((await refusal(api.mneme.revokeKey({ params: { key_id: newId("key") } }))).status).toBe(404);
  expect(await useKey(ctx, key)).toMatchObject({ id });
});

test("a key needs a name", async () => {
  const { send } = await aWorld();
  expect((await send("POST", "/v1/_mneme/keys", { name: "  " })).status).toBe(422);
});
