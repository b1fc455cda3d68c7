import { expect, test } from "vitest";
import { createDispatch } from "@/lib/api/dispatch";
import { handlers } from "@/lib/api/handlers/index";
import { contract } from "@/lib/contract/registry";
import { aWorld } from "@/lib/testing/harness";
import { authenticate } from "./authenticate";
import { accessNeeded } from "./client-token-access";

const hostname = "https://shop.example.com/chat";
const origin = "https://shop.example.com";
const everything = ["read_messages", "write_messages", "read_agent", "write_agent"] as const;

/** A household, and the same server as pages see it: who asks is read from the request. */
async function aShop({ mode = "required" }: { mode?: "local" | "required" } = {}) {
  const world = await aWorld({ now: new Date().toISOString() });
  const { ctx } = world;
  const agent = await world.anAgent({ secrets: { KEY: "sk-123" } });
  const other = await world.anAgent();
  const dispatch = createDispatch({
    contract,
    handlers,
    authenticate: async (request, { operation }) => ({
      ...ctx,
      actor: await authenticate(request, { mode, password: undefined, db: ctx.db, operation }),
    }),
  });
  const tokenFor = async (access: readonly (typeof everything)[number][], id = agent.id) => {
    const policy = [{ type: "agent" as const, id, access: [...access] }];
    return (
      await world.api.clientSideAccessTokens.createClientSideAccessToken({ body: { policy, hostname } })
    ).token;
  };
  const call = async (token: string, method: string, path: string, headers: object = { origin }) => {
    const request = new Request(`http://mneme.test${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(method !== "GET" && { body: "{}" }),
    });
    const response = await dispatch(request);
    return { status: response.status, body: await response.json() };
  };
  return { ...world, agent, other, tokenFor, call };
}

/** A refusal of the policy; whatever else an operation answers, it was let through to its handler. */
const isRefused = ({ status, body }: { status: number; body: any }) =>
  status === 403 && /policy does not allow/.test(body.detail ?? body.message);

test.each([
  ["read_messages", "GET", "/messages"],
  ["write_messages", "POST", "/messages"],
  ["write_messages", "POST", "/messages/stream"],
  ["write_messages", "POST", "/messages/cancel"],
  ["write_messages", "POST", "/generate"],
  ["read_agent", "GET", ""],
  ["read_agent", "GET", "/core-memory/blocks"],
  ["read_agent", "POST", "/messages/preview-raw-payload"],
  ["write_agent", "PATCH", ""],
  ["write_agent", "DELETE", ""],
  ["write_agent", "PATCH", "/reset-messages"],
  ["write_agent", "POST", "/tools/anything/run"],
] as const)("%s is what %s agent%s needs, and nothing else opens it", async (needed, method, path) => {
  const { agent, tokenFor, call } = await aShop();
  const others = await tokenFor(everything.filter((access) => access !== needed));
  expect(isRefused(await call(others, method, `/v1/agents/${agent.id}${path}`))).toBe(true);
  const enough = await call(await tokenFor([needed]), method, `/v1/agents/${agent.id}${path}`);
  expect(isRefused(enough)).toBe(false);
  expect(enough.status).not.toBe(401);
});

test("no policy opens anything but an agent that it names", async () => {
  const { agent, other, tokenFor, call } = await aShop();
  const token = await tokenFor(everything);
  const closed = [
    ["GET", `/v1/agents/${other.id}`],
    ["GET", `/latest/agents/${other.id}/messages`],
    ["GET", `/v1/agents/${agent.id}/export`],
    ["GET", "/v1/agents/"],
    ["POST", "/v1/agents/"],
    ["GET", "/v1/agents/count"],
    ["POST", "/v1/agents/messages/search"],
    ["GET", "/v1/blocks/"],
    ["GET", "/v1/runs/"],
    ["GET", `/v1/_mneme/agents/${agent.id}/history`],
    ["PATCH", `/v1/_internal_agents/${agent.id}/core-memory/blocks/human`],
    ["POST", "/v1/client-side-access-tokens"],
    ["GET", "/v1/client-side-access-tokens"],
    ["POST", "/v1/_mneme/keys"],
  ];
  for (const [method, path] of closed)
    expect([path, isRefused(await call(token, method, path))]).toEqual([path, true]);
});

// An operation that is added later must not be open to pages because nobody thought of it.
test("only operations below one agent can be opened at all", () => {
  const open = Object.values(contract)
    .flatMap((resource) => Object.values(resource))
    .filter((operation) => accessNeeded(operation) !== null);
  expect(open.length).toBeGreaterThan(30);
  expect(open.every(({ path }) => /^\/v1\/agents\/\{agent_id\}(\/|$)/.test(path))).toBe(true);
});

test.each([
  ["no origin", {}],
  ["another origin", { origin: "https://evil.example.com" }],
  ["another port", { origin: "https://shop.example.com:8443" }],
  ["another scheme", { origin: "http://shop.example.com" }],
  ["no page", { origin: "null" }],
])("a token from %s opens nothing", async (_, headers) => {
  const { agent, tokenFor, call } = await aShop();
  const answer = await call(await tokenFor(everything), "GET", `/v1/agents/${agent.id}`, headers);
  expect(answer.status).toBe(403);
  expect(answer.body.detail).toContain("shop.example.com");
});

test("a token that is unknown, was revoked or has expired is refused, on this machine too", async () => {
  for (const mode of ["local", "required"] as const) {
    const { ctx, api, agent, tokenFor, call } = await aShop({ mode });
    const path = `/v1/agents/${agent.id}`;
    const token = await tokenFor(["read_agent"]);
    expect((await call(token, "GET", path)).status).toBe(200);
    expect((await call(`${token}x`, "GET", path)).status).toBe(401);
    await api.clientSideAccessTokens.deleteClientSideAccessToken({ params: { token } });
    expect((await call(token, "GET", path)).status).toBe(401);
    const late = await tokenFor(["read_agent"]);
    await ctx.db.clientAccessToken.updateMany({
      where: { organization_id: ctx.actor.organizationId },
      data: { expires_at: new Date(Date.now() - 1) },
    });
    expect((await call(late, "GET", path)).status).toBe(401);
  }
});

test("a page sees the agent and never its secrets, whatever kind of client it is", async () => {
  const { agent, tokenFor, call, legacy } = await aShop();
  const known = await legacy.agents.retrieveAgent({ params: { agent_id: agent.id } });
  expect(JSON.stringify(known)).toContain("sk-123");
  const token = await tokenFor(["read_agent", "write_agent"]);
  const path = `/v1/agents/${agent.id}`;
  const old = { origin, "user-agent": "letta-client/0.9.1" };
  for (const answer of [
    await call(token, "GET", path, old),
    await call(token, "GET", `${path}?include=agent.secrets&include=agent.tools`),
    await call(token, "PATCH", path, old),
  ]) {
    expect(answer.status).toBe(200);
    expect(answer.body.id).toBe(agent.id);
    expect(JSON.stringify(answer.body)).not.toContain("sk-123");
  }
});

test("what a page does is done by whoever gave it the token", async () => {
  const { ctx, agent, tokenFor, call, api } = await aShop();
  await call(await tokenFor(["write_agent"]), "DELETE", `/v1/agents/${agent.id}`);
  expect(await api.agents.countAgents()).toBe(1);
  const event = await ctx.db.stateEvent.findFirstOrThrow({
    where: { organization_id: ctx.actor.organizationId, entity_id: agent.id, action: "deleted" },
  });
  expect(event).toMatchObject({ actor_type: "user", actor_id: ctx.actor.userId });
});
