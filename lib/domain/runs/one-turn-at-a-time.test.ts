import { expect, test } from "vitest";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { waitingModel } from "@/lib/runtime/testing/waiting-model";
import { answeringModel } from "@/lib/testing/answering-model";
import { aRunLog } from "@/lib/testing/crash";
import { aTurnWorld } from "@/lib/testing/turns";
import { recoverRuns } from "./recover-runs";

test("turns of one conversation do not run at once in two processes; other conversations do not wait", async () => {
  const slow = waitingModel();
  const one = await aTurnWorld({ model: slow.model, runLog: await aRunLog() });
  const { id: agent_id } = await one.anAgent();
  const say = ({ api }: typeof one, agent: string, input: string) =>
    api.agents.sendMessage({ params: { agent_id: agent }, body: { input } as never });
  const first = say(one, agent_id, "first");
  await slow.begun;
  const two = await aTurnWorld({
    model: scriptedModel([text("Second.")], [text("Other.")]),
    runLog: await aRunLog(),
    actor: one.ctx.actor,
  });
  let isSecondOver = false;
  const second = say(two, agent_id, "second").finally(() => {
    isSecondOver = true;
  });
  const other = await say(two, (await one.anAgent()).id, "other");
  expect(other.messages).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(isSecondOver).toBe(false);
  slow.say("First.");
  slow.end();
  await Promise.all([first, second]);
  const { message_ids } = await one.api.agents.retrieveAgent({ params: { agent_id } });
  const rows = await one.ctx.db.message.findMany({
    where: { id: { in: message_ids ?? [] } },
    orderBy: { seq: "asc" },
  });
  expect(rows.slice(1).map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
  expect(JSON.stringify(rows[1].content)).toContain("first");
  expect(JSON.stringify(rows[3].content)).toContain("second");
});

test("turns wait in the order in which they were accepted, whichever process accepted them", async () => {
  const slow = waitingModel();
  const one = await aTurnWorld({ model: slow.model, runLog: await aRunLog() });
  const { id: agent_id } = await one.anAgent();
  const answering = async () =>
    aTurnWorld({
      model: answeringModel(() => [text("Yes.")]),
      runLog: await aRunLog(),
      actor: one.ctx.actor,
    });
  const [two, three] = [await answering(), await answering()];
  const say = ({ api }: typeof one, input: string) =>
    api.agents.createAgentMessageAsync({ params: { agent_id }, body: { input } });
  await say(one, "0");
  await slow.begun;
  const processes = [two, three, three, two, three, two];
  for (const [at, process] of processes.entries()) await say(process, `${at + 1}`);
  slow.say("0.");
  slow.end();
  const runs = () => one.ctx.db.run.findMany({ where: { agent_id }, orderBy: { accepted_no: "asc" } });
  await expect
    .poll(async () => (await runs()).every(({ status }) => status === "completed"), { timeout: 20_000 })
    .toBe(true);
  const begun = (await runs()).map(({ started_at }) => (started_at as Date).getTime());
  expect(begun).toEqual(begun.toSorted((a, b) => a - b));
  const messages = await one.ctx.db.message.findMany({
    where: { agent_id, role: "user" },
    orderBy: { seq: "asc" },
  });
  const said = messages.map(({ content }) => (content as { text: string }[])[0].text);
  expect(said.map((text) => /"message": "(\d)"/.exec(text)?.[1] ?? text)).toEqual([..."0123456"]);
});

// A process that was asleep for a while finds its turns taken.
test("whoever waits for a turn in line is told its end, though another process took it meanwhile", async () => {
  const slow = waitingModel();
  const one = await aTurnWorld({ model: slow.model, runLog: await aRunLog() });
  const { id: agent_id } = await one.anAgent();
  const say = (input: string) =>
    one.api.agents.sendMessage({ params: { agent_id }, body: { input } as never });
  const first = say("first");
  await slow.begun;
  const second = say("second");
  const waiting = () => one.ctx.db.run.findFirst({ where: { agent_id, status: "created" } });
  await expect.poll(waiting).not.toBeNull();
  const { id } = (await waiting()) as { id: string };
  const two = await aTurnWorld({
    model: answeringModel(() => [text("Second.")]),
    runLog: await aRunLog(),
    actor: one.ctx.actor,
  });
  await one.ctx.db.run.update({ where: { id }, data: { lease_expires_at: new Date(0) } });
  const taking = { ownerId: two.executor.ownerId, allOthers: false, now: new Date(1_000) };
  expect(await recoverRuns(two.ctx.db, () => two.ctx, taking)).toContain(id);
  clearInterval(one.executor["watch"]);
  slow.say("First.");
  slow.end();
  await first;
  expect((await second).messages).toMatchObject([{ content: "Second." }]);
});

test("whoever waits for a turn that could not be begun is told its end by the process that takes it", async () => {
  const one = await aTurnWorld({ runLog: await aRunLog() });
  const { id: agent_id } = await one.anAgent();
  const { db, log } = one.ctx;
  const away = () => Promise.reject(new Error("the database is away"));
  one.ctx.db = new Proxy(db, {
    get: (target, name) => (name === "$queryRaw" ? away : Reflect.get(target, name)),
  });
  one.ctx.log = { ...log, error() {} };
  const answer = one.api.agents.sendMessage({ params: { agent_id }, body: { input: "hello" } as never });
  const run = () => db.run.findFirst({ where: { agent_id } });
  await expect.poll(run).not.toBeNull();
  const { id } = (await run()) as { id: string };
  await expect.poll(() => one.executor.holds(id)).toBe(false);
  const two = await aTurnWorld({
    model: answeringModel(() => [text("Hello.")]),
    runLog: await aRunLog(),
    actor: one.ctx.actor,
  });
  await db.run.update({ where: { id }, data: { lease_expires_at: new Date(0) } });
  const taking = { ownerId: two.executor.ownerId, allOthers: false, now: new Date(1_000) };
  expect(await recoverRuns(db, () => two.ctx, taking)).toContain(id);
  expect((await answer).messages).toMatchObject([{ content: "Hello." }]);
});
