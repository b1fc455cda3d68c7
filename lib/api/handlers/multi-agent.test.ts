import { expect, test } from "vitest";
import { askAgent } from "@/lib/domain/tools/ask-agent";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import type { ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callTool, text } from "@/lib/runtime/testing/scripted-model";
import { newId } from "@/lib/shared/ids";
import { answeringModel } from "@/lib/testing/answering-model";
import { aTurnWorld } from "@/lib/testing/turns";

/** For a machine that has much else to do. */
const patient = { timeout: 20_000 };

type Script = (request: ModelRequest) => (ModelPart | ModelPart[])[] | Promise<ModelPart[]>;

const ASK = "send_message_to_agent_and_wait_for_reply";
const TELL = "send_message_to_agent_async";
const never = () => new Promise<never>(() => {});
const answered = ({ messages }: ModelRequest) => messages.at(-1)?.role === "tool";

/** Agents by name, each with what it answers; the tools they talk to each other with are theirs. */
async function agentsThat(scripts: Record<string, Script>, fields: Record<string, object> = {}) {
  const byId = new Map<string, Script>();
  const model = answeringModel(async (id, request) => (byId.get(id) as Script)(request));
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const ids: Record<string, string> = {};
  for (const [name, script] of Object.entries(scripts)) {
    const { id } = await world.anAgent({ name, include_multi_agent_tools: true, ...fields[name] });
    ids[name] = id;
    byId.set(id, script);
  }
  const say = (name: string) =>
    world.api.agents.sendMessage({ params: { agent_id: ids[name] }, body: { input: "go" } });
  const runsOf = (name: string) =>
    world.ctx.db.run.findMany({ where: { agent_id: ids[name] }, orderBy: { created_at: "asc" } });
  return { ...world, model, ids, say, runsOf };
}

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof agentsThat>>["say"]>>;

const returned = ({ messages }: Answer) =>
  messages.flatMap((message) =>
    message.message_type === "tool_return_message" ? [[message.status, message.tool_return as string]] : [],
  );

const asks =
  (to: () => string, message = "What is due?"): Script =>
  (request) =>
    answered(request) ? [text("done")] : callTool(ASK, { message, other_agent_id: to() });

test("an agent asks another one and reads its answer, which is a run of its own with the asking one as parent", async () => {
  const { say, ids, runsOf, model } = await agentsThat({
    Ada: asks(() => ids.Bob),
    Bob: () => [text("Invoice 7"), text(" and 8")],
  });
  const answer = await say("Ada");
  expect(returned(answer)).toEqual([
    ["success", `{'agent_id': '${ids.Bob}', 'response': ['Invoice 7 and 8']}`],
  ]);
  const [[parent], [child]] = [await runsOf("Ada"), await runsOf("Bob")];
  expect(child).toMatchObject({ parent_run_id: parent.id, status: "completed", actor_id: ids.Ada });
  const heard = model.asked.find(({ agentId }) => agentId === ids.Bob)?.request.messages.at(-1);
  expect(heard).toMatchObject({ role: "system", sender_id: ids.Ada });
  expect(textOf(heard?.content ?? [])).toContain(ids.Ada);
  expect(textOf(heard?.content ?? [])).toMatch(/What is due\?$/);
});

test("an agent that says nothing has no response", async () => {
  const { say, ids } = await agentsThat({ Ada: asks(() => ids.Bob), Bob: () => [text("")] });
  expect(returned(await say("Ada"))[0][1]).toContain("'response': ['<no response>']");
});

test("agents that cannot be asked are named in the answer: itself, an unknown one, another organisation's", async () => {
  let to = "";
  const { say, ids } = await agentsThat({ Ada: asks(() => to) });
  const stranger = await aTurnWorld();
  const theirs = await stranger.anAgent();
  to = ids.Ada;
  expect(returned(await say("Ada"))).toEqual([["error", "An agent cannot send a message to itself."]]);
  const unknown = [];
  for (to of [newId("agent"), theirs.id]) unknown.push(returned(await say("Ada"))[0][1].replace(to, "ID"));
  expect(unknown).toEqual(Array(2).fill("There is no agent with the id 'ID'."));
  expect(await stranger.ctx.db.run.count({ where: { agent_id: theirs.id } })).toBe(0);
});

// Each would wait for the other, and both for ever.
test("an agent that is asked cannot ask back who waits for it", async () => {
  const { say, ids } = await agentsThat({
    Ada: asks(() => ids.Bob),
    Bob: (request) =>
      answered(request)
        ? [
            text(
              textOf(request.messages.at(-1)?.content ?? []).includes("waits for your answer")
                ? "refused"
                : "?",
            ),
          ]
        : callTool(ASK, { message: "And you?", other_agent_id: ids.Ada }),
  });
  expect(returned(await say("Ada"))).toEqual([
    ["success", `{'agent_id': '${ids.Bob}', 'response': ['refused']}`],
  ]);
});

test("a longer circle ends too", async () => {
  const { say, ids } = await agentsThat({
    Ada: asks(() => ids.Bob),
    Bob: asks(() => ids.Eve),
    Eve: asks(() => ids.Ada),
  });
  expect(returned(await say("Ada"))[0]).toEqual(["success", expect.stringContaining("'done'")]);
});

