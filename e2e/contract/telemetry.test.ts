import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReadSpan, readSpans } from "@/lib/adapters/telemetry/testing/read-spans";
import { clientOf, DEMO, newAgent } from "../support/client";
import { type RunningServer, startServer } from "../support/server";

const spans: ReadSpan[] = [];
const keys: unknown[] = [];
let collector: Server;
let server: RunningServer;

beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      keys.push(request.headers["x-key"]);
      spans.push(...readSpans(Buffer.concat(chunks)));
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  server = await startServer({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20key",
    },
  });
});

afterAll(async () => {
  await server?.stop();
  collector?.close();
});

test("the standard variables send every turn to a collector, without what was said", async () => {
  const client = clientOf(server.url);
  const agent = await newAgent(client, DEMO, { name: "Ada" });
  await client.agents.messages.create(agent.id, { input: "My name is Rumpelstiltskin." });
  const [run] = (await client.runs.list({ agent_id: agent.id })).items;
  await expect
    .poll(() => spans.find(({ name }) => name === "invoke_agent Ada")?.attributes["mneme.run.id"], {
      timeout: 20_000,
    })
    .toBe(run.id);
  expect(spans.filter(({ name }) => name.startsWith("chat ")).length).toBeGreaterThan(0);
  expect(new Set(keys)).toEqual(new Set(["a key"]));
  expect(JSON.stringify(spans)).not.toContain("Rumpelstiltskin");
  const [step] = (await client.runs.steps.list(run.id)).items;
  expect(spans.map(({ traceId }) => traceId)).toContain(step.trace_id);
});
