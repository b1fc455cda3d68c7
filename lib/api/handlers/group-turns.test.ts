import { expect, test } from "vitest";
import { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import { streamGroupMessage } from "@/lib/domain/groups/send-group-message";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import type { ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callTool, text } from "@/lib/runtime/testing/scripted-model";
import { collect } from "@/lib/shared/collect";
import { answeringModel } from "@/lib/testing/answering-model";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld, chunksOf, outline } from "@/lib/testing/turns";

/** For a machine that has much else to do. */
const patient = { timeout: 20_000 };

type Reply = (ModelPart | ModelPart[])[];
type Script = (request: ModelRequest) => Reply | Promise<Reply>;

const CHOOSE = "choose_next_speaker";
const never = () => new Promise<never>(() => {});

interface GroupSetup {
  members: Record<string, Script>;
  manager?: Script;
  config?: object;
}

/** A group of agents that say what their scripts say; its manager, if it has one, is called Max. */
async function aGroupThat({ members, manager, config = { manager_type: "round_robin" } }: GroupSetup) {
  const scripts = new Map<string, Script>();
  const model = answeringModel(async (id, request) => (scripts.get(id) as Script)(request));
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const ids: Record<string, string> = {};
  for (const [name, script] of Object.entries({ ...members, ...(manager && { Max: manager }) })) {
    const { id } = await world.anAgent({ name });
    ids[name] = id;
    scripts.set(id, script);
  }
  const group = await world.api.groups.createGroup({
    body: {
      agent_ids: Object.keys(members).map((name) => ids[name]),
      description: "friends",
      manager_config: { ...config, ...(manager && { manager_agent_id: ids.Max }) },
    } as never,
  });
  const params = { group_id: group.id };
  const nameOf = (id: unknown) => Object.keys(ids).find((name) => ids[name] === id);
  return {
    ...world,
    model,
    ids,
    group,
    params,
    ask: (input: string) => world.api.mneme.sendGroupMessage({ params, body: { input } }),
    /** Who was asked what, the last messages of each call: those behind its own last answer. */
    heard: () =>
      model.asked.map(({ agentId, request: { messages } }) => [
        nameOf(agentId),
        ...messages
          .slice(1 + messages.findLastIndex(({ role }, index) => index === 0 || role === "assistant"))
          .map((message) => `${message.role}/${message.name ?? "-"}: ${textOf(message.content)}`),
      ]),
    runs: async () => {
      const runs = await world.ctx.db.run.findMany({
        where: { organization_id: world.ctx.actor.organizationId },
        orderBy: { created_at: "asc" },
      });
      return runs.map((run) => ({ ...run, speaker: nameOf(run.agent_id) }));
    },
  };
}

type Said = { messages: { message_type: string; name?: string | null; content?: unknown }[] };

const said = ({ messages }: Said) =>
  messages.flatMap((message) =>
    message.message_type === "assistant_message" ? [`${message.name}: ${message.content}`] : [],
  );

test("in a round, members speak in their order, each told what the others said", async () => {
  const { ask, heard, runs, ids } = await aGroupThat({
    members: { Ada: () => [text("tea")], Bob: () => [text("coffee")], Eve: () => [text("water")] },
  });
  const answer = await ask("What to drink?");
  expect(said(answer)).toEqual(["Ada: tea", "Bob: coffee", "Eve: water"]);
  expect(answer.messages.map(({ sender_id }) => sender_id)).toEqual([ids.Ada, ids.Bob, ids.Eve]);
  expect(answer).toMatchObject({ stop_reason: { stop_reason: "end_turn" }, usage: { step_count: 3 } });
  expect(heard()).toEqual([
    ["Ada", "user/-: What to drink?"],
    ["Bob", "system/Ada: Ada: tea", "user/-: What to drink?"],
    ["Eve", "system/Ada: Ada: tea", "system/Bob: Bob: coffee", "user/-: What to drink?"],
  ]);
  const all = await runs();
  expect(all.map(({ speaker }) => speaker)).toEqual(["Ada", "Bob", "Eve"]);
  expect(all.map(({ parent_run_id }) => parent_run_id)).toEqual([null, all[0].id, all[1].id]);
  expect(answer.usage.run_ids).toEqual(all.map(({ id }) => id));
});

test("a round goes on until max_turns, and the next one tells what was missed", async () => {
  const { ask, heard } = await aGroupThat({
    members: { Ada: () => [text("a")], Bob: () => [text("b")] },
    config: { manager_type: "round_robin", max_turns: 3 },
  });
  expect(said(await ask("first"))).toEqual(["Ada: a", "Bob: b", "Ada: a"]);
  expect(said(await ask("second"))).toEqual(["Ada: a", "Bob: b", "Ada: a"]);
  expect(heard()).toEqual([
    ["Ada", "user/-: first"],
    ["Bob", "system/Ada: Ada: a", "user/-: first"],
    ["Ada", "system/Bob: Bob: b"],
    ["Ada", "user/-: second"],
    ["Bob", "system/Ada: Ada: a", "system/Ada: Ada: a", "user/-: second"],
    ["Ada", "system/Bob: Bob: b"],
  ]);
});

