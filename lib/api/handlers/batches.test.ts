import { expect, test } from "vitest";
import { advanceBatches } from "@/lib/domain/batches/advance-batches";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { newId } from "@/lib/shared/ids";
import { heldModel } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld } from "@/lib/testing/turns";

/** Says back what it heard last. */
function echo(): Model {
  const model = scriptedModel();
  model.stream = async function* ({ messages }) {
    const said = messages.at(-1)?.content[0];
    const heard = said?.type === "text" ? said.text : "";
    if (heard === "fail") throw new ModelError("authentication", "bad key");
    yield text(`echo ${heard}`);
    yield {
      type: "finish",
      reason: "stop",
      usage: { input: 1, output: 1, total: 2, cachedInput: null, cacheWrite: null, reasoning: null },
    };
  };
  return model;
}

async function aBatchWorld(model: Model = echo()) {
  const world = await aTurnWorld({ model });
  const { api, ctx } = world;
  const posted: { url: string; body: any }[] = [];
  ctx.outbound.post = async (url, body) => {
    posted.push({ url, body });
    return { status: 204 };
  };
  const asSystem = (organizationId: string) => ({
    ...ctx,
    actor: { type: "system" as const, id: null, userId: "user-none", organizationId },
  });
  const send = (requests: object[], more: object = {}) =>
    api.messages.createBatch({ body: { requests: requests as never, ...more } });
  const get = (batch_id: string) => api.messages.retrieveBatch({ params: { batch_id } });
  const work = () => advanceBatches(ctx.db, asSystem);
  /** Works until the batch is over. */
  const finish = async (id: string) => {
    await expect
      .poll(
        async () => {
          await work();
          return (await get(id)).status;
        },
        { timeout: 20_000 },
      )
      .not.toBe("running");
    await work();
    return get(id);
  };
  const said = async (agent_id: string) => {
    const items = await api.agents.listMessages({ params: { agent_id }, query: {} });
    return items.flatMap((item) =>
      "content" in item && item.message_type !== "system_message" ? [item.content] : [],
    );
  };
  return { ...world, posted, send, get, work, finish, said };
}

test("every request of a batch becomes a turn of its agent, those of one agent in the order they were given", async () => {
  const { anAgent, send, finish, said, api } = await aBatchWorld();
  const agents = await Promise.all([anAgent(), anAgent(), anAgent()]);
  const requests = Array.from({ length: 9 }, (_, i) => ({
    agent_id: agents[i % 3].id,
    input: `request ${i}`,
  }));
  const batch = await send(requests);
  expect(batch).toMatchObject({
    job_type: "batch",
    status: "running",
    callback_url: null,
    metadata: { job_type: "batch_messages", request_counts: { total: 9, waiting: 9, completed: 0 } },
  });
  const done = await finish(batch.id);
  expect(done).toMatchObject({
    status: "completed",
    completed_at: expect.any(String),
    metadata: { request_counts: { total: 9, waiting: 0, running: 0, completed: 9, failed: 0 } },
  });
  expect(await said(agents[1].id)).toEqual([1, 4, 7].flatMap((i) => [`request ${i}`, `echo request ${i}`]));
  const runs = await api.runs.listRuns({ query: { agent_id: agents[0].id } });
  expect(runs).toHaveLength(3);
  expect(runs[0]).toMatchObject({
    background: true,
    metadata: { run_type: "batch_messages", job_id: batch.id },
  });
});

