import { expect, test } from "vitest";
import type { ModelRequest } from "@/lib/runtime/ports";
import { returnText } from "@/lib/runtime/returns";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { waitingModel } from "@/lib/runtime/testing/waiting-model";
import { anAgentThatAsks, anotherProcess, answer, approve } from "@/lib/testing/approvals";
import { aRunLog } from "@/lib/testing/crash";
import { aTurnWorld } from "@/lib/testing/turns";

const files = callTool("archival_memory_insert", { content: "likes tea" }, "call-1");

/**
 * One process runs an approved call, which returns when it is let go; another process looks on. The first one does not
 * look whether it is still wanted, unless it `isWatching`.
 */
async function aRunningCall({ isWatching = false } = {}) {
  const here = await anAgentThatAsks(
    scriptedModel([files], [text("Filed.")]),
    { runLog: await aRunLog() },
    {
      tools: ["archival_memory_insert"],
      tool_rules: [{ type: "requires_approval", tool_name: "archival_memory_insert" }],
      embedding: "local/hash-256",
    },
  );
  const { ctx, agent, executor } = here;
  if (!isWatching) clearInterval(executor["watch"]);
  const model = scriptedModel([text("Never mind.")]);
  const there = await anotherProcess(ctx.actor, agent.id, { model, runLog: await aRunLog() });
  expect((await here.say("file this")).body.stop_reason.stop_reason).toBe("requires_approval");
  const { openEmbedder } = ctx.models;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isRunning = false;
  ctx.models.openEmbedder = async (...args) => {
    isRunning = true;
    await held;
    return openEmbedder(...args);
  };
  const answering = here.say(answer(approve("call-1")));
  await expect.poll(() => isRunning).toBe(true);
  const cancel = () => there.api.agents.cancelMessage({ params: { agent_id: agent.id }, body: undefined });
  const run = async () => (await here.runs()).at(-1) as Awaited<ReturnType<typeof here.runs>>[number];
  return { here, there, model, letGo, answering, cancel, run };
}

type Running = Awaited<ReturnType<typeof aRunningCall>>;

const returnsOf = async ({ here }: Running) =>
  (await here.window()).flatMap(({ tool_returns }) =>
    (tool_returns ?? []).map((item) => [item.status, returnText(item)]),
  );

const spoken = ({ messages }: ModelRequest) => messages.map(({ role }) => role);

test("a call that runs when another process cancels its turn keeps the return that it gives", async () => {
  const running = await aRunningCall();
  const { cancel, letGo, answering, run, there, model } = running;
  const { id } = await run();
  expect(await cancel()).toEqual({ [id]: "cancelled" });
  letGo();
  expect((await answering).body.stop_reason.stop_reason).toBe("cancelled");
  expect(await returnsOf(running)).toEqual([["success", "None"]]);
  await there.say("never mind");
  expect(spoken(model.requests[0])).toEqual(["system", "user", "approval", "approval", "tool", "user"]);
});

test("a call whose process hears that its turn is cancelled says so, once", async () => {
  const running = await aRunningCall({ isWatching: true });
  const { cancel, answering } = running;
  await cancel();
  expect((await answering).body.stop_reason.stop_reason).toBe("cancelled");
  expect(await returnsOf(running)).toEqual([["error", expect.stringContaining("cancelled by the user")]]);
});

// Whoever is only slow must not add a second return to a call that is answered.
test("a call is answered once, whoever else thinks that its process is dead", async () => {
  const running = await aRunningCall();
  const { cancel, letGo, answering, run, there, here, model } = running;
  const { id } = await run();
  await here.ctx.db.run.updateMany({ where: { id }, data: { lease_expires_at: new Date(0) } });
  await cancel();
  expect(await returnsOf(running)).toEqual([
    ["error", expect.stringContaining("The user cancelled the request")],
  ]);
  letGo();
  expect((await answering).body.stop_reason.stop_reason).toBe("cancelled");
  expect(await returnsOf(running)).toHaveLength(1);
  expect(await run()).toMatchObject({ status: "cancelled", lease_owner: null });
  await there.say("never mind");
  expect(spoken(model.requests[0])).toEqual(["system", "user", "approval", "approval", "tool", "user"]);
});

test("a call that returns after the agent's messages were reset adds nothing to the empty window", async () => {
  const running = await aRunningCall();
  const { letGo, answering, here } = running;
  await here.api.agents.resetMessages({ params: { agent_id: here.agent.id }, body: {} });
  letGo();
  expect((await answering).body.stop_reason.stop_reason).toBe("cancelled");
  expect((await here.window()).map(({ role }) => role)).toEqual(["system"]);
});

// The next turn would not know what that one is about to store.
test.each([
  ["message", "never mind"],
  ["answer to the same call", answer(approve("call-1"))],
])("the next %s waits until the process of a cancelled turn has let go of it", async (_, body) => {
  const running = await aRunningCall();
  const { cancel, letGo, answering, there, model } = running;
  await cancel();
  const next = there.say(body);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(model.requests).toEqual([]);
  letGo();
  await answering;
  expect((await next).status).toBe(200);
  expect(await returnsOf(running)).toHaveLength(1);
  expect(spoken(model.requests[0])).toEqual(["system", "user", "approval", "approval", "tool", "user"]);
});

test("a turn ends though another process has deleted its conversation", async () => {
  const slow = waitingModel();
  const one = await aTurnWorld({ model: slow.model, runLog: await aRunLog() });
  const { id: agent_id } = await one.anAgent();
  const { id: conversation_id } = await one.api.conversations.createConversation({
    query: { agent_id },
    body: {},
  });
  const params = { conversation_id };
  const body = { input: "hello", streaming: false } as never;
  const answer = one.api.conversations.sendConversationMessage({ params, body });
  await slow.begun;
  slow.say("Hel");
  const two = await aTurnWorld({ runLog: await aRunLog(), actor: one.ctx.actor });
  await two.api.conversations.deleteConversation({ params });
  slow.end();
  expect(await answer).toMatchObject({ stop_reason: { stop_reason: "cancelled" } });
  const run = () => one.ctx.db.run.findFirst({ where: { agent_id } });
  await expect.poll(run, { timeout: 10_000 }).toMatchObject({ status: "cancelled", lease_owner: null });
});