test("a member who was never reached is told what the user had asked before", async () => {
  const { ask, heard, api, params } = await aGroupThat({
    members: { Ada: () => [text("a")], Bob: () => [text("b")] },
    config: { manager_type: "round_robin", max_turns: 1 },
  });
  await ask("first");
  const manager_config = { manager_type: "round_robin" as const, max_turns: 2 };
  await api.groups.modifyGroup({ params, body: { manager_config } });
  await ask("second");
  expect(heard().at(-1)).toEqual([
    "Bob",
    "system/user: user: first",
    "system/Ada: Ada: a",
    "system/Ada: Ada: a",
    "user/-: second",
  ]);
});

test("the group's messages are what was said, once each and with who said it", async () => {
  const { ask, api, params, ids } = await aGroupThat({
    members: { Ada: () => [text("a")], Bob: () => [text("b")] },
  });
  await ask("hello");
  const list = await api.groups.listGroupMessages({ params, query: { order: "asc" } });
  expect(
    list.map((item) => [item.message_type, (item as { content?: unknown }).content, item.sender_id]),
  ).toEqual([
    ["user_message", "hello", null],
    ["assistant_message", "a", ids.Ada],
    ["assistant_message", "b", ids.Bob],
  ]);
  await api.groups.resetGroupMessages({ params });
  expect(await api.groups.listGroupMessages({ params })).toEqual([]);
  await ask("hello again");
});

