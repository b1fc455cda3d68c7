import { expect, test } from "vitest";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld, chunksOf, outline, resumed } from "@/lib/testing/turns";

async function anAgentThat(model: Model) {
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent();
  const calls: { url: string; body: any }[] = [];
  let status = 204;
  world.ctx.outbound.post = async (url, body) => {
    calls.push({ url, body });
    if (status === 0) throw new Error("connection refused");
    return { status };
  };
  return {
    ...world,
    calls,
    answerCallbacksWith: (next: number) => {
      status = next;
    },
    start: (body: object) =>
      world.api.agents.createAgentMessageAsync({ params: { agent_id: agent.id }, body: body as never }),
    ended: async (run_id: string) => {
      const get = () => world.api.runs.retrieveRun({ params: { run_id } });
      await expect.poll(async () => (await get()).completed_at).toBeTruthy();
      return get();
    },
  };
}

test("an accepted turn answers at once with its run, and goes on by itself", async () => {
  const { start, ended, api } = await anAgentThat(scriptedModel([text("done")]));
  const run = await start({ input: "work" });
  expect(run).toMatchObject({
    status: "created",
    background: true,
    metadata: { run_type: "send_message_async" },
  });
  expect(await ended(run.id)).toMatchObject({ status: "completed", stop_reason: "end_turn" });
  const messages = await api.runs.listMessagesForRun({ params: { run_id: run.id }, query: {} });
  expect(messages.map(({ message_type }) => message_type)).toEqual(["user_message", "assistant_message"]);
});

test("the stream of an accepted turn can be read afterwards", async () => {
  const { start, ended, ctx } = await anAgentThat(scriptedModel([text("done")]));
  const run = await start({ input: "work" });
  await ended(run.id);
  const items = await resumed(ctx, run.id, { include_pings: false });
  expect(outline(items)).toEqual(["assistant_message", "stop_reason", "usage_statistics", "[DONE]"]);
  expect(chunksOf(items)[0]).toMatchObject({ content: "done", seq_id: 1 });
});

test("a failure ends up in the run", async () => {
  const { start, ended } = await anAgentThat(scriptedModel(new ModelError("authentication", "bad key")));
  const run = await start({ input: "work" });
  expect(await ended(run.id)).toMatchObject({
    status: "failed",
    stop_reason: "llm_api_error",
    metadata: { error: { message: "bad key" } },
  });
});

test("the callback is called once, with the answer, and its outcome is kept", async () => {
  const { start, ended, calls, api } = await anAgentThat(scriptedModel([text("done")]));
  const run = await start({ input: "work", callback_url: "https://example.com/hook" });
  await ended(run.id);
  await expect.poll(() => calls.length).toBe(1);
  expect(calls[0]).toMatchObject({
    url: "https://example.com/hook",
    body: {
      run_id: run.id,
      status: "completed",
      metadata: { result: { messages: [{ content: "done" }], stop_reason: { stop_reason: "end_turn" } } },
    },
  });
  expect(calls[0].body.completed_at).toBeTruthy();
  const get = () => api.runs.retrieveRun({ params: { run_id: run.id } });
  await expect.poll(get).toMatchObject({
    callback_status_code: 204,
    callback_error: null,
    callback_url: "https://example.com/hook",
  });
});

test("a callback that nobody answers is noted and not repeated; the run is complete all the same", async () => {
  const { start, calls, api, answerCallbacksWith } = await anAgentThat(scriptedModel([text("done")]));
  answerCallbacksWith(0);
  const run = await start({ input: "work", callback_url: "https://example.com/hook" });
  const get = () => api.runs.retrieveRun({ params: { run_id: run.id } });
  await expect
    .poll(get)
    .toMatchObject({ status: "completed", callback_status_code: null, callback_error: "connection refused" });
  expect(calls).toHaveLength(1);
});

test("a failed turn calls back too, without a result", async () => {
  const { start, calls } = await anAgentThat(scriptedModel(new ModelError("server", "oops")));
  await start({ input: "work", callback_url: "https://example.com/hook" });
  await expect.poll(() => calls.length).toBe(1);
  expect(calls[0].body).toMatchObject({ status: "failed" });
  expect(calls[0].body.metadata).not.toHaveProperty("result");
});

test.each(["not a url", "file:///etc/passwd", "javascript:alert(1)"])(
  "a callback address like %j is refused",
  async (callback_url) => {
    const { start } = await anAgentThat(scriptedModel([text("never")]));
    expect((await refusal(start({ input: "work", callback_url }))).status).toBe(400);
  },
);
