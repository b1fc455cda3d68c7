import { expect, test } from "vitest";
import type { Model } from "@/lib/runtime/ports";
import { returnText } from "@/lib/runtime/returns";
import { callTool, finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { collect } from "@/lib/shared/collect";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld, chunksOf, openStream, outline } from "@/lib/testing/turns";
import { loadMessages } from "../messages/load-messages";
import { ensureBaseTools } from "../tools/ensure-base-tools";
import type { StreamItem } from "./stream-run";

/** Says `one two`, then waits until it is stopped; answers `again` in its next turn. */
function talkative(): Model & { isStopped: () => boolean } {
  const model = scriptedModel([]);
  let isStopped = false;
  let calls = 0;
  model.stream = async function* ({ signal }) {
    if (++calls > 1) return yield* [text("again"), finish()];
    yield* [text("one "), text("two")];
    await new Promise((_, reject) => signal.addEventListener("abort", reject, { once: true })).finally(() => {
      isStopped = true;
    });
  };
  return Object.assign(model, { isStopped: () => isStopped });
}

async function anAgentThat(model: Model) {
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "" }] });
  const params = { agent_id: agent.id };
  return {
    ...world,
    agent,
    params,
    window: async () =>
      loadMessages(
        world.ctx,
        agent.id,
        (await world.ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } })).message_ids,
      ),
    cancel: (run_ids?: string[]) =>
      world.api.agents.cancelMessage({ params, body: run_ids ? { run_ids } : undefined }),
  };
}

/** Reads a stream until the agent speaks its second word. */
async function untilItSpeaks(items: AsyncGenerator<StreamItem>) {
  const seen: StreamItem[] = [];
  for (let words = 0; words < 2; ) {
    const { value } = await items.next();
    seen.push(value as StreamItem);
    words += chunksOf([value as StreamItem]).filter(
      ({ message_type }) => message_type === "assistant_message",
    ).length;
  }
  return seen;
}

test("cancelling stops the model, keeps what it said, and ends the stream with exactly one stop reason", async () => {
  const model = talkative();
  const { ctx, agent, cancel, window } = await anAgentThat(model);
  const items = await openStream(ctx, agent.id, { input: "talk", stream_tokens: true });
  const seen = await untilItSpeaks(items);
  const runId = chunksOf(seen)[0].run_id as string;
  expect(await cancel()).toEqual({ [runId]: "cancelled" });
  const end = await collect(items);
  expect(model.isStopped()).toBe(true);
  expect(outline(end)).toEqual(["stop_reason", "usage_statistics", "[DONE]"]);
  expect(chunksOf(end)[0]).toMatchObject({ stop_reason: "cancelled" });
  expect((await window()).slice(-2)).toMatchObject([
    { role: "user", content: [{ text: "talk" }] },
    { role: "assistant", content: [{ text: "one two" }] },
  ]);
});

test("a cancelled run is cancelled, and so is its step", async () => {
  const { ctx, agent, api, cancel } = await anAgentThat(talkative());
  const items = await openStream(ctx, agent.id, { input: "talk", stream_tokens: true });
  const run_id = chunksOf(await untilItSpeaks(items))[0].run_id as string;
  await cancel([run_id]);
  expect(await api.runs.retrieveRun({ params: { run_id } })).toMatchObject({
    status: "cancelled",
    stop_reason: "cancelled",
  });
  expect(await api.runs.listStepsForRun({ params: { run_id }, query: {} })).toMatchObject([
    { status: "cancelled" },
  ]);
});

test("an agent whose turn was cancelled can be spoken to at once", async () => {
  const { ctx, agent, api, params, cancel } = await anAgentThat(talkative());
  const items = await openStream(ctx, agent.id, { input: "talk", stream_tokens: true });
  await untilItSpeaks(items);
  await cancel();
  const answer = await api.agents.sendMessage({ params, body: { input: "and now?" } });
  expect(answer.messages).toMatchObject([{ content: "again" }]);
});

test("a blocking request whose turn is cancelled answers with what was said and the stop reason", async () => {
  const { api, params, cancel } = await anAgentThat(talkative());
  const answer = api.agents.sendMessage({ params, body: { input: "talk" } });
  const active = () => api.runs.listRuns({ query: { agent_id: params.agent_id, active: true } });
  await expect.poll(async () => (await active())[0]?.status).toBe("running");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await cancel();
  expect(await answer).toMatchObject({
    stop_reason: { stop_reason: "cancelled" },
    messages: [{ content: "one two" }],
  });
});

