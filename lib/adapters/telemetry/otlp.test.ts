import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ModelError } from "@/lib/runtime/model-error";
import {
  callTool,
  finish,
  type ScriptedTurn,
  scriptedModel,
  text,
} from "@/lib/runtime/testing/scripted-model";
import { aTurnWorld, stream } from "@/lib/testing/turns";
import { otlpTelemetry } from "./otlp";
import { type ReadSpan, readSpans } from "./testing/read-spans";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A collector on this machine that keeps what it is sent. */
async function aCollector() {
  const received: { path: string; headers: IncomingHttpHeaders; spans: ReadSpan[] }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const spans = readSpans(Buffer.concat(chunks));
      received.push({ path: request.url ?? "", headers: request.headers, spans });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces` };
}

/** One turn of an agent, with its spans as the collector got them. */
async function tracedTurn(turns: ScriptedTurn[], { hasContent = false } = {}) {
  const { received, url } = await aCollector();
  const telemetry = await otlpTelemetry({
    url,
    headers: { "x-key": "k" },
    serviceName: "mneme",
    serviceVersion: "1",
    attributes: {},
    hasContent,
    onProblem: (message) => console.error(message),
  });
  const world = await aTurnWorld({ model: scriptedModel(...turns), telemetry });
  world.ctx.traceId = "ab".repeat(16);
  const agent = await world.anAgent({
    name: "Ada",
    memory_blocks: [{ label: "human", value: "secret-memory" }],
  });
  await stream(world.ctx, agent.id, { input: "secret-question" });
  await telemetry.close();
  const spans = received.flatMap((request) => request.spans);
  return {
    ...world,
    agent,
    received,
    spans,
    named: (name: string) => spans.filter((span) => span.name === name),
  };
}

const answer: ScriptedTurn[] = [
  [
    ...callTool("memory_insert", { label: "human", new_string: "secret-argument" }),
    finish("tool_calls", { cachedInput: 4 }),
  ],
  [text("secret-answer"), finish("stop", { reasoning: 3 })],
];

test("a turn is one trace: the agent, in it its steps, in each the model call and the tool calls", async () => {
  const { spans, named, agent, received, api, ctx } = await tracedTurn(answer);
  expect(received[0]).toMatchObject({ path: "/v1/traces", headers: { "x-key": "k" } });
  const [root] = named("invoke_agent Ada");
  const steps = named("step");
  const models = named("chat scripted");
  const [tool] = named("execute_tool memory_insert");
  expect([root.parentId, steps.length, models.length]).toEqual(["", 2, 2]);
  expect(steps.map(({ parentId }) => parentId)).toEqual([root.id, root.id]);
  expect(models.map(({ parentId }) => parentId)).toEqual(steps.map(({ id }) => id));
  expect(tool.parentId).toBe(steps[0].id);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(root.attributes).toMatchObject({
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.id": agent.id,
    "gen_ai.usage.input_tokens": 20,
    "mneme.stop_reason": "end_turn",
  });
  expect(models[0].attributes).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "scripted",
    "gen_ai.usage.input_tokens": 10,
    "gen_ai.usage.output_tokens": 5,
    "gen_ai.usage.cache_read.input_tokens": 4,
  });
  expect(models[1].attributes["gen_ai.usage.reasoning.output_tokens"]).toBe(3);
  expect(models[0].attributes["gen_ai.response.time_to_first_chunk"]).toBeTypeOf("number");
  expect(tool.attributes).toMatchObject({
    "gen_ai.tool.name": "memory_insert",
    "gen_ai.tool.type": "function",
  });
  const stored = await api.steps.listSteps({ query: { agent_id: agent.id } });
  expect(stored.map(({ trace_id }) => trace_id)).toEqual([ctx.traceId, ctx.traceId]);
  expect(root.traceId).toBe(ctx.traceId);
});

test("nothing that was said leaves the server, unless that was asked for", async () => {
  const silent = await tracedTurn(answer);
  expect(JSON.stringify(silent.spans)).not.toContain("secret-");
  const told = JSON.stringify((await tracedTurn(answer, { hasContent: true })).spans);
  for (const secret of ["secret-question", "secret-argument", "secret-answer"])
    expect(told).toContain(secret);
});

test("a failed model call is an error in its span, its step and its run, without the provider's words", async () => {
  const { named, spans } = await tracedTurn([new ModelError("bad_request", "secret-reason")]);
  for (const name of ["chat scripted", "step", "invoke_agent Ada"])
    expect(named(name)[0]).toMatchObject({ isError: true, attributes: { "error.type": "llm_bad_request" } });
  expect(JSON.stringify(spans)).not.toContain("secret-");
});

// Agents must not feel that a collector is away.
test("a collector that is away fails no turn", async () => {
  const problems: string[] = [];
  const telemetry = await otlpTelemetry({
    url: "http://127.0.0.1:9/v1/traces",
    headers: {},
    serviceName: "mneme",
    serviceVersion: "1",
    attributes: {},
    hasContent: false,
    onProblem: (message) => problems.push(message),
  });
  const world = await aTurnWorld({ model: scriptedModel([text("fine")]), telemetry });
  const agent = await world.anAgent();
  await stream(world.ctx, agent.id, { input: "hello" });
  const [run] = await world.api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(run.status).toBe("completed");
});
