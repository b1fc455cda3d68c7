import { expect, test } from "vitest";
import type { MnemeRunStreamItem } from "@/lib/contract/mneme/streams";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { callTool, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { waitingModel } from "@/lib/runtime/testing/waiting-model";
import { collect } from "@/lib/shared/collect";
import { newId } from "@/lib/shared/ids";
import { followedRun } from "@/lib/testing/follow";
import { aWorld } from "@/lib/testing/harness";
import { aTurnWorld } from "@/lib/testing/turns";

const remember = callTool("memory_insert", { label: "human", new_string: "likes tea" });

async function anAgentThat(model: Model) {
  const world = await aTurnWorld({ model });
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  const say = (input: string) => world.api.agents.sendMessage({ params, body: { input } });
  const newestRun = async () =>
    (await world.api.runs.listRuns({ query: { agent_id: agent.id, limit: 1 } }))[0].id;
  return { ...world, agent, params, say, newestRun };
}

/** Names of what came, repeated ones once. */
const outline = (items: MnemeRunStreamItem[]) =>
  items
    .map((item) => (item.message_type === "mneme_event" ? item.event : item.message_type))
    .filter((name, index, all) => name !== all[index - 1]);

const seqs = (items: MnemeRunStreamItem[]) => items.map((item) => (item as { seq_id: number }).seq_id);

test("a blocking run that is over is told from its input to its end, tokens, tools and figures included", async () => {
  const { ctx, say, newestRun, agent } = await anAgentThat(
    scriptedModel([reasoning("hm"), remember], [text("No"), text("ted.")]),
  );
  await say("I like tea");
  const items = await collect(followedRun(ctx, await newestRun()));
  expect(outline(items)).toEqual([
    "accepted",
    "step_started",
    "reasoning_message",
    "tool_call_message",
    "tool_started",
    "tool_returned",
    "tool_return_message",
    "step_finished",
    "step_started",
    "assistant_message",
    "step_finished",
    "stop_reason",
    "usage_statistics",
  ]);
  expect(items[0]).toMatchObject({
    agent_id: agent.id,
    input: [{ message_type: "user_message", content: "I like tea" }],
  });
  const find = (event: string) =>
    items.find((item) => item.message_type === "mneme_event" && item.event === event);
  expect(find("tool_started")).toMatchObject({ name: "memory_insert", tool_call_id: "call-memory_insert" });
  expect(find("tool_returned")).toMatchObject({
    tool_call_id: "call-memory_insert",
    status: "success",
    duration_ms: expect.any(Number),
    tool_return: expect.stringContaining("likes tea"),
  });
  expect(find("step_finished")).toMatchObject({
    status: "success",
    usage: { input: 10, output: 5, total: 15 },
  });
  expect(items.at(-1)).toMatchObject({ step_count: 2, total_tokens: 30 });
});

// A reader who returns relies on it: a number that meant something else before would lose or repeat a word.
test("numbers have no gaps, are the same for every reader, and a return at any of them loses and repeats nothing", async () => {
  const { ctx, say, newestRun } = await anAgentThat(scriptedModel([remember], [text("Noted.")]));
  await say("I like tea");
  const run = await newestRun();
  const all = await collect(followedRun(ctx, run));
  expect(seqs(all)).toEqual(all.map((_, index) => index + 1));
  for (const starting_after of [1, 5, all.length - 1, all.length])
    expect(await collect(followedRun(ctx, run, { starting_after }))).toEqual(all.slice(starting_after));
});

test("a second reader of a run that others started sees its words as they come", async () => {
  const speaker = waitingModel();
  const { ctx, say, newestRun } = await anAgentThat(speaker.model);
  const answer = say("Hello");
  await speaker.begun;
  const items = followedRun(ctx, await newestRun())[Symbol.asyncIterator]();
  const next = async () => (await items.next()).value as MnemeRunStreamItem;
  expect(outline([await next(), await next()])).toEqual(["accepted", "step_started"]);
  speaker.say("Hi");
  expect(await next()).toMatchObject({ message_type: "assistant_message", content: "Hi" });
  speaker.say(" there");
  expect(await next()).toMatchObject({ message_type: "assistant_message", content: " there" });
  speaker.end();
  expect(outline([await next(), await next(), await next()])).toEqual([
    "step_finished",
    "stop_reason",
    "usage_statistics",
  ]);
  expect((await items.next()).done).toBe(true);
  await answer;
});

test("a run that failed is told to its end, with its own class of error as an item like others", async () => {
  const { ctx, say, newestRun } = await anAgentThat(
    scriptedModel(new ModelError("insufficient_credits", "No credit")),
  );
  await say("Hello").catch(() => {});
  const items = await collect(followedRun(ctx, await newestRun()));
  expect(outline(items)).toEqual([
    "accepted",
    "step_started",
    "step_finished",
    "stop_reason",
    "error_message",
    "usage_statistics",
  ]);
  expect(items.find(({ message_type }) => message_type === "error_message")).toMatchObject({
    error_type: "llm_insufficient_credits",
  });
});

test("a run whose log is gone is 410, one of another organization 404", async () => {
  const { ctx, anAgent, send, stranger } = await aWorld();
  const agent = await anAgent();
  const run = await ctx.db.run.create({
    data: {
      id: newId("run"),
      organization_id: ctx.actor.organizationId,
      agent_id: agent.id,
      status: "completed",
      completed_at: new Date(),
    },
  });
  expect((await send("GET", `/v1/_mneme/runs/${run.id}/stream`)).status).toBe(410);
  expect((await stranger.send("GET", `/v1/_mneme/runs/${run.id}/stream`)).status).toBe(404);
  expect((await stranger.send("GET", `/v1/_mneme/agents/${agent.id}/activity`)).status).toBe(404);
});
