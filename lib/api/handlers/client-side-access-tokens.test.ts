import { expect, test } from "vitest";
import { aWorld, refusal } from "@/lib/testing/harness";

const now = "2026-05-01T10:00:00.000Z";
const in5Minutes = "2026-05-01T10:05:00.000Z";
const hostname = "https://shop.example.com";

async function aHouse() {
  const world = await aWorld({ now });
  const tokens = world.api.clientSideAccessTokens;
  const agent = await world.anAgent();
  const policyFor = (id: string) => [{ type: "agent" as const, id, access: ["read_messages" as const] }];
  const create = (more: object = {}) =>
    tokens.createClientSideAccessToken({ body: { policy: policyFor(agent.id), hostname, ...more } });
  const list = (query: object = {}) => tokens.listClientSideAccessTokens({ query });
  return { ...world, tokens, agent, policyFor, create, list };
}

test("a token carries its policy and lives for five minutes; its text is stored encrypted only", async () => {
  const { ctx, create, list, policyFor, agent } = await aHouse();
  const made = await create();
  expect(made).toEqual({
    policy: { version: "1", data: policyFor(agent.id) },
    token: expect.stringMatching(/^mn-client-[\w-]{43}$/),
    hostname,
    expiresAt: in5Minutes,
  });
  expect(await list()).toEqual({ tokens: [made], hasNextPage: false });
  const rows = await ctx.db.clientAccessToken.findMany({
    where: { organization_id: ctx.actor.organizationId },
  });
  expect(JSON.stringify(rows)).not.toContain(made.token);
});

test("the caller may say until when, in any zone", async () => {
  const { create } = await aHouse();
  expect((await create({ expires_at: "2026-05-01T15:00:00+02:00" })).expiresAt).toBe(
    "2026-05-01T13:00:00.000Z",
  );
});

test.each([
  ["a time that has passed", { expires_at: "2026-05-01T09:59:59Z" }, "future"],
  ["a time that is none", { expires_at: "soon" }, "future"],
  ["a host without a scheme", { hostname: "example.com" }, ""],
  ["a host that is none", { hostname: "https://" }, "is not a URL"],
  ["no agent", { policy: [] }, "must name an agent"],
  ["another kind of policy", { policy: [{ type: "block", id: "x", access: [] }] }, ""],
  ["an unknown agent", { policy: [{ type: "agent", id: "agent-1", access: [] }] }, "'agent-1' was not found"],
])("a token with %s is refused", async (_, more, text) => {
  const { create, list } = await aHouse();
  const { status, body } = await refusal(create(more));
  expect(status).toBe(400);
  expect(body.message).toContain(text);
  expect((await list()).tokens).toEqual([]);
});

test("a policy cannot name another organisation's agent", async () => {
  const { create, stranger, policyFor } = await aHouse();
  const { id } = await stranger.anAgent();
  expect((await refusal(create({ policy: policyFor(id) }))).status).toBe(400);
});

test("the list tells the newest first, by agent and in pages, and no token that has expired", async () => {
  const { ctx, create, list, anAgent, policyFor, agent } = await aHouse();
  const other = await anAgent();
  const made = [];
  for (const id of [agent.id, other.id, agent.id]) made.push((await create({ policy: policyFor(id) })).token);
  const rows = await ctx.db.clientAccessToken.findMany({
    where: { organization_id: ctx.actor.organizationId },
  });
  const shown = async (query: object) => (await list(query)).tokens.map(({ token }) => token);
  expect((await shown({})).sort()).toEqual([...made].sort());
  expect(await shown({ agentId: other.id })).toEqual([made[1]]);
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, offset: 2 });
  expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
  expect(new Set([...first.tokens, ...second.tokens].map(({ token }) => token)).size).toBe(3);
  const expires_at = new Date(now);
  await ctx.db.clientAccessToken.update({ where: { id: rows[0].id }, data: { expires_at } });
  expect(await shown({})).toHaveLength(2);
  await create();
  expect(await ctx.db.clientAccessToken.count({ where: { id: rows[0].id } })).toBe(0);
});

test.each(["limit=-1", "offset=1.5", "limit=many"])("a list with %s is refused", async (query) => {
  const { send } = await aHouse();
  expect((await send("GET", `/v1/client-side-access-tokens?${query}`)).status).toBe(400);
});

test("a revoked token is gone, and both deeds are on record without it", async () => {
  const { ctx, create, list, send } = await aHouse();
  const { token } = await create();
  expect(await send("DELETE", `/v1/client-side-access-tokens/${token}`, {})).toEqual({
    status: 204,
    body: undefined,
  });
  expect((await list()).tokens).toEqual([]);
  expect((await send("DELETE", `/v1/client-side-access-tokens/${token}`)).status).toBe(400);
  const events = await ctx.db.auditEvent.findMany({ where: { organization_id: ctx.actor.organizationId } });
  expect(events.map(({ action }) => action).sort()).toEqual(["client_token.created", "client_token.revoked"]);
  expect(events.some(({ detail }) => JSON.stringify(detail).includes(token))).toBe(false);
});

test("another organisation sees no tokens and revokes none", async () => {
  const { create, list, stranger } = await aHouse();
  const { token } = await create();
  const { tokens } = await stranger.api.clientSideAccessTokens.listClientSideAccessTokens({});
  expect(tokens).toEqual([]);
  expect((await stranger.send("DELETE", `/v1/client-side-access-tokens/${token}`)).status).toBe(400);
  expect((await list()).tokens).toHaveLength(1);
});
