import { expect, onTestFinished, test, vi } from "vitest";
import { createDispatch } from "@/lib/api/dispatch";
import { openStream } from "@/lib/contract/client";
import { contract } from "@/lib/contract/registry";
import type { Context } from "@/lib/domain/context";
import { aWorld, householdOf } from "@/lib/testing/harness";
import { aMcpServer } from "@/lib/testing/mcp/http-server";
import { aSignInServer } from "@/lib/testing/mcp/sign-in-server";
import { handlers } from "./index";

type Frame = Record<string, string> & { event: string; tools?: { name: string }[] };

function connect(ctx: Context, mcp_server_id: string, signal?: AbortSignal) {
  const dispatch = createDispatch({ contract, handlers, authenticate: async () => ctx });
  const send = (url: string, init: RequestInit) => dispatch(new Request(url, init));
  const options = { fetch: send, origin: "http://mneme.test", signal };
  return openStream(
    contract.mcpServers.connectMcpServer,
    { params: { mcp_server_id } },
    options,
  ) as AsyncGenerator<Frame>;
}

/** Reads to the end, and does with the sign-in's address what `browser` does. */
async function follow(frames: AsyncGenerator<Frame>, browser: (address: string) => unknown) {
  const events: Frame[] = [];
  for await (const frame of frames) {
    events.push(frame);
    if (frame.event === "waiting_for_auth") await browser(events.at(-2)!.url);
  }
  return events;
}

async function aServerToSignInAt(settings = {}) {
  const world = await aWorld({ settings });
  const served = await aSignInServer();
  const { id } = await world.api.mcpServers.createMcpServer({
    body: {
      server_name: "closed",
      config: { mcp_server_type: "streamable_http", server_url: served.url },
    },
  });
  const params = { mcp_server_id: id };
  const comeBack = async (address: string) => {
    const { pathname, search } = served.grantAt(address);
    return world.send("GET", pathname + search);
  };
  return { ...world, served, id, params, comeBack };
}

test("a server without a lock is connected at once, one that is gone tells why", async () => {
  const { api, ctx } = await aWorld();
  const served = await aMcpServer({ tools: { open: {} } });
  const { id } = await api.mcpServers.createMcpServer({
    body: { server_name: "open", config: { mcp_server_type: "streamable_http", server_url: served.url } },
  });
  expect(await follow(connect(ctx, id), () => {})).toMatchObject([
    { event: "connection_attempt", server_name: "open" },
    { event: "success", tools: [{ name: "open" }] },
  ]);
  await served.close();
  const events = await follow(connect(ctx, id), () => {});
  expect(events.map(({ event }) => event)).toEqual(["connection_attempt", "error"]);
  expect(events[1].message).toContain("could not be reached");
});

test("a user signs in once; the tokens are sealed, and renewed when they have expired", async () => {
  const { api, ctx, served, id, params, comeBack } = await aServerToSignInAt({
    publicUrl: "https://mneme.example/",
  });
  let answer: unknown;
  const events = await follow(connect(ctx, id), async (address) => {
    answer = await comeBack(address);
  });
  expect(events.map(({ event }) => event)).toEqual([
    "connection_attempt",
    "oauth_required",
    "authorization_url",
    "waiting_for_auth",
    "success",
  ]);
  expect(answer).toMatchObject({ status: 200, body: { status: "success", server_url: served.url } });
  expect(served.seen.registrations).toMatchObject([
    { redirect_uris: ["https://mneme.example/v1/tools/mcp/oauth/callback"] },
  ]);
  const rows = await ctx.db.mcpOauthSession.findMany({ where: { mcp_server_id: id } });
  expect(rows).toMatchObject([{ status: "authorized", user_id: ctx.actor.userId, state_hash: null }]);
  expect(JSON.stringify(rows)).not.toMatch(/access-1|refresh-1|code-1/);
  const [tool] = await api.mcpServers.listToolsForMcpServer({ params });
  const run = () => api.mcpServers.runTool({ params: { ...params, tool_id: tool.id }, body: {} });
  expect(await run()).toMatchObject({ func_return: "inside" });
  served.expire();
  expect(await run()).toMatchObject({ func_return: "inside" });
  await ctx.mcp.close();
  expect(await run()).toMatchObject({ func_return: "inside" });
  expect(served.seen.grants).toEqual(["authorization_code", "refresh_token"]);
});

// Every agent has a connection of its own, and a refresh token is good for one use.
test("tokens that expire under several agents are renewed once", async () => {
  const { ctx, anAgent, send, served, id, comeBack } = await aServerToSignInAt();
  await follow(connect(ctx, id), comeBack);
  const agents = await Promise.all([anAgent(), anAgent(), anAgent()]);
  const refresh = (agent: { id: string }) =>
    send("PATCH", `/v1/mcp-servers/${id}/refresh?agent_id=${agent.id}`);
  const all = async () => (await Promise.all(agents.map(refresh))).map(({ status }) => status);
  expect(await all()).toEqual([200, 200, 200]);
  served.expire();
  expect(await all()).toEqual([200, 200, 200]);
  expect(served.seen.grants).toEqual(["authorization_code", "refresh_token"]);
});

test("a sign-in is one user's: others are asked for their own, and one that was revoked is asked for again", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  const { ctx, send, served, id, comeBack } = await aServerToSignInAt();
  await follow(connect(ctx, id), comeBack);
  const refresh = `/v1/mcp-servers/${id}/refresh`;
  expect((await send("PATCH", refresh)).status).toBe(200);
  const other = { ...ctx, actor: { ...ctx.actor, userId: ctx.ids.next("user") } };
  const refused = await householdOf(other).send("PATCH", refresh);
  expect(refused).toMatchObject({ status: 502, body: { detail: expect.stringContaining("authorization") } });
  served.revoke();
  const revoked = await send("PATCH", refresh);
  expect(revoked.status).toBe(502);
  expect(revoked.body.detail).toContain("sign-in");
});

test("who refuses, and an answer that nobody waits for, end as errors; each state is good once", async () => {
  const { ctx, send, served, id } = await aServerToSignInAt();
  const callback = "/v1/tools/mcp/oauth/callback";
  let state = "";
  const events = await follow(connect(ctx, id), async (address) => {
    state = served.grantAt(address).searchParams.get("state")!;
    const query = `?state=${state}&error=access_denied&error_description=Not%20today`;
    expect(await send("GET", callback + query)).toMatchObject({
      status: 200,
      body: { status: "error", message: "Not today" },
    });
  });
  expect(events.at(-1)).toMatchObject({ event: "error", message: expect.stringContaining("Not today") });
  for (const query of ["", "?code=x", "?code=x&state=made-up", `?code=x&state=${state}`])
    expect(await send("GET", callback + query)).toMatchObject({ status: 200, body: { status: "error" } });
});

test("a reader who leaves ends the waiting: nobody takes up what the browser brings then", async () => {
  const { ctx, served, id, comeBack } = await aServerToSignInAt();
  const left = new AbortController();
  let address = "";
  await Promise.allSettled([
    follow(connect(ctx, id, left.signal), (url) => {
      address = url;
      left.abort();
    }),
  ]);
  expect((await comeBack(address)).body).toMatchObject({ status: "success" });
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  expect(served.seen.grants).toEqual([]);
  const sessions = await ctx.db.mcpOauthSession.findMany({ where: { mcp_server_id: id } });
  expect(sessions).toMatchObject([{ status: "pending" }]);
});
