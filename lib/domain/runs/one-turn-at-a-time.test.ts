import { expect, test } from "vitest";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { waitingModel } from "@/lib/runtime/testing/waiting-model";
import { answeringModel } from "@/lib/testing/answering-model";
import { aRunLog } from "@/lib/testing/crash";
import { aTurnWorld } from "@/lib/testing/turns";

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
