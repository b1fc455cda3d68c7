import { expect, test } from "vitest";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import type { ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callTool, reasoning, text } from "@/lib/runtime/testing/scripted-model";
import { answeringModel } from "@/lib/testing/answering-model";
import { aTurnWorld, chunksOf, stream } from "@/lib/testing/turns";

/** For a machine that has much else to do. */
const patient = { timeout: 20_000 };

type Reply = (ModelPart | ModelPart[])[];

interface Setup {
  main?: (request: ModelRequest) => Reply | Promise<Reply>;
  companion?: (request: ModelRequest) => Reply | Promise<Reply>;
  frequency?: number | null;
}

const idle = () => [text("nothing to do")];

/** An agent whose memory is tended; the model answers for both of them. */
async function aTendedAgent({ main = () => [text("hello")], companion = idle, frequency }: Setup = {}) {
  let mainId = "";
  const model = answeringModel(async (id, request) => (id === mainId ? main(request) : companion(request)));
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({
    name: "Ada",
    enable_sleeptime: true,
    memory_blocks: [{ label: "human", value: "unknown" }],
  });
  mainId = agent.id;
  const group_id = agent.managed_group?.id ?? "";
  const companionId = agent.managed_group?.agent_ids[0] ?? "";
  if (frequency !== undefined)
    await world.api.groups.modifyGroup({
      params: { group_id },
      body: { manager_config: { manager_type: "sleeptime", sleeptime_agent_frequency: frequency } },
    });
  const companionRuns = () =>
    world.ctx.db.run.findMany({ where: { agent_id: companionId }, orderBy: { created_at: "asc" } });
  return {
    ...world,
    agent,
    companionId,
    companionRuns,
    say: (input: string) => world.api.agents.sendMessage({ params: { agent_id: agent.id }, body: { input } }),
    group: () => world.api.groups.retrieveGroup({ params: { group_id } }),
    rested: () =>
      expect
        .poll(async () => (await companionRuns()).every((run) => run.completed_at !== null), {
          timeout: 20_000,
        })
        .toBe(true),
    /** The lines that the companion was given, run by run. */
    transcripts: async () =>
      (await companionRuns()).map(({ input }) => {
        const [message] = (input as { messages: { content: never }[] }).messages;
        return textOf(message.content).split("Messages:\n")[1].split("\n");
      }),
  };
}

test("after a turn, the companion reads what was said in a run of its own, which the answer names", async () => {
  const { say, companionRuns, transcripts, companionId, ctx, agent, group } = await aTendedAgent();
  const answer = await say("I am Ada");
  const [run] = await companionRuns();
  expect(answer.usage.run_ids).toEqual([run.id]);
  const [parent] = await ctx.db.run.findMany({ where: { agent_id: agent.id } });
  expect(run).toMatchObject({
    parent_run_id: parent.id,
    background: true,
    metadata: { run_type: "sleeptime_agent_send_message_async", agent_id: companionId },
  });
  expect(await transcripts()).toEqual([["user: I am Ada", "assistant: hello"]]);
  expect(JSON.stringify(run.input)).toContain("<system-reminder>");
  const last = await ctx.db.message.findFirstOrThrow({
    where: { agent_id: agent.id },
    orderBy: { seq: "desc" },
  });
  expect(await group()).toMatchObject({ turns_counter: 0, last_processed_message_id: last.id });
});

test("the companion's run ends with its result, or with its error", async () => {
  let fails = false;
  const { say, companionRuns, rested } = await aTendedAgent({
    frequency: null,
    companion: () => (fails ? Promise.reject(new Error("broken")) : [text("in order")]),
  });
  await say("one");
  await rested();
  fails = true;
  await say("two");
  await rested();
  const [first, second] = await companionRuns();
  expect(first).toMatchObject({
    status: "completed",
    metadata: {
      result: {
        messages: [{ message_type: "assistant_message", content: "in order" }],
        stop_reason: { stop_reason: "end_turn" },
        usage: { step_count: 1 },
      },
    },
  });
  expect(second).toMatchObject({ status: "failed", metadata: { error: { error_type: "internal_error" } } });
  expect(second.metadata).not.toHaveProperty("result");
});

