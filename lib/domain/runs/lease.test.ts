import { expect, test } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { aRunLog, crash, type Heir, modelThatHangs } from "@/lib/testing/crash";
import { aTurnWorld, chunksOf, resumed, type TurnWorld } from "@/lib/testing/turns";
import { recoverRuns } from "./recover-runs";

/** A crowded machine may take its time. */
const waitFor = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });

const hello = [text("Hello Ada.")];

const roles = (rows: Message[]) => rows.map(({ role }) => role);
const memoryOf = async ({ api }: Heir, agent_id: string) =>
  (await api.agents.retrieveCoreMemoryBlock({ params: { agent_id, block_label: "human" } })).value;

const emptyCount = { input: 1, output: 1, total: 2, cachedInput: null, cacheWrite: null, reasoning: null };

const recoverIn = ({ ctx }: TurnWorld) =>
  recoverRuns(ctx.db, () => ctx, { ownerId: ctx.executor.ownerId, allOthers: true, now: ctx.clock.now() });

test("a run whose lease has not expired is left to its process", async () => {
  const { another, runId } = await crash(modelThatHangs(), { at: "step_started" });
  const next = await another(scriptedModel(hello));
  const expires = (await next.run()).lease_expires_at.getTime();
  const at = (ms: number) => next.recover({ allOthers: false, now: new Date(expires + ms) });
  expect(await at(-1)).not.toContain(runId);
  expect(await at(1)).toContain(runId);
});

test("of two processes that recover at once, one takes the run", async () => {
  const { another, runId } = await crash(modelThatHangs(), { at: "step_started" });
  const [one, two] = [await another(scriptedModel(hello)), await another(scriptedModel(hello))];
  // The lease of whoever takes it has not expired, however late the others look.
  await one.ctx.db.run.update({ where: { id: runId }, data: { lease_expires_at: new Date(0) } });
  const recover = (heir: Heir) => heir.recover({ allOthers: false, now: new Date(1) });
  const found = await Promise.all([recover(one), recover(two), recover(one)]);
  expect(found.flat().filter((id) => id === runId)).toHaveLength(1);
  await waitFor(async () => (await one.run()).status).toBe("completed");
  expect(roles(await one.added())).toEqual(["user", "assistant"]);
});

// A process that was only slow must not write beside the one that took its place.
test("what the earlier process still does is neither stored, logged nor counted", async () => {
  let wake = () => {};
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const slow = scriptedModel();
  slow.stream = async function* () {
    yield text("Too ");
    await asleep;
    yield text("late.");
    yield* callTool("memory_insert", { label: "human", new_string: "twice" });
    yield { type: "finish", reason: "tool_calls", usage: emptyCount };
  };
  const { another, dead, runId, agentId } = await crash(slow, { at: "delta" });
  const listening = resumed(dead.ctx, runId, { include_pings: false });
  const next = await another(scriptedModel(hello));
  expect(await next.goOn()).toMatchObject({ status: "completed" });
  const told = await resumed(next.ctx, runId, { include_pings: false });
  wake();
  await waitFor(() => dead.executor.holds(runId)).toBe(false);
  expect(await resumed(next.ctx, runId, { include_pings: false })).toEqual(told);
  expect(roles(await next.added())).toEqual(["user", "assistant"]);
  expect(await memoryOf(next, agentId)).toBe("");
  expect(await next.run()).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  // Who was reading there is given the rest, too.
  expect(chunksOf(await listening)).toEqual(chunksOf(told));
});

test("a request that waits in a process that was only slow is answered by the one that took the run", async () => {
  const dead = await aTurnWorld({ model: modelThatHangs(text("Hello A")), runLog: await aRunLog() });
  const agent = await dead.anAgent();
  const answer = dead.api.agents.sendMessage({
    params: { agent_id: agent.id },
    body: { input: "hi" } as never,
  });
  const active = () => dead.ctx.db.run.findFirst({ where: { agent_id: agent.id, status: "running" } });
  await waitFor(active).toBeTruthy();
  const { id } = (await active()) as { id: string };
  await dead.ctx.runLog.flush(id);
  const next = await aTurnWorld({
    model: scriptedModel(hello),
    runLog: await aRunLog(),
    actor: dead.ctx.actor,
  });
  await recoverIn(next);
  await expect
    .poll(async () => (await next.ctx.db.run.findFirstOrThrow({ where: { id } })).status)
    .toBe("completed");
  dead.ctx.runLog.abandon(id);
  expect((await answer).messages).toMatchObject([{ content: "Hello Ada." }]);
});

test("a turn of a conversation goes on in it", async () => {
  const dead = await aTurnWorld({ model: modelThatHangs(text("Hello A")), runLog: await aRunLog() });
  const agent = await dead.anAgent();
  const { id } = await dead.api.conversations.createConversation({
    query: { agent_id: agent.id },
    body: {} as never,
  });
  const params = { conversation_id: id };
  void dead.api.conversations
    .sendConversationMessage({ params, body: { input: "hi", streaming: false } as never })
    .catch(() => {});
  const active = () => dead.ctx.db.run.findFirst({ where: { conversation_id: id, status: "running" } });
  await waitFor(active).toBeTruthy();
  const next = await aTurnWorld({
    model: scriptedModel(hello),
    runLog: await aRunLog(),
    actor: dead.ctx.actor,
  });
  await recoverIn(next);
  await waitFor(active).toBeNull();
  const { in_context_message_ids } = await next.api.conversations.retrieveConversation({ params });
  expect(in_context_message_ids).toHaveLength(3);
});
