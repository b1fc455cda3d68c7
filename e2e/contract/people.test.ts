import { expect, test } from "vitest";
import { DEMO, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// Identities, browser tokens and what the server says of itself: the client has no methods for most of it.
const served = withServer();
const send = (method: "get" | "post" | "put" | "patch" | "delete", path: string, body?: object) =>
  served.client[method](path, body === undefined ? undefined : { body }) as Promise<any>;

test("an identity is created, changed, found by its agents and blocks, and deleted", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const block = await client.blocks.create({ label: "human", value: "Ada" });
  const made = await send("post", "/v1/identities/", {
    identifier_key: "ada",
    name: "Ada",
    identity_type: "user",
    agent_ids: [agent.id],
    properties: [{ key: "age", value: 36, type: "number" }],
  });
  const path = `/v1/identities/${made.id}`;
  expect(await send("get", path)).toMatchObject({ identifier_key: "ada", name: "Ada" });
  expect(await send("patch", path, { name: "Ada Lovelace" })).toMatchObject({ name: "Ada Lovelace" });
  const again = { identifier_key: "ada", name: "Ada L.", identity_type: "user" };
  expect(await send("put", "/v1/identities/", again)).toMatchObject({ id: made.id, name: "Ada L." });
  await send("put", `${path}/properties`, [{ key: "town", value: "London", type: "string" }]);
  expect((await send("get", path)).properties.map(({ key }: { key: string }) => key)).toContain("town");
  expect(await send("get", "/v1/identities/count")).toBeGreaterThanOrEqual(1);
  expect((await send("get", "/v1/identities/")).map(({ id }: { id: string }) => id)).toContain(made.id);
  const idsOf = async (kind: string) =>
    (await send("get", `${path}/${kind}`)).map(({ id }: { id: string }) => id);
  expect(await idsOf("agents")).toEqual([agent.id]);
  await send("patch", `/v1/agents/${agent.id}/identities/detach/${made.id}`);
  expect(await idsOf("agents")).toEqual([]);
  await send("patch", `/v1/agents/${agent.id}/identities/attach/${made.id}`);
  expect(await idsOf("agents")).toEqual([agent.id]);
  await send("patch", `/v1/blocks/${block.id}/identities/attach/${made.id}`);
  expect(await idsOf("blocks")).toEqual([block.id]);
  await send("patch", `/v1/blocks/${block.id}/identities/detach/${made.id}`);
  expect(await idsOf("blocks")).toEqual([]);
  await send("delete", path);
  expect((await failure(send("get", path))).status).toBe(404);
});

test("a token for a page is made, listed and taken back", async () => {
  const { client } = served;
  const agent = await newAgent(client, DEMO);
  const made = await client.accessTokens.create({
    hostname: "https://shop.example.com",
    policy: [{ type: "agent", id: agent.id, access: ["read_messages", "write_messages"] }],
  });
  expect(made).toMatchObject({ hostname: "https://shop.example.com", policy: { version: "1" } });
  const listed = (await client.accessTokens.list()) as { tokens: { token: string }[] };
  expect(listed.tokens.map(({ token }) => token)).toContain(made.token);
  await client.delete(`/v1/client-side-access-tokens/${made.token}`);
  expect(((await client.accessTokens.list()) as { tokens: unknown[] }).tokens).toEqual([]);
});

test("clients of the hosted service find what they ask at their start", async () => {
  expect(await send("get", "/v1/metadata/user")).toMatchObject({ email: expect.any(String) });
  expect(await send("get", "/v1/metadata/status")).toBeTruthy();
  expect(await send("get", "/v1/metadata/balance")).toBeTruthy();
});