test("the frequency says which turns are read: the first and every nth, with all that lies between", async () => {
  const { say, transcripts, rested } = await aTendedAgent({ frequency: 2 });
  const ids = [];
  for (const input of ["one", "two", "three", "four"]) ids.push((await say(input)).usage.run_ids);
  await rested();
  expect(ids.map((list) => list?.length ?? null)).toEqual([1, null, 1, null]);
  expect(await transcripts()).toEqual([
    ["user: one", "assistant: hello"],
    ["user: two", "assistant: hello", "user: three", "assistant: hello"],
  ]);
});

test.each([
  [null, 3],
  [0, 0],
])("with the frequency %j, three turns are read %i times", async (frequency, count) => {
  const { say, companionRuns, rested } = await aTendedAgent({ frequency });
  for (const input of ["one", "two", "three"]) await say(input);
  await rested();
  expect(await companionRuns()).toHaveLength(count);
});

test("a turn that failed wakes nobody, and is read with the next one", async () => {
  let fails = true;
  const { say, companionRuns, transcripts, rested } = await aTendedAgent({
    frequency: null,
    main: ({ messages }) => {
      if (!fails) return [text("better")];
      if (messages.at(-1)?.role === "tool") throw new Error("broken");
      return callTool("conversation_search", { query: "x" });
    },
  });
  fails = false;
  await say("zero");
  fails = true;
  await say("one").catch(() => {});
  expect(await companionRuns()).toHaveLength(1);
  fails = false;
  await say("two");
  await rested();
  const [, lines] = await transcripts();
  expect(lines.slice(0, 2)).toEqual(["user: one", "assistant: Calling tool conversation_search"]);
  expect(lines.slice(-2)).toEqual(["user: two", "assistant: better"]);
});

test("a cancelled turn wakes nobody", async () => {
  const { agent, api, companionRuns, ctx } = await aTendedAgent({ main: () => new Promise<never>(() => {}) });
  const params = { agent_id: agent.id };
  await api.agents.createAgentMessageAsync({ params, body: { input: "one" } });
  const status = async () => (await ctx.db.run.findFirst({ where: { agent_id: agent.id } }))?.status;
  await expect.poll(status, patient).toBe("running");
  await api.agents.cancelMessage({ params, body: {} });
  await expect.poll(status, patient).toBe("cancelled");
  expect(await companionRuns()).toEqual([]);
});

test("a stream tells the companion's run too", async () => {
  const { ctx, agent, companionRuns } = await aTendedAgent();
  const items = chunksOf(await stream(ctx, agent.id, { input: "hi" }));
  const [run] = await companionRuns();
  expect(items.at(-1)).toMatchObject({ message_type: "usage_statistics", run_ids: [run.id] });
});

test("with sleeptime turned off the group rests, turned on again it goes on", async () => {
  const { say, agent, api, companionRuns } = await aTendedAgent({ frequency: null });
  const set = (enable_sleeptime: boolean) =>
    api.agents.modifyAgent({ params: { agent_id: agent.id }, body: { enable_sleeptime } });
  await set(false);
  expect((await say("one")).usage.run_ids).toBeNull();
  await set(true);
  expect((await say("two")).usage.run_ids).toHaveLength(1);
  expect(await companionRuns()).toHaveLength(1);
});

test("what the companion writes into a shared block is in the agent's system message at its next step", async () => {
  const edit = { label: "human", old_string: "unknown", new_string: "Ada Lovelace" };
  const { say, agent, ctx, rested } = await aTendedAgent({
    companion: ({ messages }) =>
      messages.at(-1)?.role === "tool" ? [text("done")] : callTool("memory_replace", edit),
  });
  await say("I am Ada Lovelace");
  await rested();
  const row = await ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  const system = await ctx.db.message.findFirstOrThrow({ where: { id: row.message_ids[0] } });
  expect(textOf(system.content as never)).toContain("Ada Lovelace");
});

