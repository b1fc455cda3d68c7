import { expect, test } from "vitest";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

type World = Awaited<ReturnType<typeof aWorld>>;

async function aRun(
  { ctx }: Pick<World, "ctx">,
  agent_id: string,
  more: Partial<Prisma.RunUncheckedCreateInput> = {},
) {
  const organization_id = ctx.actor.organizationId;
  return ctx.db.run.create({
    data: { id: newId("run"), organization_id, agent_id, created_at: ctx.clock.now(), ...more },
  });
}

async function aStep(
  { ctx }: Pick<World, "ctx">,
  run: { id: string; agent_id: string },
  more: Partial<Prisma.StepUncheckedCreateInput> = {},
) {
  const { id: run_id, agent_id } = run;
  const organization_id = ctx.actor.organizationId;
  return ctx.db.step.create({
    data: { id: newId("step"), organization_id, run_id, agent_id, created_at: ctx.clock.now(), ...more },
  });
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test("runs are listed newest first, with relative cursors and filters", async () => {
  const world = await aWorld();
  const { api, anAgent } = world;
  const [ada, bob] = [await anAgent(), await anAgent()];
  const a = await aRun(world, ada.id, { status: "completed", stop_reason: "end_turn" });
  const b = await aRun(world, ada.id, { status: "running", background: true });
  const c = await aRun(world, bob.id, { conversation_id: newId("conv") });
  const list = async (query: Record<string, unknown>) => ids(await api.runs.listRuns({ query }));
  expect(await list({})).toEqual([c.id, b.id, a.id]);
  expect(await list({ ascending: true })).toEqual([a.id, b.id, c.id]);
  expect(await list({ after: c.id, limit: 1 })).toEqual([b.id]);
  expect(await list({ before: a.id, limit: 1 })).toEqual([b.id]);
  expect(await list({ agent_id: ada.id })).toEqual([b.id, a.id]);
  expect(await list({ agent_ids: [ada.id, bob.id] })).toHaveLength(3);
  expect(await list({ statuses: ["completed"] })).toEqual([a.id]);
  expect(await list({ active: true })).toEqual([c.id, b.id]);
  expect(await list({ background: true })).toEqual([b.id]);
  expect(await list({ stop_reason: "end_turn" })).toEqual([a.id]);
  expect(await list({ conversation_id: c.conversation_id })).toEqual([c.id]);
  expect(await list({ conversation_id: "default" })).toEqual([b.id, a.id]);
  expect(ids(await api.runs.listActiveRuns({ query: { agent_id: ada.id } }))).toEqual([b.id]);
});

test("a limit out of bounds is 422, an unknown status 400, an ill-formed id 400, a missing run 404", async () => {
  const { send } = await aWorld();
  expect((await send("GET", "/v1/runs/?limit=0")).status).toBe(422);
  expect((await send("GET", "/v1/runs/?limit=1001")).status).toBe(422);
  expect((await send("GET", "/v1/runs/?statuses=done")).status).toBe(400);
  expect(await send("GET", "/v1/runs/run-1")).toEqual({
    status: 400,
    body: { detail: "INVALID_ARGUMENT: Invalid run ID format: run-1. Expected format: 'run-<uuid4>'" },
  });
  expect((await send("GET", `/v1/runs/${newId("run")}`)).status).toBe(404);
});

test("a run is told without its input, with durations as numbers", async () => {
  const world = await aWorld();
  const { id: agentId } = await world.anAgent();
  const metadata = { run_type: "send_message" };
  const run = await aRun(world, agentId, {
    ttft_ns: 5_000_000n,
    total_duration_ns: 9_000_000_000n,
    metadata,
    input: { messages: ["secret"] },
  });
  const answer = await world.api.runs.retrieveRun({ params: { run_id: run.id } });
  expect(answer).toMatchObject({
    id: run.id,
    agent_id: agentId,
    status: "created",
    ttft_ns: 5_000_000,
    total_duration_ns: 9_000_000_000,
    metadata,
  });
  expect(JSON.stringify(answer)).not.toContain("secret");
});

test("usage sums over the steps; details are null where no step told any", async () => {
  const world = await aWorld();
  const run = await aRun(world, (await world.anAgent()).id);
  const usage = () => world.api.runs.retrieveUsageForRun({ params: { run_id: run.id } });
  await aStep(world, run, { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 });
  expect(await usage()).toEqual({
    prompt_tokens: 10,
    completion_tokens: 2,
    total_tokens: 12,
    prompt_tokens_details: null,
    completion_tokens_details: null,
  });
  await aStep(world, run, {
    prompt_tokens: 20,
    completion_tokens: 3,
    total_tokens: 23,
    cached_input_tokens: 7,
    reasoning_tokens: 1,
  });
  expect(await usage()).toEqual({
    prompt_tokens: 30,
    completion_tokens: 5,
    total_tokens: 35,
    prompt_tokens_details: { cached_tokens: 7, cache_read_tokens: 7, cache_creation_tokens: null },
    completion_tokens_details: { reasoning_tokens: 1 },
  });
});

test("metrics are there once the run has begun", async () => {
  const world = await aWorld();
  const agent = await world.anAgent();
  const waiting = await aRun(world, agent.id);
  expect((await world.send("GET", `/v1/runs/${waiting.id}/metrics`)).status).toBe(404);
  const tool = newId("tool");
  const run = await aRun(world, agent.id, {
    run_start_ns: 1_000n,
    total_duration_ns: 5n,
    num_steps: 2,
    tools_used: [tool, tool],
  });
  expect(await world.api.runs.retrieveMetricsForRun({ params: { run_id: run.id } })).toMatchObject({
    id: run.id,
    agent_id: agent.id,
    run_start_ns: 1000,
    run_ns: 5,
    num_steps: 2,
    tools_used: [tool],
  });
});

test("steps of a run come newest first, with cursors that must exist", async () => {
  const world = await aWorld();
  const agent = await world.anAgent();
  const [run, other] = [await aRun(world, agent.id), await aRun(world, agent.id)];
  const [a, b] = [await aStep(world, run), await aStep(world, run)];
  await aStep(world, other);
  const list = async (query = {}) =>
    ids(await world.api.runs.listStepsForRun({ params: { run_id: run.id }, query }));
  expect(await list()).toEqual([b.id, a.id]);
  expect(await list({ order: "asc", after: a.id })).toEqual([b.id]);
  expect((await world.send("GET", `/v1/runs/${run.id}/steps?after=${newId("step")}`)).status).toBe(404);
});

test("deleting a run takes its steps, events and traces, and stops it first", async () => {
  const world = await aWorld();
  const { ctx } = world;
  const run = await aRun(world, (await world.anAgent()).id, { status: "running" });
  const step = await aStep(world, run);
  const owner = { organization_id: ctx.actor.organizationId, run_id: run.id };
  await ctx.db.runEvent.create({ data: { ...owner, seq: 1, event: {} } });
  await ctx.db.runOtid.create({ data: { ...owner, token: "t" } });
  await ctx.db.providerTrace.create({
    data: {
      ...owner,
      id: newId("provider_trace"),
      step_id: step.id,
      request: new Uint8Array(),
      response: new Uint8Array(),
    },
  });
  const cancelled: string[] = [];
  ctx.executor.cancel = async (id) => {
    cancelled.push(id);
    return true;
  };
  expect(await world.send("DELETE", `/v1/runs/${run.id}`)).toEqual({ status: 200, body: null });
  expect(cancelled).toEqual([run.id]);
  expect((await world.send("GET", `/v1/runs/${run.id}`)).status).toBe(404);
  const left = [
    ctx.db.step.count({ where: owner }),
    ctx.db.runEvent.count({ where: owner }),
    ctx.db.runOtid.count({ where: owner }),
    ctx.db.providerTrace.count({ where: owner }),
  ];
  expect(await Promise.all(left)).toEqual([0, 0, 0, 0]);
});

test("the trace of a run has the turn, its steps, their model calls and their tools, up to a limit", async () => {
  const world = await aWorld();
  const { id: agentId } = await world.anAgent({ name: "Ada" });
  const waiting = await aRun(world, agentId);
  const trace = (id: string, limit?: number) =>
    world.api.runs.retrieveTraceForRun({ params: { run_id: id }, query: { limit } });
  expect(await trace(waiting.id)).toEqual([]);
  const second = 1_000_000_000n;
  const start = 1_700_000_000n * second;
  const run = await aRun(world, agentId, {
    status: "failed",
    run_start_ns: start,
    total_duration_ns: 9n * second,
  });
  const times = { step_start_ns: start, llm_request_start_ns: start + second, llm_request_ns: 2n * second };
  const one = await aStep(world, run, {
    ...times,
    status: "success",
    model: "gpt-5",
    step_ns: 5n * second,
    tool_execution_ns: second,
  });
  const two = await aStep(world, run, {
    ...times,
    step_start_ns: start + 5n * second,
    status: "failed",
    error_type: "llm_error",
  });
  const spans = await trace(run.id);
  expect(
    spans.map(({ name, span_id, parent_span_id, status }) => [name, span_id, parent_span_id, status]),
  ).toEqual([
    ["invoke_agent Ada", run.id, null, "error"],
    ["step", one.id, run.id, "ok"],
    ["chat gpt-5", `${one.id}:chat`, one.id, "ok"],
    ["execute_tools", `${one.id}:tools`, one.id, "unset"],
    ["step", two.id, run.id, "error"],
    ["chat", `${two.id}:chat`, two.id, "error"],
  ]);
  expect(spans[3]).toMatchObject({ start_time: "2023-11-14T22:13:23.000Z", duration_ns: 1e9 });
  expect(spans[4]).toMatchObject({ duration_ns: null, attributes: { "error.type": "llm_error" } });
  expect(await trace(run.id, 2)).toEqual(spans.slice(0, 2));
});

test("another organisation's runs do not exist", async () => {
  const world = await aWorld();
  const run = await aRun(world, (await world.anAgent()).id, { run_start_ns: 1n });
  const { stranger } = world;
  for (const path of ["", "/usage", "/metrics", "/steps", "/trace"])
    expect((await stranger.send("GET", `/v1/runs/${run.id}${path}`)).status).toBe(404);
  expect((await stranger.send("DELETE", `/v1/runs/${run.id}`)).status).toBe(404);
  expect(await stranger.api.runs.listRuns({ query: { agent_id: run.agent_id } })).toEqual([]);
  expect(await stranger.api.internalRuns.listInternalRuns({ query: { run_id: run.id } })).toEqual([]);
  expect((await world.send("GET", `/v1/runs/${run.id}`)).status).toBe(200);
});

test("internal runs are found by what they took and did", async () => {
  const world = await aWorld();
  const { id } = await world.anAgent();
  const tool = newId("tool");
  const fast = await aRun(world, id, {
    total_duration_ns: 10n,
    num_steps: 1,
    created_at: new Date("2025-01-01T00:00:00Z"),
  });
  const slow = await aRun(world, id, {
    total_duration_ns: 1000n,
    num_steps: 5,
    tools_used: [tool],
    created_at: new Date("2025-01-02T00:00:00Z"),
  });
  const middle = await aRun(world, id, {
    total_duration_ns: 100n,
    num_steps: 3,
    base_template_id: "t",
    created_at: new Date("2025-01-03T00:00:00Z"),
  });
  const open = await aRun(world, id, { created_at: new Date("2025-01-04T00:00:00Z") });
  const list = async (query: Record<string, unknown>) =>
    ids(await world.api.internalRuns.listInternalRuns({ query }));
  expect(await list({})).toEqual([open.id, middle.id, slow.id, fast.id]);
  expect(await list({ order_by: "duration" })).toEqual([slow.id, middle.id, fast.id]);
  expect(await list({ order_by: "duration", order: "asc", limit: 1 })).toEqual([fast.id]);
  expect(await list({ duration_value: 100, duration_operator: "gt" })).toEqual([slow.id]);
  expect(await list({ duration_value: 100, duration_operator: "eq" })).toEqual([middle.id]);
  expect(await list({ duration_percentile: 50 })).toEqual([middle.id, slow.id]);
  expect(await list({ step_count: 3, step_count_operator: "gte" })).toEqual([middle.id, slow.id]);
  expect(await list({ step_count: 1 })).toEqual([fast.id]);
  expect(await list({ tools_used: [tool, newId("tool")] })).toEqual([slow.id]);
  expect(await list({ template_family: "t" })).toEqual([middle.id]);
  expect(await list({ run_id: open.id })).toEqual([open.id]);
  expect(await list({ start_date: "2025-01-02", end_date: "2025-01-03T00:00:00Z" })).toEqual([
    middle.id,
    slow.id,
  ]);
});
