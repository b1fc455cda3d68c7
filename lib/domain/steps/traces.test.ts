import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { finish, type ScriptedTurn, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";
import { aTurnWorld, stream } from "@/lib/testing/turns";
import { sweepTraces } from "./sweep-traces";

const request = { messages: [{ role: "user", content: "hello ".repeat(20_000) }] };
const traced: ScriptedTurn = [
  text("hi"),
  {
    ...finish("stop", { cachedInput: 7, cacheWrite: 2, reasoning: 3 }),
    trace: { request, response: { ok: true } },
  } as never,
];

async function aTracedTurn(traceRetentionMs = 1_000) {
  const world = await aTurnWorld({ model: scriptedModel(traced), settings: { traceRetentionMs } });
  const agent = await world.anAgent();
  await stream(world.ctx, agent.id, { input: "hello" });
  const [step] = await world.api.steps.listSteps({ query: { agent_id: agent.id } });
  const params = { step_id: step.id };
  return { ...world, step, params };
}

test("the exchange of a step is told word for word, and stored compressed", async () => {
  const { api, ctx, step, params } = await aTracedTurn();
  const trace = await api.steps.retrieveTraceForStep({ params });
  expect(trace).toMatchObject({ step_id: step.id, request_json: request, response_json: { ok: true } });
  expect(await api.telemetry.retrieveProviderTrace({ params })).toEqual(trace);
  const row = await ctx.db.providerTrace.findFirstOrThrow({ where: { step_id: step.id } });
  expect(row.request.length).toBeLessThan(JSON.stringify(request).length / 50);
  expect(JSON.parse(gunzipSync(row.request).toString())).toEqual(request);
});

// The turn is carried out behind the request, by an executor that has never seen its headers.
test("a step is told under the trace and the log entry of the request that began it, and who pays", async () => {
  const { ctx, api, anAgent } = await aTurnWorld({ model: scriptedModel(traced) });
  const agent = await anAgent();
  const billing = { plan_type: "pro", cost_source: null, customer_id: "c" };
  const traceId = "a".repeat(32);
  await stream({ ...ctx, traceId, requestId: "req-7", billing }, agent.id, { input: "hello" });
  const [step] = await api.steps.listSteps({ query: { trace_ids: [traceId] } });
  expect(step).toMatchObject({ agent_id: agent.id, request_id: "req-7" });
  const trace = await api.steps.retrieveTraceForStep({ params: { step_id: step.id } });
  expect(trace).toMatchObject({ billing_context: billing });
});

test("a server that keeps no exchanges stores none; the step is told all the same", async () => {
  const { api, ctx, step, params } = await aTracedTurn(0);
  expect(await api.steps.retrieveTraceForStep({ params })).toBeNull();
  expect(await ctx.db.providerTrace.count({ where: { step_id: step.id } })).toBe(0);
  expect(await api.steps.retrieveStep({ params })).toMatchObject({ status: "success", prompt_tokens: 10 });
});

test("tokens from caches and for reasoning are told by step, run and usage; times by step and run", async () => {
  const { api, params, step } = await aTracedTurn();
  expect(step).toMatchObject({
    cached_input_tokens: 7,
    cache_write_tokens: 2,
    reasoning_tokens: 3,
    prompt_tokens_details: { cached_tokens: 7, cache_read_tokens: 7, cache_creation_tokens: 2 },
    completion_tokens_details: { reasoning_tokens: 3 },
  });
  const run_id = step.run_id as string;
  expect(await api.runs.retrieveUsageForRun({ params: { run_id } })).toMatchObject({
    prompt_tokens_details: { cached_tokens: 7, cache_creation_tokens: 2 },
    completion_tokens_details: { reasoning_tokens: 3 },
  });
  const metrics = await api.steps.retrieveMetricsForStep({ params });
  for (const field of ["step_start_ns", "step_ns", "llm_request_start_ns", "llm_request_ns"] as const)
    expect(metrics[field]).toBeGreaterThan(0);
  const run = await api.runs.retrieveRun({ params: { run_id } });
  expect(run.ttft_ns).toBeGreaterThan(0);
  expect(run.total_duration_ns).toBeGreaterThanOrEqual(run.ttft_ns as number);
  expect(await api.runs.retrieveMetricsForRun({ params: { run_id } })).toMatchObject({
    num_steps: 1,
    run_ns: run.total_duration_ns,
  });
});

test("old exchanges are swept oldest first, a bounded number at a time; young ones stay", async () => {
  const { ctx } = await aWorld();
  const organization_id = ctx.actor.organizationId;
  const at = (ms: number) => new Date(Date.parse("2025-01-01T00:00:00Z") + ms);
  const body = { request: new Uint8Array(1), response: new Uint8Array(1) };
  await ctx.db.providerTrace.createMany({
    data: Array.from({ length: 10_100 }, (_, i) => ({
      id: newId("provider_trace"),
      organization_id,
      created_at: at(i),
      ...body,
    })),
  });
  const young = await ctx.db.providerTrace.create({
    data: { id: newId("provider_trace"), organization_id, created_at: at(1e9), ...body },
  });
  expect(await sweepTraces(ctx.db, at(1e8))).toBe(10_000);
  const left = await ctx.db.providerTrace.findMany({
    where: { organization_id },
    orderBy: { created_at: "asc" },
  });
  expect(left).toHaveLength(101);
  expect(left[0].created_at).toEqual(at(10_000));
  expect(await sweepTraces(ctx.db, at(1e8))).toBe(100);
  expect(await ctx.db.providerTrace.findMany({ where: { organization_id }, select: { id: true } })).toEqual([
    { id: young.id },
  ]);
});
