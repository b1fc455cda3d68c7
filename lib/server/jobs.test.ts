import { afterEach, expect, test } from "vitest";
import { pgBossQueue, type QueueHandle } from "@/lib/adapters/queue/pg-boss";
import type { Context } from "@/lib/domain/context";
import { type JobPayloads, jobNames } from "@/lib/domain/queue";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { answeringModel } from "@/lib/testing/answering-model";
import { anAgentThatAsks, writes } from "@/lib/testing/approvals";
import { testDatabase } from "@/lib/testing/database";
import { aFolder, upload } from "@/lib/testing/files";
import { aTurnWorld, type TurnWorld, type TurnWorldOptions } from "@/lib/testing/turns";
import { enqueueMissingJobs, jobWorks } from "./jobs";

const open: QueueHandle<JobPayloads>[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.close()));
});

async function aQueue(): Promise<QueueHandle<JobPayloads>> {
  const { pool, kind } = await testDatabase();
  const queue = await pgBossQueue<JobPayloads>({
    names: [...jobNames],
    pool,
    backend: kind === "embedded" ? "pglite" : "postgres",
    isAlone: false,
    pollS: 0.5,
    log: { warn() {} },
  });
  open.push(queue);
  return queue;
}

/** Does the jobs of this organisation as the server does. */
async function work(
  queue: QueueHandle<JobPayloads>,
  ctx: Context,
  settings: Partial<Context["settings"]> = {},
) {
  const systemOf = (organizationId: string, userId?: string | null): Context => ({
    ...ctx,
    actor: { ...ctx.actor, type: "system", id: null, userId: userId ?? ctx.actor.userId, organizationId },
  });
  const parts = {
    ...ctx,
    queue,
    clock: { now: () => new Date() },
    settings: { ...ctx.settings, ...settings },
  };
  await queue.start(jobWorks(parts, systemOf));
  return parts;
}

const done = () => answeringModel(() => [text("Done.")]);

const aWorldWithQueue = async (
  more: TurnWorldOptions = {},
): Promise<TurnWorld & { queue: QueueHandle<JobPayloads> }> => {
  const queue = await aQueue();
  return { ...(await aTurnWorld({ model: done(), queue, ...more })), queue };
};

test("uploads are read and embedded without anybody asking for it", async () => {
  const world = await aWorldWithQueue();
  await work(world.queue, world.ctx);
  const folder = await aFolder(world, "notes");
  for (const name of ["a.txt", "b.txt", "c.txt"]) await upload(world, folder.id, name, "Tea is green.");
  const states = async () => {
    const files = await world.ctx.db.file.findMany({ where: { folder_id: folder.id } });
    return files.map(({ processing_status }) => processing_status);
  };
  await expect.poll(states, { timeout: 20_000 }).toEqual(["completed", "completed", "completed"]);
});

test("files and batches of a database that lost its jobs are worked on after the next start", async () => {
  const world = await aTurnWorld({ model: done() });
  const folder = await aFolder(world, "notes");
  const { id } = await upload(world, folder.id, "a.txt", "Tea is green.");
  await world.ctx.db.$executeRaw`update files set updated_at = now() - interval '1 hour' where id = ${id}`;
  const agent = await world.anAgent();
  const batch = await world.api.messages.createBatch({
    body: { requests: [{ agent_id: agent.id, input: "hello" }] as never },
  });
  const queue = await aQueue();
  const parts = await work(queue, { ...world.ctx, queue });
  await enqueueMissingJobs(parts);
  const status = async () => (await world.ctx.db.file.findFirstOrThrow({ where: { id } })).processing_status;
  await expect.poll(status, { timeout: 20_000 }).toBe("completed");
  const batchStatus = async () =>
    (await world.api.messages.retrieveBatch({ params: { batch_id: batch.id as string } })).status;
  await expect.poll(batchStatus, { timeout: 20_000 }).toBe("completed");
});

// Each end of a turn makes room for the next: nobody looks at the clock for it.
test("a batch is driven by the ends of its turns", async () => {
  const world = await aWorldWithQueue();
  await work(world.queue, world.ctx);
  const agents = await Promise.all(Array.from({ length: 9 }, () => world.anAgent()));
  const batch = await world.api.messages.createBatch({
    body: { requests: agents.map(({ id }) => ({ agent_id: id, input: "hello" })) as never },
  });
  const status = async () =>
    (await world.api.messages.retrieveBatch({ params: { batch_id: batch.id as string } })).status;
  await expect.poll(status, { timeout: 25_000 }).toBe("completed");
});

test("a request that nobody answers is answered when its time is over", async () => {
  const queue = await aQueue();
  const settings = { approvalExpiresAfterMs: 1_000 };
  const model = scriptedModel([writes("tea", "call-1")], [text("Fine.")]);
  const world = await anAgentThatAsks(model, { settings, queue });
  world.ctx.clock.now = () => new Date();
  await work(queue, world.ctx, settings);
  await world.say("remember");
  const ended = async () =>
    (await world.runs()).map(({ status, metadata }) => [(metadata as { run_type: string }).run_type, status]);
  await expect.poll(ended, { timeout: 20_000 }).toContainEqual(["approval_expiry", "completed"]);
});

test("a request that waits already is answered in time by a server that now waits less long", async () => {
  const [queue, next] = [await aQueue(), await aQueue()];
  const settings = { approvalExpiresAfterMs: 3_600_000 };
  const model = scriptedModel([writes("tea", "call-1")], [text("Fine.")]);
  const world = await anAgentThatAsks(model, { settings, queue });
  world.ctx.clock.now = () => new Date();
  await enqueueMissingJobs(await work(queue, world.ctx, settings));
  await world.say("remember");
  await queue.enqueue(world.ctx.db, "expire_approvals", [{ key: "look", payload: {} }]);
  const waiting = () => world.ctx.db.$queryRaw<unknown[]>`
    select id from pgboss.job where name = 'expire_approvals' and state = 'created' and start_after > now() + interval '30 min'`;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  await queue.close();
  const shorter = { approvalExpiresAfterMs: 4_000 };
  await enqueueMissingJobs(await work(next, { ...world.ctx, queue: next }, shorter));
  const ended = async () =>
    (await world.runs()).map(({ status, metadata }) => [(metadata as { run_type: string }).run_type, status]);
  await expect.poll(ended, { timeout: 20_000 }).toContainEqual(["approval_expiry", "completed"]);
});