test("a turn that waits for its place is cancelled without having begun, and those before it go on", async () => {
  const { api, ctx, agent, params, cancel, window } = await anAgentThat(talkative());
  const items = await openStream(ctx, agent.id, { input: "talk", stream_tokens: true });
  await untilItSpeaks(items);
  const waiting = await api.agents.createAgentMessageAsync({ params, body: { input: "me too" } });
  const cancelling = cancel([waiting.id]);
  await expect
    .poll(async () => (await api.runs.retrieveRun({ params: { run_id: waiting.id } })).status)
    .toBe("cancelled");
  const active = await api.runs.listRuns({ query: { agent_id: agent.id, active: true } });
  expect(active).toHaveLength(1);
  await cancel([active[0].id]);
  expect(await cancelling).toEqual({ [waiting.id]: "cancelled" });
  await collect(items);
  expect(JSON.stringify(await window())).not.toContain("me too");
});

test("cancelling where nothing runs is a conflict, in words clients know", async () => {
  const { cancel } = await anAgentThat(scriptedModel([text("ok")]));
  expect(await refusal(cancel())).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("No active runs to cancel") },
  });
});

test("cancelling a run that is over is no error and changes nothing", async () => {
  const { api, params, cancel } = await anAgentThat(scriptedModel([text("ok")]));
  const { messages } = await api.agents.sendMessage({ params, body: { input: "hi" } });
  const run_id = messages[0].run_id as string;
  expect(await cancel([run_id])).toEqual({ [run_id]: "cancelled" });
  expect(await api.runs.retrieveRun({ params: { run_id } })).toMatchObject({
    status: "completed",
    stop_reason: "end_turn",
  });
});

test("cancelling a run that nobody knows says failed", async () => {
  const { ctx, cancel } = await anAgentThat(scriptedModel([text("ok")]));
  const unknown = ctx.ids.next("run");
  expect(await cancel([unknown])).toEqual({ [unknown]: "failed" });
});

test("cancelling an agent that waits for approval denies the call, so that it can be spoken to again", async () => {
  const model = scriptedModel(
    [callTool("memory_insert", { label: "human", new_string: "x" })],
    [text("Fine.")],
  );
  const { api, params, cancel, window } = await anAgentThat(model);
  await api.agents.modifyApprovalForTool({
    params: { ...params, tool_name: "memory_insert" },
    query: {},
    body: { requires_approval: true },
  });
  const asked = await api.agents.sendMessage({ params, body: { input: "remember me" } });
  expect(asked.stop_reason.stop_reason).toBe("requires_approval");
  await cancel();
  const [answer, returns] = (await window()).slice(-2);
  expect(answer).toMatchObject({ role: "approval", approvals: [{ approve: false }] });
  expect(returnText((returns.tool_returns ?? [])[0])).toContain("The user cancelled the request");
  expect((await api.agents.sendMessage({ params, body: { input: "never mind" } })).messages).toMatchObject([
    { content: "Fine." },
  ]);
});

test("cancelling a run by its name denies what that run asked for, and nothing else that waits", async () => {
  const asks = (id: string) => [callTool("memory_insert", { label: "human", new_string: "x" }, id)];
  const model = scriptedModel([text("ok")], asks("call-1"), asks("call-2"));
  const { api, agent, params, cancel, window } = await anAgentThat(model);
  const before = await api.agents.sendMessage({ params, body: { input: "hi" } });
  await api.agents.modifyApprovalForTool({
    params: { ...params, tool_name: "memory_insert" },
    query: {},
    body: { requires_approval: true },
  });
  const asked = await api.agents.sendMessage({ params, body: { input: "remember me" } });
  const { id: conversation_id } = await api.conversations.createConversation({
    query: { agent_id: agent.id },
    body: {} as never,
  });
  const elsewhere = (await api.conversations.sendConversationMessage({
    params: { conversation_id },
    body: { input: "and me", streaming: false } as never,
  })) as typeof asked;
  await cancel([before.messages[0].run_id as string]);
  await cancel([elsewhere.messages[0].run_id as string]);
  expect((await window()).at(-1)).toMatchObject({ role: "approval", tool_calls: [{ id: "call-1" }] });
  await cancel([asked.messages[0].run_id as string]);
  expect((await window()).at(-1)).toMatchObject({ role: "tool" });
});