test("every message of the agent's turns belongs to its group", async () => {
  const { say, agent, api, group, rested } = await aTendedAgent();
  await say("one");
  await rested();
  const { id } = await group();
  const list = await api.groups.listGroupMessages({ params: { group_id: id }, query: { order: "asc" } });
  expect(list.map(({ message_type }) => message_type)).toEqual(["user_message", "assistant_message"]);
  const filtered = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { group_id: id } });
  expect(filtered).toHaveLength(2);
});

test("the transcript shows thoughts, calls and returns, and no system message", async () => {
  const { say, transcripts, rested } = await aTendedAgent({
    main: ({ messages }) =>
      messages.at(-1)?.role === "tool"
        ? [text("found")]
        : [reasoning("hm"), ...callTool("conversation_search", { query: "tea" })],
  });
  await say("search");
  await rested();
  expect((await transcripts())[0]).toEqual([
    "user: search",
    "assistant: <thinking>hm</thinking>",
    "assistant: Calling tool conversation_search",
    expect.stringMatching(/^assistant: Tool call returned /),
    "assistant: found",
  ]);
});

// A turn that is over and was not passed on would be lost to memory for good.
test("the companion's run is stored together with the end of the turn, or neither is", async () => {
  const { ctx, say, agent, companionRuns, group } = await aTendedAgent();
  const { next } = ctx.ids;
  let count = 0;
  ctx.ids = {
    next(prefix) {
      if (prefix === "run" && ++count === 2) throw new Error("the process dies here");
      return next(prefix);
    },
  };
  await say("hello").catch(() => {});
  expect(count).toBe(2);
  expect(await companionRuns()).toEqual([]);
  expect(await group()).toMatchObject({ turns_counter: -1, last_processed_message_id: null });
  expect(await ctx.db.run.findMany({ where: { agent_id: agent.id } })).toMatchObject([{ status: "failed" }]);
});

// A server that takes its time must not keep everybody else away from the group.
test("an image that a tended agent is shown is fetched once, while nothing is locked", async () => {
  const { api, ctx, group } = await aTendedAgent({ frequency: 0 });
  const { id } = await group();
  const fetched: string[] = [];
  ctx.outbound.get = async (url) => {
    fetched.push(url);
    await ctx.db.group.updateMany({ where: { id }, data: { description: "free" } });
    return { status: 200, contentType: "image/png", body: new Uint8Array([1]) };
  };
  const source = { type: "url" as const, url: "https://pictures.example/a.png" };
  const content = [{ type: "image" as const, source }];
  await api.mneme.sendGroupMessage({
    params: { group_id: id },
    body: { messages: [{ type: "message", role: "user", content }] } as never,
  });
  expect(fetched).toEqual([source.url]);
  expect((await group()).description).toBe("free");
}, 20_000);

// The first turn has no mark to read on from; the words that led to the request would be lost.
test("a turn that waited for an approval is read whole, once it is over", async () => {
  const { api, agent, say, transcripts, rested } = await aTendedAgent({
    main: ({ messages }) =>
      messages.at(-1)?.role === "tool"
        ? [text("noted")]
        : callTool("conversation_search", { query: "Ada" }, "call-1"),
  });
  const params = { agent_id: agent.id };
  await api.agents.modifyApprovalForTool({
    params: { ...params, tool_name: "conversation_search" },
    query: {},
    body: { requires_approval: true },
  });
  await say("I am Ada");
  expect(await transcripts()).toEqual([]);
  const approvals = [{ type: "approval" as const, tool_call_id: "call-1", approve: true }];
  await api.agents.sendMessage({ params, body: { messages: [{ type: "approval", approvals }] } });
  await rested();
  expect(await transcripts()).toEqual([
    [
      "user: I am Ada",
      "assistant: Calling tool conversation_search",
      "[User approved]",
      expect.stringContaining("assistant: Tool call returned"),
      "assistant: noted",
    ],
  ]);
});
