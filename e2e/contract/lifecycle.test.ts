import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Letta from "@letta-ai/letta-client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "../scripted-model/server";
import { clientOf, DEMO, failure, newAgent } from "../support/client";
import { type StartOptions, startServer } from "../support/server";
import { SCRIPTED } from "../support/with-server";

let model: ScriptedModelServer;
beforeAll(async () => {
  model = await startScriptedModel();
});
afterAll(() => model.close());

async function start({ env, ...options }: StartOptions = {}) {
  const provider = { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: model.url };
  const server = await startServer({ ...options, env: { ...provider, ...env } });
  onTestFinished(() => server.stop());
  return { server, client: clientOf(server.url) };
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mneme-life-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("agents, their memory and their history outlive a restart", async () => {
  const dataDir = aFolder();
  const before = await start({ dataDir });
  const agent = await newAgent(before.client, DEMO, { name: "Survivor" });
  await before.client.agents.messages.create(agent.id, { input: "My name is Ada" });
  const history = (await before.client.agents.messages.list(agent.id)).items;
  await before.server.stop();
  const { client } = await start({ dataDir });
  expect((await client.agents.retrieve(agent.id)).name).toBe("Survivor");
  expect((await client.agents.messages.list(agent.id)).items).toEqual(history);
  const { messages } = await client.agents.messages.create(agent.id, { input: "What is my name?" });
  expect(JSON.stringify(messages)).toContain("Ada");
});

test("a server that is told to stop leaves its turns to the next start, and says nothing bad about it", async () => {
  const dataDir = aFolder();
  const { server, client } = await start({ dataDir, env: { SHUTDOWN_GRACE_MS: "200" } });
  const agent = await newAgent(client, SCRIPTED);
  const run = await client.agents.messages.createAsync(agent.id, { input: "[[slow 50]] [[long 60]]" });
  await expect.poll(async () => (await client.runs.retrieve(run.id)).status).toBe("running");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const saidBefore = server.output().length;
  const stopped = performance.now();
  await server.stop();
  expect(performance.now() - stopped).toBeLessThan(8_000);
  expect(server.output().slice(saidBefore)).not.toMatch(/"level":"?(50|error)/);
  const next = await start({ dataDir });
  const status = async () => (await next.client.runs.retrieve(run.id)).status;
  await expect.poll(status, { timeout: 20_000 }).toBe("completed");
  const said = (await next.client.agents.messages.list(agent.id, { limit: 1, order: "desc" })).items;
  expect(said).toMatchObject([{ message_type: "assistant_message", run_id: run.id }]);
  expect(
    (await next.client.agents.messages.create(agent.id, { input: "[[text back]]" })).messages,
  ).toMatchObject([{ content: "back" }]);
});

test("where a key is required nothing but a valid key opens the API", async () => {
  const password = "correct horse battery staple";
  const { server } = await start({ env: { AUTH: "required", LETTA_SERVER_PASSWORD: password } });
  const as = (apiKey: string | null) => clientOf(server.url, { apiKey });
  for (const key of [null, "wrong", ""])
    expect(await failure(as(key).agents.list())).toBeInstanceOf(Letta.AuthenticationError);
  expect((await as(password).agents.list()).items).toEqual([]);
  expect(await as(null).health()).toMatchObject({ status: "ok" });
});

test("an address that others can reach is refused without a key, with what to do", async () => {
  await expect(startServer({ env: { HOST: "0.0.0.0" } })).rejects.toThrow(/Set AUTH=required/);
});

test("settings that cannot be used stop the start and are all named", async () => {
  await expect(startServer({ env: { LOG_LEVEL: "loud", DATABASE_URL: "mysql://x" } })).rejects.toThrow(
    /LOG_LEVEL[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*LOG_LEVEL/,
  );
});

test("a database that cannot be reached is named, without its password", async () => {
  const starting = startServer({
    env: { DATABASE_URL: "postgresql://ada:secret-password@127.0.0.1:1/mneme" },
  });
  const error = (await failure(starting)) as Error;
  expect(error.message).toContain("127.0.0.1");
  expect(error.message).not.toContain("secret-password");
});

/** A request as a browser that was led here would send it; fetch would not let us choose these headers. */
const status = (port: number, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: "/v1/agents/", headers }, (response) =>
      resolve(response.resume().statusCode ?? 0),
    )
      .on("error", reject)
      .end();
  });

test("a server on this machine keeps its port, and pages of others out", async () => {
  const { server } = await start();
  const second = startServer({ env: { PORT: `${server.port}` } });
  await expect(second).rejects.toThrow(`Port ${server.port} is in use`);
  expect(await status(server.port, { host: `localhost:${server.port}` })).toBe(200);
  expect(await status(server.port, { host: "evil.test" })).toBe(403);
  expect(await status(server.port, { host: `localhost:${server.port}`, origin: "https://evil.test" })).toBe(
    403,
  );
});
