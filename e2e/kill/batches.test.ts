import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "../scripted-model/server";
import { clientOf, newAgent } from "../support/client";
import { type RunningServer, startServer } from "../support/server";
import { SCRIPTED } from "../support/with-server";

const kills = 3;
const count = 24;
const dataDir = mkdtempSync(join(tmpdir(), "mneme-kill-batches-"));
let model: ScriptedModelServer;
let server: RunningServer;

afterAll(async () => {
  await server?.kill();
  await model?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start() {
  const env = { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: model.url, RUN_EVENT_RETENTION_HOURS: "1" };
  server = await startServer({ dataDir, env });
  return clientOf(server.url);
}

interface Batch {
  id: string;
  status: string;
  metadata: {
    request_counts: { total: number; waiting: number; running: number; completed: number; failed: number };
  };
}

interface Listed {
  messages: { role: string; content: unknown }[];
}

// A batch that was accepted is a promise: whatever happens to the process, every request is done, and none twice.
test("a batch that runs when the process is killed is finished by the next one", async () => {
  model = await startScriptedModel();
  let client = await start();
  const agents = await Promise.all(Array.from({ length: 4 }, () => newAgent(client, SCRIPTED)));
  const requests = Array.from({ length: count }, (_, i) => ({
    agent_id: agents[i % 4].id,
    messages: [{ role: "user" as const, content: `[[slow 40]] [[text answer number ${i} of the batch]]` }],
  }));
  // The official client has no methods for batches.
  const { id } = (await client.post("/v1/messages/batches", { body: { requests } })) as Batch;
  const now = async () => {
    const { status, metadata } = (await client.get(`/v1/messages/batches/${id}`)) as Batch;
    return { status, counts: metadata.request_counts };
  };
  for (let kill = 0, done = 0; kill < kills; kill++) {
    for (;;) {
      const { counts } = await now();
      if (counts.completed + counts.failed > done) {
        done = counts.completed + counts.failed;
        break;
      }
      await sleep(50);
    }
    await server.kill();
    client = await start();
  }
  for (const deadline = Date.now() + 120_000; (await now()).status === "running"; await sleep(200))
    expect(Date.now()).toBeLessThan(deadline);
  const { counts } = await now();
  expect(counts).toMatchObject({ total: count, waiting: 0, running: 0 });
  expect(counts.completed + counts.failed).toBe(count);
  const runs = [];
  for (const agent of agents)
    runs.push(...(await client.runs.list({ agent_id: agent.id, limit: 1_000 })).items);
  expect(runs).toHaveLength(count);
  const query = { limit: 0 };
  const { messages } = (await client.get(`/v1/messages/batches/${id}/messages`, { query })) as Listed;
  const asked = messages.flatMap(({ role, content }) => (role === "user" ? [JSON.stringify(content)] : []));
  expect(new Set(asked).size).toBe(asked.length);
}, 300_000);

// What was said before the process died must be found by its meaning after it.
test("messages of before the kill are indexed by the next process", async () => {
  const client = clientOf(server.url);
  const found = async () =>
    (await client.messages.search({ query: "answer number 3 of the batch", search_mode: "vector" })).length;
  await expect.poll(found, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0);
}, 90_000);
