import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { columnsOf } from "@/lib/domain/messages/message";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Message } from "@/lib/runtime/messages";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

type World = Awaited<ReturnType<typeof aWorld>>;

async function aStep({ ctx }: Pick<World, "ctx">, more: Partial<Prisma.StepUncheckedCreateInput> = {}) {
  const organization_id = ctx.actor.organizationId;
  return ctx.db.step.create({
    data: { id: newId("step"), organization_id, created_at: ctx.clock.now(), ...more },
  });
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test("steps are filtered, ordered as asked, with dates that are outside", async () => {
  const world = await aWorld();
  const agent = await world.anAgent();
  const at = (day: string) => new Date(`2025-01-${day}T00:00:00Z`);
  const a = await aStep(world, {
    created_at: at("01"),
    model: "gpt",
    model_handle: "openai/gpt",
    tags: ["x"],
    feedback: "positive",
  });
  const b = await aStep(world, {
    created_at: at("02"),
    agent_id: agent.id,
    trace_id: "t1",
    project_id: "p",
    tags: ["y"],
  });
  const c = await aStep(world, { created_at: at("03"), feedback: "negative", trace_id: "t2" });
  const list = async (query: Record<string, unknown>) => ids(await world.api.steps.listSteps({ query }));
  expect(await list({})).toEqual([c.id, b.id, a.id]);
  expect(await list({ order: "asc" })).toEqual([a.id, b.id, c.id]);
  expect(await list({ after: c.id, limit: 1 })).toEqual([b.id]);
  expect(await list({ model: "gpt" })).toEqual([a.id]);
  expect(await list({ model: "openai/gpt" })).toEqual([a.id]);
  expect(await list({ agent_id: agent.id })).toEqual([b.id]);
  expect(await list({ trace_ids: ["t1", "t2"] })).toEqual([c.id, b.id]);
  expect(await list({ tags: ["x", "y"] })).toEqual([b.id, a.id]);
  expect(await list({ project_id: "p" })).toEqual([b.id]);
  expect(await list({ feedback: "negative" })).toEqual([c.id]);
  expect(await list({ has_feedback: true })).toEqual([c.id, a.id]);
  expect(await list({ has_feedback: false })).toEqual([b.id]);
  expect(await list({ start_date: "2025-01-01T00:00:00Z", end_date: "2025-01-03" })).toEqual([b.id]);
  expect((await world.send("GET", "/v1/steps/?start_date=soon")).status).toBe(400);
  expect((await world.send("GET", `/v1/steps/?after=${newId("step")}`)).status).toBe(404);
});

test("a step is told with its tokens and error, its metrics in nanoseconds", async () => {
  const world = await aWorld();
  const error_data = { message: "no", detail: "NO: no" };
  const step = await aStep(world, {
    status: "failed",
    prompt_tokens: 3,
    cost_micros: 7n,
    error_type: "llm_error",
    error_data,
    step_start_ns: 1_700_000_000_000_000_000n,
    step_ns: 5n,
  });
  const answer = await world.api.steps.retrieveStep({ params: { step_id: step.id } });
  expect(answer).toMatchObject({
    id: step.id,
    status: "failed",
    prompt_tokens: 3,
    error_type: "llm_error",
    error_data,
    messages: [],
    tags: [],
  });
  const metrics = await world.api.steps.retrieveMetricsForStep({ params: { step_id: step.id } });
  expect(metrics).toMatchObject({
    id: step.id,
    step_start_ns: 1_700_000_000_000_000_000,
    step_ns: 5,
    llm_request_ns: null,
  });
});

test("feedback is set, tagged and taken back", async () => {
  const world = await aWorld();
  const step = await aStep(world, { tags: ["old"] });
  const give = (body: Parameters<typeof world.api.steps.modifyFeedbackForStep>[0]["body"]) =>
    world.api.steps.modifyFeedbackForStep({ params: { step_id: step.id }, body });
  expect(await give({ feedback: "positive" })).toMatchObject({
    id: step.id,
    feedback: "positive",
    tags: ["old"],
  });
  expect(await give({ feedback: null, tags: ["a", "a"] })).toMatchObject({ feedback: null, tags: ["a"] });
  expect((await world.send("PATCH", `/v1/steps/${step.id}/feedback`, { feedback: "meh" })).status).toBe(422);
});

test("the trace is the exact exchange, under both names; null where none was kept", async () => {
  const world = await aWorld();
  const { ctx } = world;
  const step = await aStep(world);
  const trace = () => world.api.steps.retrieveTraceForStep({ params: { step_id: step.id } });
  expect(await trace()).toBeNull();
  const pack = (value: unknown) => new Uint8Array(gzipSync(JSON.stringify(value)));
  const row = { organization_id: ctx.actor.organizationId, step_id: step.id, response: pack({ ok: true }) };
  await ctx.db.providerTrace.create({
    data: { ...row, id: newId("provider_trace"), request: pack({ model: "gpt", text: "é" }) },
  });
  await ctx.db.providerTrace.create({
    data: { ...row, id: newId("provider_trace"), request: pack({}), call_type: "summarization" },
  });
  expect(await trace()).toMatchObject({
    step_id: step.id,
    call_type: "agent_step",
    request_json: { model: "gpt", text: "é" },
    response_json: { ok: true },
  });
  const alias = await world.send("GET", `/v1/telemetry/${step.id}`);
  expect(alias.body).toEqual(JSON.parse(JSON.stringify(await trace())));
  expect(await world.stranger.send("GET", `/v1/telemetry/${step.id}`)).toEqual({ status: 200, body: null });
});

test("messages of a step come as public messages, in either order, cut by stored message", async () => {
  const world = await aWorld();
  const { ctx } = world;
  const agent = await world.anAgent();
  const step = await aStep(world, { agent_id: agent.id });
  const owner = { organizationId: ctx.actor.organizationId, agentId: agent.id, userId: null };
  const message = (fields: Pick<Message, "role" | "content">): Message => ({
    id: newId("message"),
    step_id: step.id,
    created_at: ctx.clock.now().toISOString(),
    ...fields,
  });
  const user = message({ role: "user", content: [{ type: "text", text: "hi" }] });
  const answer = message({
    role: "assistant",
    content: [
      { type: "reasoning", is_native: true, reasoning: "hm" },
      { type: "text", text: "hello" },
    ],
  });
  for (const row of [user, answer]) await ctx.db.message.create({ data: columnsOf(row, owner) });
  const types = async (query = {}) =>
    (await world.api.steps.listMessagesForStep({ params: { step_id: step.id }, query })).map(
      ({ message_type }) => message_type,
    );
  expect(await types()).toEqual(["user_message", "reasoning_message", "assistant_message"]);
  expect(await types({ order: "desc" })).toEqual(["assistant_message", "reasoning_message", "user_message"]);
  expect(await types({ limit: 1 })).toEqual(["user_message"]);
  expect(await types({ after: user.id })).toEqual(["reasoning_message", "assistant_message"]);
  expect((await world.send("GET", `/v1/steps/${step.id}/messages?after=${newId("message")}`)).status).toBe(
    404,
  );
});

test("another organisation's steps do not exist", async () => {
  const world = await aWorld();
  const step = await aStep(world);
  for (const path of ["", "/metrics", "/messages"])
    expect(await world.stranger.send("GET", `/v1/steps/${step.id}${path}`)).toEqual({
      status: 404,
      body: { detail: `NOT_FOUND: Step '${step.id}' not found` },
    });
  expect(
    (await world.stranger.send("PATCH", `/v1/steps/${step.id}/feedback`, { feedback: "positive" })).status,
  ).toBe(404);
  expect(await world.stranger.api.steps.listSteps()).toEqual([]);
  expect((await world.api.steps.retrieveStep({ params: { step_id: step.id } })).feedback).toBeNull();
});
