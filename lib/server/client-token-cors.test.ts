import { expect, test } from "vitest";
import { aWorld } from "@/lib/testing/harness";
import { clientTokenCors } from "./client-token-cors";

// Each test asks about origins of its own: the tokens of all organisations count.
async function aTokenFor(hostname: string) {
  const world = await aWorld({ now: new Date().toISOString() });
  const { id } = await world.anAgent();
  const policy = [{ type: "agent" as const, id, access: [] }];
  await world.api.clientSideAccessTokens.createClientSideAccessToken({ body: { policy, hostname } });
  return world;
}

test("pages of a token's origin may read answers, without cookies", async () => {
  const { ctx } = await aTokenFor("https://Cors-A.example.com/chat?x=1");
  const headers = await clientTokenCors(ctx.db, "https://cors-a.example.com");
  expect(headers).toMatchObject({
    "access-control-allow-origin": "https://cors-a.example.com",
    vary: "origin",
  });
  expect(headers).not.toHaveProperty("access-control-allow-credentials");
});

test.each([
  "https://cors-b.example.com:8443",
  "http://cors-b.example.com",
  "https://cors-b.example",
  "https://%",
  "null",
  "",
])("pages of %j may not", async (origin) => {
  const { ctx } = await aTokenFor("https://cors-b.example.com");
  expect(await clientTokenCors(ctx.db, origin)).toEqual({});
});

test("when the token has expired the page may no more", async () => {
  const { ctx } = await aTokenFor("https://cors-c.example.com");
  await ctx.db.clientAccessToken.updateMany({
    where: { organization_id: ctx.actor.organizationId },
    data: { expires_at: new Date(Date.now() - 1) },
  });
  expect(await clientTokenCors(ctx.db, "https://cors-c.example.com")).toEqual({});
});
