import { afterEach, expect, test, vi } from "vitest";
import type { Context } from "@/lib/domain/context";
import { recoverRuns } from "@/lib/domain/runs/recover-runs";
import { finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { aTurnWorld } from "@/lib/testing/turns";

afterEach(() => vi.useRealTimers());

/** A model that answers when it is told to. */
function modelOnCall() {
  const model = scriptedModel([]);
  let goOn = () => {};
  const called = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  model.stream = async function* ({ signal }) {
    const aborted = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    );
    yield text("I say ");
    await Promise.race([called, aborted]);
    yield text("this.");
    yield finish();
  };
  return { model, goOn: () => goOn() };
}

async function running() {
  const { model, goOn } = modelOnCall();
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent();
  const run = await world.api.agents.createAgentMessageAsync({
    params: { agent_id: agent.id },
    body: { input: "talk" },
  });
  const status = async () => (await world.api.runs.retrieveRun({ params: { run_id: run.id } })).status;
  await expect.poll(status).toBe("running");
  const spoken = () => world.api.agents.listMessages({ params: { agent_id: agent.id }, query: { limit: 1 } });
  return { ...world, agent, run, status, spoken, goOn };
}

test("stopping waits for a turn that ends by itself in time", async () => {
  const { executor, status, spoken, goOn } = await running();
  const closed = executor.close(5_000);
  goOn();
  await closed;
  expect(await status()).toBe("completed");
  expect(await spoken()).toMatchObject([{ content: "I say this." }]);
});

// A stop is no end: neither a person nor a failure ended the turn.
test("a turn that does not end before the server stops is left to the next start, with nobody to wait for", async () => {
  const { executor, ctx, run, status, api, agent } = await running();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await executor.close(10);
  expect(await status()).toBe("running");
  const row = await ctx.db.run.findFirstOrThrow({ where: { id: run.id } });
  expect(row).toMatchObject({ lease_owner: null, takeovers: 0 });
  const { model } = modelOnCall();
  model.stream = async function* () {
    yield text("I say it now.");
    yield finish();
  };
  const next = await aTurnWorld({ model, actor: ctx.actor });
  const taking = { ownerId: next.executor.ownerId, allOthers: false, now: ctx.clock.now() };
  expect(await recoverRuns(ctx.db, () => next.ctx, taking)).toContain(run.id);
  await expect.poll(status, { timeout: 10_000 }).toBe("completed");
  const history = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { limit: 2 } });
  expect(history.map((message) => "content" in message && message.content).toSorted()).toEqual([
    "I say it now.",
    "talk",
  ]);
});

test("a turn that had not begun when the server stops is left to the next start", async () => {
  const { executor, api, agent, goOn } = await running();
  const waiting = await api.agents.createAgentMessageAsync({
    params: { agent_id: agent.id },
    body: { input: "me too" },
  });
  const closed = executor.close(5_000);
  goOn();
  await closed;
  expect((await api.runs.retrieveRun({ params: { run_id: waiting.id } })).status).toBe("created");
});

test("whatever has not begun when the server stops has nobody to wait for, though all turns under way ended", async () => {
  const { executor, ctx, api, agent, goOn } = await running();
  const waiting = await api.agents.createAgentMessageAsync({
    params: { agent_id: agent.id },
    body: { input: "me too" },
  });
  const closed = executor.close(5_000);
  goOn();
  await closed;
  const row = await ctx.db.run.findFirstOrThrow({ where: { id: waiting.id } });
  expect(row).toMatchObject({ status: "created", lease_owner: null, lease_expires_at: null });
});

test("a turn that waits in line is cancelled without waiting for the one before it", async () => {
  const { api, agent, status, goOn, run } = await running();
  const waiting = await api.agents.createAgentMessageAsync({
    params: { agent_id: agent.id },
    body: { input: "me too" },
  });
  const last = await api.agents.createAgentMessageAsync({
    params: { agent_id: agent.id },
    body: { input: "and me" },
  });
  const body = { run_ids: [waiting.id] } as never;
  expect(await api.agents.cancelMessage({ params: { agent_id: agent.id }, body })).toEqual({
    [waiting.id]: "cancelled",
  });
  const frames = await api.runs.retrieveRun({ params: { run_id: waiting.id } });
  expect(frames).toMatchObject({ status: "cancelled", stop_reason: "cancelled" });
  expect(await status()).toBe("running");
  goOn();
  const ends = async () =>
    Promise.all(
      [run, last].map(async ({ id }) => (await api.runs.retrieveRun({ params: { run_id: id } })).status),
    );
  await expect.poll(ends, { timeout: 10_000 }).toEqual(["completed", "completed"]);
});

test("it holds a run from its acceptance to its end, no longer", async () => {
  const { executor, run, status, goOn } = await running();
  expect(executor.holds(run.id)).toBe(true);
  goOn();
  await expect.poll(status, { timeout: 10_000 }).toBe("completed");
  await expect.poll(() => executor.holds(run.id)).toBe(false);
  expect(await executor.cancel(run.id)).toBe(false);
});

test("it prolongs the leases of its runs", async () => {
  const { executor, ctx, run } = await running();
  const lease = async () =>
    (await (ctx as Context).db.run.findFirstOrThrow({ where: { id: run.id } })).lease_expires_at as Date;
  const before = await lease();
  await executor["renew"]();
  expect((await lease()).getTime()).toBeGreaterThan(before.getTime());
});

test("it stops a run soon after another process has cancelled it", async () => {
  const { executor, ctx, run, status } = await running();
  await ctx.db.run.updateMany({
    where: { id: run.id },
    data: { status: "cancelled", stop_reason: "cancelled" },
  });
  await expect.poll(() => executor.holds(run.id), { timeout: 10_000 }).toBe(false);
  expect(await status()).toBe("cancelled");
});