test("the messages of a batch are shown as stored, those of one agent alone when asked, page by page", async () => {
  const { anAgent, send, finish, api } = await aBatchWorld();
  const [one, other] = [await anAgent(), await anAgent()];
  const batch = await send([
    { agent_id: one.id, messages: [{ role: "user", content: "a" }] },
    { agent_id: other.id, input: "b" },
  ]);
  await finish(batch.id);
  const list = async (query: object = {}) =>
    (await api.messages.listMessagesForBatch({ params: { batch_id: batch.id }, query })).messages;
  const mine = await list({ agent_id: one.id, order: "asc" });
  expect(mine).toMatchObject([
    { role: "user", agent_id: one.id, content: [{ type: "text", text: "a" }] },
    { role: "assistant", agent_id: one.id, content: [{ type: "text", text: "echo a" }] },
  ]);
  expect(new Set(mine.map(({ batch_item_id }) => batch_item_id)).size).toBe(1);
  expect(mine[0].batch_item_id).toMatch(/^batch_item-/);
  const first = await list({ limit: 3 });
  const rest = await list({ limit: 3, after: first[2].id });
  expect([first.length, rest.length]).toEqual([3, 1]);
  expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(4);
});

test("a request that fails does not stop the others; when all fail the batch has failed", async () => {
  const { anAgent, send, finish } = await aBatchWorld();
  const agent = await anAgent();
  const ask = (...inputs: string[]) => send(inputs.map((input) => ({ agent_id: agent.id, input })));
  expect(await finish((await ask("fail", "good")).id)).toMatchObject({
    status: "completed",
    metadata: { request_counts: { completed: 1, failed: 1 } },
  });
  expect(await finish((await ask("fail")).id)).toMatchObject({ status: "failed" });
});

test("a request whose agent is deleted before its turn fails, and the batch still ends", async () => {
  const { anAgent, send, finish, api } = await aBatchWorld();
  const [stays, goes] = [await anAgent(), await anAgent()];
  const batch = await send([
    { agent_id: goes.id, input: "a" },
    { agent_id: stays.id, input: "b" },
  ]);
  await api.agents.deleteAgent({ params: { agent_id: goes.id } });
  expect(await finish(batch.id)).toMatchObject({
    status: "completed",
    metadata: { request_counts: { completed: 1, failed: 1 } },
  });
});

test("a batch with a request that cannot be accepted is refused whole", async () => {
  const { anAgent, send, api } = await aBatchWorld();
  const agent = await anAgent();
  const good = { agent_id: agent.id, input: "a" };
  expect(await refusal(send([good, { agent_id: newId("agent"), input: "b" }]))).toMatchObject({
    status: 404,
  });
  expect(await refusal(send([good, { agent_id: agent.id, messages: [] }]))).toMatchObject({ status: 422 });
  expect(await refusal(send([good, { agent_id: "agent-1", input: "b" }]))).toMatchObject({ status: 422 });
  expect(await refusal(send([]))).toMatchObject({ status: 422 });
  expect(await refusal(send([good], { callback_url: "file:///etc/passwd" }))).toMatchObject({ status: 400 });
  expect(await api.messages.listBatches({ query: {} })).toEqual([]);
});

test("the sender is told once when its batch is over, and the outcome is kept", async () => {
  const { anAgent, send, finish, work, posted, get } = await aBatchWorld();
  const agent = await anAgent();
  const batch = await send([{ agent_id: agent.id, input: "a" }], {
    callback_url: "https://caller.test/done",
  });
  await finish(batch.id);
  await work();
  expect(posted).toMatchObject([
    {
      url: "https://caller.test/done",
      body: { job_id: batch.id, status: "completed", metadata: { request_counts: { completed: 1 } } },
    },
  ]);
  expect(await get(batch.id)).toMatchObject({
    callback_status_code: 204,
    callback_sent_at: expect.any(String),
  });
});