test("a busy agent is not waited for", async () => {
  const { say, ids, api, runsOf } = await agentsThat({ Ada: asks(() => ids.Bob), Bob: never });
  await api.agents.createAgentMessageAsync({ params: { agent_id: ids.Bob }, body: { input: "work" } });
  expect(returned(await say("Ada"))).toEqual([
    ["error", `Agent '${ids.Bob}' is busy with another turn; try again later.`],
  ]);
  expect(await runsOf("Bob")).toHaveLength(1);
  await api.agents.cancelMessage({ params: { agent_id: ids.Bob }, body: {} });
});

test("cancelling a run cancels the one whose answer it waits for", async () => {
  const { ids, api, runsOf } = await agentsThat({ Ada: asks(() => ids.Bob), Bob: never });
  await api.agents.createAgentMessageAsync({ params: { agent_id: ids.Ada }, body: { input: "go" } });
  await expect.poll(async () => (await runsOf("Bob"))[0]?.status, patient).toBe("running");
  await api.agents.cancelMessage({ params: { agent_id: ids.Ada }, body: {} });
  await expect.poll(async () => (await runsOf("Bob"))[0], patient).toMatchObject({ status: "cancelled" });
  expect(await runsOf("Ada")).toMatchObject([{ status: "cancelled" }]);
});

test("an answer that does not come in time is given up, and its run with it", async () => {
  const { ids, ctx, runsOf } = await agentsThat({ Ada: never, Bob: never });
  const scope = { ctx, agent: { id: ids.Ada, timezone: "UTC" }, signal: new AbortController().signal };
  const question = askAgent(scope, { to: ids.Bob, message: "Quick!" }, { timeoutMs: 50 });
  await expect(question).rejects.toThrow(`Agent '${ids.Bob}' did not answer within`);
  await expect.poll(async () => (await runsOf("Bob"))[0], patient).toMatchObject({ status: "cancelled" });
});

test("a failure of the other agent is told, and the turn goes on", async () => {
  const { say, ids } = await agentsThat({
    Ada: asks(() => ids.Bob),
    Bob: () => Promise.reject(new Error("broken")),
  });
  const answer = await say("Ada");
  expect(returned(answer)[0]).toEqual(["error", expect.stringContaining(`Agent '${ids.Bob}' failed`)]);
  expect(answer.stop_reason.stop_reason).toBe("end_turn");
});

test("a message without waiting returns at once and comes in its own turn", async () => {
  let release = () => {};
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { say, ids, runsOf } = await agentsThat({
    Ada: (request) =>
      answered(request) ? [text("done")] : callTool(TELL, { message: "FYI", other_agent_id: ids.Bob }),
    Bob: () => open.then(() => [text("noted")]),
  });
  const answer = await say("Ada");
  expect(returned(answer)).toEqual([["success", "Successfully sent message"]]);
  const [parent] = await runsOf("Ada");
  expect(await runsOf("Bob")).toMatchObject([{ parent_run_id: parent.id, completed_at: null }]);
  release();
  await expect.poll(async () => (await runsOf("Bob"))[0], patient).toMatchObject({ status: "completed" });
});

// Two agents who write to each other without end would cost money until somebody notices.
test("agents that set each other off are stopped after a while", async () => {
  const { say, ids, runsOf } = await agentsThat({
    Ada: (request) =>
      answered(request) ? [text("x")] : callTool(TELL, { message: "ping", other_agent_id: ids.Bob }),
    Bob: (request) =>
      answered(request) ? [text("x")] : callTool(TELL, { message: "pong", other_agent_id: ids.Ada }),
  });
  await say("Ada");
  const all = async () => [...(await runsOf("Ada")), ...(await runsOf("Bob"))];
  await expect.poll(async () => (await all()).length, patient).toBe(17);
  await expect.poll(async () => (await all()).every(({ completed_at }) => completed_at), patient).toBe(true);
  expect(await all()).toHaveLength(17);
});

test("a broadcast reaches the agents with the tags, and who cannot answer says why", async () => {
  const broadcast = { message: "Status?", match_all: ["x"], match_some: ["a", "b"] };
  const tagged = (...tags: string[]) => ({ tags });
  const { say, ids, runsOf } = await agentsThat(
    {
      Ada: (request) =>
        answered(request) ? [text("done")] : callTool("send_message_to_agents_matching_tags", broadcast),
      Bob: () => [text("fine")],
      Eve: () => Promise.reject(new Error("broken")),
      Fay: () => [text("never asked")],
    },
    { Ada: tagged("x", "a"), Bob: tagged("x", "a"), Eve: tagged("x", "b"), Fay: tagged("x") },
  );
  const [[status, list]] = returned(await say("Ada"));
  expect(status).toBe("success");
  expect(list).toContain(`[{'agent_id': '${ids.Bob}', 'response': ['fine']}, {'agent_id': '${ids.Eve}'`);
  expect(list).toContain("<error: Agent");
  expect(await runsOf("Fay")).toEqual([]);
  expect(await runsOf("Ada")).toHaveLength(1);
});

test("a broadcast that nobody matches returns an empty list", async () => {
  const { say } = await agentsThat({
    Ada: (request) =>
      answered(request)
        ? [text("done")]
        : callTool("send_message_to_agents_matching_tags", {
            message: "?",
            match_all: ["none"],
            match_some: [],
          }),
  });
  expect(returned(await say("Ada"))).toEqual([["success", "[]"]]);
});