test("a turn streams as one: every speaker, then one stop reason and the sum of what it took", async () => {
  const { ctx, group, ids } = await aGroupThat({
    members: { Ada: () => [text("a")], Bob: () => [text("b")] },
  });
  const body = LettaStreamingRequest.parse({ input: "hello", streaming: true, stream_tokens: true });
  const items = await collect(await streamGroupMessage(ctx, group.id, body, new AbortController().signal));
  expect(outline(items).filter((name) => name !== "ping")).toEqual([
    "assistant_message",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
  const chunks = chunksOf(items);
  expect(chunks.slice(0, 2).map(({ content, sender_id, name }) => [content, sender_id, name])).toEqual([
    ["a", ids.Ada, "Ada"],
    ["b", ids.Bob, "Bob"],
  ]);
  expect(chunks.at(-1)).toMatchObject({
    step_count: 2,
    total_tokens: 30,
    run_ids: [expect.any(String), expect.any(String)],
  });
});

test("a manager chooses by name who speaks, until somebody says the word", async () => {
  const choices = ["Bob", "Ada"];
  const { ask, heard, runs } = await aGroupThat({
    members: { Ada: () => [text("That was all. DONE!")], Bob: () => [text("I begin")] },
    manager: () => callTool(CHOOSE, { name: choices.shift() }),
    config: { manager_type: "dynamic", max_turns: 9 },
  });
  expect(said(await ask("discuss"))).toEqual(["Bob: I begin", "Ada: That was all. DONE!"]);
  expect((await runs()).map(({ speaker, status }) => [speaker, status])).toEqual([
    ["Max", "completed"],
    ["Bob", "completed"],
    ["Max", "completed"],
    ["Ada", "completed"],
  ]);
  const [first, , second, last] = heard();
  expect(first.slice(0, 2)).toEqual(["Max", "user/-: discuss"]);
  expect(first.at(-1)).toMatch(/- Ada\n- Bob/);
  expect(second).toContain("system/Bob: Bob: I begin");
  expect(last).toEqual(["Ada", "system/Bob: Bob: I begin", "user/-: discuss"]);
});

test("a manager ends the turn with the word, and max_turns ends it in any case", async () => {
  let word = "DONE!";
  const { ask, runs } = await aGroupThat({
    members: { Ada: () => [text("a")], Bob: () => [text("b")] },
    manager: () => [text(word)],
    config: { manager_type: "dynamic", max_turns: 2 },
  });
  await ask("nothing");
  expect(await runs()).toHaveLength(1);
  // Who is named in words counts as chosen; nobody known, the next in the list.
  word = "Let Bob speak";
  expect(said(await ask("talk"))).toEqual(["Max: Let Bob speak", "Bob: b", "Max: Let Bob speak", "Bob: b"]);
  word = "Somebody else";
  expect(said(await ask("talk")).filter((line) => !line.startsWith("Max"))).toEqual(["Ada: a", "Bob: b"]);
});

test("a name that nobody has counts as no choice", async () => {
  const { ask, runs } = await aGroupThat({
    members: { Ada: () => [text("a")], Bob: () => [text("b")] },
    manager: () => callTool(CHOOSE, { name: "Zoe" }),
    config: { manager_type: "dynamic", max_turns: 1 },
  });
  expect(said(await ask("talk"))).toEqual(["Ada: a"]);
  expect(await runs()).toHaveLength(2);
});

test("a supervisor asks all members at once and answers for them", async () => {
  const { ask, runs, model, ids } = await aGroupThat({
    members: { Ada: () => [text("yes")], Bob: () => [text("no")] },
    manager: ({ messages }) =>
      messages.at(-1)?.role === "tool"
        ? [text("They disagree")]
        : callTool("send_message_to_all_agents_in_group", { message: "Agreed?" }),
    config: { manager_type: "supervisor" },
  });
  const answer = await ask("Do they agree?");
  expect(said(answer)).toEqual(["Max: They disagree"]);
  const returned = answer.messages.find((message) => message.message_type === "tool_return_message");
  expect(returned).toMatchObject({
    status: "success",
    tool_return: `[{'agent_id': '${ids.Ada}', 'response': ['yes']}, {'agent_id': '${ids.Bob}', 'response': ['no']}]`,
  });
  const [root, ...children] = await runs();
  expect(children.map(({ parent_run_id }) => parent_run_id)).toEqual([root.id, root.id]);
  // The tool comes with the turn: the agent does not keep it.
  const tools = model.asked[0].request.tools.map(({ name }) => name);
  expect(tools).toContain("send_message_to_all_agents_in_group");
  expect((await ask("again")).usage.run_ids).toHaveLength(1);
});

test("the group of an agent and the one that tends its memory is answered by the agent", async () => {
  const world = await aTurnWorld({ model: answeringModel(() => [text("hello")]) });
  const { managed_group } = await world.anAgent({ name: "Ada", enable_sleeptime: true });
  const params = { group_id: managed_group?.id ?? "" };
  expect(said(await world.api.mneme.sendGroupMessage({ params, body: { input: "hi" } }))).toEqual([
    "Ada: hello",
  ]);
});

test("while a turn is not over, the group takes no other message; a cancelled one has no next speaker", async () => {
  const { ask, runs, api, params } = await aGroupThat({ members: { Ada: never, Bob: () => [text("b")] } });
  const first = ask("hello");
  await expect.poll(async () => (await runs())[0]?.status, patient).toBe("running");
  expect(await refusal(ask("again"))).toMatchObject({ status: 409 });
  expect((await refusal(api.groups.resetGroupMessages({ params }))).status).toBe(409);
  const [{ id }] = await runs();
  expect(await api.mneme.cancelGroupTurn({ params })).toEqual({ [id]: "cancelled" });
  expect((await first).stop_reason.stop_reason).toBe("cancelled");
  expect(await runs()).toHaveLength(1);
  expect((await refusal(api.mneme.cancelGroupTurn({ params }))).status).toBe(409);
});

test("a member that fails ends the turn with its error", async () => {
  const { ask, runs } = await aGroupThat({
    members: { Ada: () => Promise.reject(new Error("broken")), Bob: () => [text("b")] },
  });
  expect((await refusal(ask("hello"))).status).toBe(500);
  expect(await runs()).toHaveLength(1);
});

test("a group of strangers is not found, one without members or asked for an approval is refused", async () => {
  const { api, params, ask } = await aGroupThat({ members: { Ada: () => [text("a")] } });
  const stranger = await aTurnWorld();
  const theirs = stranger.api.mneme.sendGroupMessage({ params, body: { input: "hi" } });
  expect((await refusal(theirs)).status).toBe(404);
  const approval = { type: "approval" as const, approvals: [] };
  expect((await refusal(api.mneme.sendGroupMessage({ params, body: { messages: [approval] } }))).status).toBe(
    400,
  );
  await api.groups.modifyGroup({ params, body: { agent_ids: [] } });
  expect((await refusal(ask("hi"))).status).toBe(400);
});

// The list may ask the database, which on the embedded one would wait for the transaction that waits for it.
test(
  "a turn with a model of its own asks what models there are before it locks anything",
  patient,
  async () => {
    const { ctx, api, params } = await aGroupThat({
      members: { Ada: () => [text("one")], Bob: () => [text("two")] },
    });
    const { listModels } = ctx.models;
    ctx.models.listModels = async (organizationId) => {
      await ctx.db.provider.count();
      return listModels(organizationId);
    };
    const answer = await api.mneme.sendGroupMessage({
      params,
      body: { input: "go", override_model: "openai/gpt-5" } as never,
    });
    expect(answer.messages.flatMap((item) => ("content" in item ? [item.content] : []))).toEqual([
      "one",
      "two",
    ]);
  },
);