test("a caller that takes its time holds up no other", async () => {
  const { anAgent, send, finish, get, ctx, posted } = await aBatchWorld();
  const agent = await anAgent();
  const second = Promise.withResolvers<void>();
  ctx.outbound.post = async (url, body) => {
    posted.push({ url, body });
    if (posted.length === 2) second.resolve();
    await second.promise;
    return { status: 204 };
  };
  const requests = [{ agent_id: agent.id, input: "a" }];
  const slow = await send(requests, { callback_url: "https://slow.test/" });
  const quick = await send(requests, { callback_url: "https://quick.test/" });
  for (const { id } of [slow, quick]) {
    await ctx.db.batchItem.updateMany({ where: { job_id: id }, data: { status: "completed" } });
    await ctx.db.job.update({ where: { id }, data: { status: "completed" } });
  }
  await finish(quick.id);
  for (const { id } of [slow, quick]) expect((await get(id)).callback_status_code).toBe(204);
});

// The process may die between storing that it calls and storing what came of it.
// Whoever had begun it may have died: nothing else would tell of that.
test("a callback whose outcome nobody knows yet is a reason to look again", async () => {
  const { send, anAgent, finish, posted, work, ctx } = await aBatchWorld();
  await ctx.db.job.updateMany({ where: { status: "running" }, data: { status: "cancelled" } });
  const batch = await send([{ agent_id: (await anAgent()).id, input: "hi" }], {
    callback_url: "https://caller.test/done",
  });
  await finish(batch.id as string);
  expect(await work()).toBe(false);
  const unknown = { callback_status_code: null, callback_error: null, callback_sent_at: new Date() };
  await ctx.db.job.update({ where: { id: batch.id }, data: unknown });
  expect(await work()).toBe(true);
  expect(posted).toHaveLength(1);
  await ctx.db.job.update({ where: { id: batch.id }, data: { callback_status_code: 204 } });
  expect(await work()).toBe(false);
});

test("a callback that a dead process had begun is made again", async () => {
  const { anAgent, send, finish, work, posted, ctx } = await aBatchWorld();
  const agent = await anAgent();
  const batch = await send([{ agent_id: agent.id, input: "a" }], {
    callback_url: "https://caller.test/done",
  });
  await finish(batch.id);
  const data = { callback_status_code: null, callback_error: null };
  await ctx.db.job.update({ where: { id: batch.id }, data: { ...data, callback_sent_at: new Date(0) } });
  await work();
  expect(posted).toHaveLength(2);
});

test("a cancelled batch begins nothing more, cuts off what runs and keeps what is there", async () => {
  const model = heldModel();
  const { anAgent, send, work, get, api, posted } = await aBatchWorld(model);
  const agent = await anAgent();
  const batch = await send(
    Array.from({ length: 6 }, (_, i) => ({ agent_id: agent.id, input: `request ${i}` })),
    { callback_url: "https://caller.test/done" },
  );
  await work();
  await expect.poll(() => model.requests.length).toBe(1);
  expect(await api.messages.cancelBatch({ params: { batch_id: batch.id } })).toBeNull();
  expect(await get(batch.id)).toMatchObject({
    status: "cancelled",
    metadata: { request_counts: { total: 6, cancelled: 6, running: 0, waiting: 0 } },
  });
  model.release();
  await work();
  expect(model.requests).toHaveLength(1);
  const runs = await api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(["cancelled"]));
  expect(posted).toMatchObject([{ body: { status: "cancelled" } }]);
});

// Whatever line the process dies at, the next pass of anyone must neither lose a request nor run one twice.
test("passes that are made twice at once start every request once", async () => {
  const { anAgent, send, work, finish, api } = await aBatchWorld();
  const agent = await anAgent();
  const batch = await send(
    Array.from({ length: 8 }, (_, i) => ({ agent_id: agent.id, input: `request ${i}` })),
  );
  await Promise.all([work(), work(), work()]);
  await finish(batch.id);
  const runs = await api.runs.listRuns({ query: { agent_id: agent.id } });
  expect(runs).toHaveLength(8);
});

test("only a few turns of batches run at the same time", async () => {
  const model = heldModel();
  const { anAgent, send, work, get, finish } = await aBatchWorld(model);
  const agents = await Promise.all(Array.from({ length: 7 }, () => anAgent()));
  const batch = await send(agents.map(({ id }) => ({ agent_id: id, input: "a" })));
  await work();
  await work();
  expect((await get(batch.id)).metadata).toMatchObject({ request_counts: { running: 4, waiting: 3 } });
  model.release();
  await finish(batch.id);
});

test("a large batch of one organisation leaves room for a later one of another", async () => {
  const model = heldModel();
  const [large, small] = [await aBatchWorld(model), await aBatchWorld(model)];
  const contextFor = (organizationId: string) => {
    const { ctx } = [large, small].find(({ ctx }) => ctx.actor.organizationId === organizationId) ?? large;
    return { ...ctx, actor: { type: "system" as const, id: null, userId: "user-none", organizationId } };
  };
  const sent = async ({ send, anAgent }: typeof large, count: number) => {
    const agents = await Promise.all(Array.from({ length: count }, () => anAgent()));
    return send(agents.map(({ id }) => ({ agent_id: id, input: "a" })));
  };
  const [first, second] = [await sent(large, 8), await sent(small, 3)];
  const work = () => advanceBatches(large.ctx.db, contextFor);
  await work();
  expect((await large.get(first.id)).metadata).toMatchObject({ request_counts: { running: 2, waiting: 6 } });
  expect((await small.get(second.id)).metadata).toMatchObject({ request_counts: { running: 2, waiting: 1 } });
  model.release();
  await expect.poll(work, { timeout: 20_000 }).toBe(false);
});

test("batches are their user's: the open ones are listed, and nobody else sees any", async () => {
  const { anAgent, send, finish, api, ctx } = await aBatchWorld();
  const agent = await anAgent();
  const done = await send([{ agent_id: agent.id, input: "a" }]);
  await finish(done.id);
  const open = await send([{ agent_id: agent.id, input: "b" }]);
  const list = (query: object = {}) => api.messages.listBatches({ query });
  expect((await list()).map(({ id }) => id)).toEqual([open.id]);
  expect(await refusal(list({ after: newId("job") }))).toMatchObject({ status: 400 });
  const retrieve = (batch_id: string) => api.messages.retrieveBatch({ params: { batch_id } });
  expect(await refusal(retrieve("batch-1"))).toMatchObject({ status: 400 });
  expect(await refusal(retrieve(newId("job")))).toMatchObject({ status: 404 });
  const another = { ...ctx.actor, userId: newId("user") };
  ctx.actor = another;
  expect(await refusal(retrieve(open.id))).toMatchObject({ status: 404 });
});

test("jobs are listed with the active ones apart, cancelled and deleted", async () => {
  const { anAgent, send, finish, api } = await aBatchWorld();
  const agent = await anAgent();
  const first = await send([{ agent_id: agent.id, input: "a" }]);
  await finish(first.id);
  const second = await send([{ agent_id: agent.id, input: "b" }]);
  const ids = async (query: object) => (await api.jobs.listJobs({ query })).map(({ id }) => id);
  expect(await ids({})).toEqual([first.id, second.id]);
  expect(await ids({ order: "desc" })).toEqual([second.id, first.id]);
  expect(await ids({ limit: 1, after: first.id, order: "asc" })).toEqual([second.id]);
  expect(await ids({ active: true })).toEqual([second.id]);
  expect((await api.jobs.listActiveJobs({ query: {} })).map(({ id }) => id)).toEqual([second.id]);
  expect(await refusal(api.jobs.listJobs({ query: { after: newId("job") } }))).toMatchObject({ status: 400 });
  const params = { job_id: second.id };
  expect(await api.jobs.cancelJob({ params })).toMatchObject({ id: second.id, status: "cancelled" });
  expect(await api.jobs.retrieveJob({ params })).toMatchObject({ status: "cancelled" });
  expect(await api.jobs.deleteJob({ params })).toMatchObject({ id: second.id });
  expect(await refusal(api.jobs.retrieveJob({ params }))).toMatchObject({ status: 404 });
});
