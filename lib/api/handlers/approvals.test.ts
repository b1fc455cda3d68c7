import { expect, test } from "vitest";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import {
  anAgentThatAsks,
  anotherProcess,
  answer,
  approve,
  asksTheClient,
  client_tools,
  deny,
  lastWords,
  returnsIn,
  writes,
} from "@/lib/testing/approvals";
import { framesOf } from "@/lib/testing/conversations";
import { chunksOf, outline } from "@/lib/testing/turns";

const twoCalls = () => [writes("tea", "call-1"), writes("coffee", "call-2")];
const WAITING =
  "Cannot send a new message: The agent is waiting for approval on a tool call. Please approve or deny the pending request before continuing.";

async function anAgentWithTwoCalls(...rest: Parameters<typeof scriptedModel>) {
  const model = scriptedModel(twoCalls(), ...rest);
  const world = await anAgentThatAsks(model);
  const first = await world.say("remember both");
  expect(first.body.stop_reason.stop_reason).toBe("requires_approval");
  return { ...world, model };
}

test("an answer to some of the calls is held, and nothing runs until the others have theirs", async () => {
  const { say, memory, window, model } = await anAgentWithTwoCalls([text("Done.")]);
  const before = await window();
  const partial = await say(answer(approve("call-1")));
  expect(partial).toMatchObject({
    status: 200,
    body: { messages: [], stop_reason: { stop_reason: "requires_approval" } },
  });
  expect(await memory()).toBe("");
  expect(await window()).toEqual(before);
  const rest = await say(answer(deny("call-2", "no coffee")));
  expect(rest.body).toMatchObject({ stop_reason: { stop_reason: "end_turn" } });
  expect(await memory()).toContain("tea");
  expect(await memory()).not.toContain("coffee");
  expect(Object.keys(returnsIn(model.requests[1])).sort()).toEqual(["call-1", "call-2"]);
  const [given, returns] = (await window()).slice(before.length);
  expect(given).toMatchObject({
    role: "approval",
    approvals: [{ tool_call_id: "call-1", approve: true }, { tool_call_id: "call-2" }],
  });
  expect(returns.tool_returns).toHaveLength(2);
});

test("a mind may be changed until the last call is answered", async () => {
  const { say, memory } = await anAgentWithTwoCalls([text("Done.")]);
  await say(answer(approve("call-1")));
  await say(answer(deny("call-1", "on second thoughts")));
  await say(answer(approve("call-2")));
  expect(await memory()).not.toContain("tea");
  expect(await memory()).toContain("coffee");
});

test("a held answer is neither a message nor an end of the wait", async () => {
  const { say, api, agent } = await anAgentWithTwoCalls();
  await say(answer(approve("call-1")));
  expect((await say("hello?")).status).toBe(409);
  const params = { agent_id: agent.id };
  const { pending_approval } = await api.agents.retrieveAgent({
    params,
    query: { include: ["agent.pending_approval"] },
  });
  expect(pending_approval).toMatchObject({
    tool_calls: [{ tool_call_id: "call-1" }, { tool_call_id: "call-2" }],
  });
});

test("what follows an answer to some of the calls cannot be heard yet, so all of the request is refused", async () => {
  const { say, memory } = await anAgentWithTwoCalls([text("Done.")]);
  const [approval] = answer(approve("call-1")).messages;
  const refused = await say({ messages: [approval, { role: "user", content: "and hurry" }] });
  expect(refused.status).toBe(409);
  expect((await say(answer(approve("call-2")))).body.stop_reason.stop_reason).toBe("requires_approval");
  expect(await memory()).toBe("");
});

test.each([
  ["names a call that nobody made", [approve("call-1"), approve("call-9")]],
  ["answers a call twice", [approve("call-1"), deny("call-1")]],
])("an answer that %s is refused in words clients know, and nothing of it is held", async (_, approvals) => {
  const { say, ctx, agent } = await anAgentWithTwoCalls();
  const refused = await say(answer(...approvals));
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(/Invalid tool call IDs\. Expected '\["call-1","call-2"\]'/) },
  });
  const note = await ctx.db.pendingApproval.findFirstOrThrow({ where: { agent_id: agent.id } });
  expect(note.held).toEqual([]);
});

test("a preview of an answer shows what would be sent and holds nothing", async () => {
  const { send, agent, ctx } = await anAgentWithTwoCalls();
  const preview = await send(
    "POST",
    `/v1/agents/${agent.id}/messages/preview-raw-payload`,
    answer(approve("call-1")),
  );
  expect(preview.status).toBe(200);
  const note = await ctx.db.pendingApproval.findFirstOrThrow({ where: { agent_id: agent.id } });
  expect(note).toMatchObject({ held: [], answering_run_id: null });
});

test("two processes that get the whole answer at once run the tool once", async () => {
  const model = () => scriptedModel([text("Done.")], [text("Going on.")]);
  const asking = await anAgentThatAsks(
    scriptedModel([writes("tea", "call-1")], [text("Done.")], [text("Going on.")]),
  );
  await asking.say("remember");
  const other = await anotherProcess(asking.ctx.actor, asking.agent.id, { model: model() });
  const answers = await Promise.all([asking, other].map(({ say }) => say(answer(approve("call-1")))));
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  expect((await asking.memory()).match(/tea/g)).toHaveLength(1);
  const returned = (await asking.window()).flatMap(({ tool_returns }) => tool_returns ?? []);
  expect(returned.filter(({ tool_call_id }) => tool_call_id === "call-1")).toHaveLength(1);
});

test("a denial tells the agent the reason, and people see it in the answer", async () => {
  const model = scriptedModel([writes("tea", "call-1")], [text("As you wish.")]);
  const { say, memory, api, agent } = await anAgentThatAsks(model);
  await say("remember");
  await say(answer(deny("call-1", "too personal")));
  expect(returnsIn(model.requests[1])).toEqual({
    "call-1": "Error: request to call tool denied. User reason: too personal",
  });
  expect(await memory()).toBe("");
  const list = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { order: "asc" } });
  expect(list).toContainEqual(
    expect.objectContaining({
      message_type: "approval_response_message",
      approvals: [expect.objectContaining({ approve: false, reason: "too personal" })],
    }),
  );
});

test("an approval with other arguments runs the tool with these, and the model is told", async () => {
  const model = scriptedModel([writes("tea", "call-1")], [text("Green, then.")]);
  const { say, memory, api, agent } = await anAgentThatAsks(model);
  await say("remember");
  const edited = { label: "human", new_string: "green tea" };
  await say(answer(approve("call-1", { arguments: edited })));
  expect(await memory()).toContain("green tea");
  expect(lastWords(model.requests[1])).toContain("other arguments than you gave: memory_insert (call-1)");
  expect(lastWords(model.requests[1])).toContain("green tea");
  const asked = model.requests[1].messages.flatMap(({ tool_calls }) => tool_calls ?? []);
  expect(asked[0].function.arguments).not.toContain("green");
  const list = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { order: "asc" } });
  expect(list).toContainEqual(
    expect.objectContaining({ approvals: [expect.objectContaining({ arguments: edited })] }),
  );
});

test("other arguments that are no object are refused", async () => {
  const { say, memory } = await anAgentThatAsks(scriptedModel([writes("tea", "call-1")]));
  await say("remember");
  const refused = await say(answer(approve("call-1", { arguments: "green tea" })));
  expect(refused).toMatchObject({ status: 422 });
  expect(await memory()).toBe("");
});

test("returns of a client's tools answer its calls without a wrapper, and beside calls of the server's", async () => {
  const model = scriptedModel([asksTheClient("call-1"), writes("tea", "call-2")], [text("One file.")]);
  const { say, memory } = await anAgentThatAsks(model);
  await say("look and remember");
  const returned = { tool_call_id: "call-1", tool_return: "a.txt", status: "success" };
  const partial = await say({
    messages: [{ type: "tool_return", tool_returns: [{ type: "tool", ...returned }] }],
  });
  expect(partial.body.stop_reason.stop_reason).toBe("requires_approval");
  await say(answer(approve("call-2")));
  expect(returnsIn(model.requests[1])["call-1"]).toBe("a.txt");
  expect(await memory()).toContain("tea");
});

test("cancelling an agent denies what it waits for in all of its conversations", async () => {
  const model = scriptedModel(
    [writes("tea", "call-1")],
    [writes("coffee", "call-2")],
    [text("Fine.")],
    [text("Fine here, too.")],
  );
  const { say, sayIn, aConversation, api, agent, window, memory, runs } = await anAgentThatAsks(model);
  const id = await aConversation();
  await say("remember");
  await sayIn(id, "remember");
  const params = { agent_id: agent.id };
  const cancelled = await api.agents.cancelMessage({ params, body: undefined });
  expect(Object.keys(cancelled as object).sort()).toEqual((await runs()).map((run) => run.id).sort());
  for (const rows of [await window(), await window(id)])
    expect(rows.slice(-2)).toMatchObject([
      { role: "approval", approvals: [{ approve: false }] },
      { role: "tool" },
    ]);
  expect((await say("never mind")).status).toBe(200);
  expect((await sayIn(id, "never mind")).status).toBe(200);
  expect(await memory()).toBe("");
});

test("cancelling drops answers that were held", async () => {
  const { api, agent, memory, window } = await anAgentWithTwoCalls();
  await api.agents.sendMessage({ params: { agent_id: agent.id }, body: answer(approve("call-1")) as never });
  await api.agents.cancelMessage({ params: { agent_id: agent.id }, body: undefined });
  expect((await window()).at(-2)?.approvals).toMatchObject([{ approve: false }, { approve: false }]);
  expect(await memory()).toBe("");
});

test("a message while an approval is pending is a conflict of one exact shape on each path", async () => {
  const { say, sayIn, aConversation, window, ctx, agent, api } = await anAgentThatAsks(
    scriptedModel([writes("tea", "call-1")], [writes("coffee", "call-2")]),
  );
  const id = await aConversation();
  await say("remember");
  await sayIn(id, "remember");
  const pending_request_id = (await window()).at(-1)?.id;
  const message = `CONFLICT: ${WAITING}`;
  expect(await say("hello?")).toEqual({
    status: 409,
    body: { detail: { code: "PENDING_APPROVAL", message, pending_request_id } },
  });
  expect(await sayIn(id, "hello?")).toEqual({ status: 409, body: { detail: message } });
  for (const path of [`/v1/agents/${agent.id}/messages/stream`, `/v1/conversations/${id}/messages`]) {
    const frames = await framesOf(ctx, path, { input: "hello?", client_tools, include_pings: false });
    expect(outline(frames)).toEqual(["stop_reason", "error", "[DONE]"]);
    expect(chunksOf(frames)).toMatchObject([
      { stop_reason: "error" },
      { error_type: "internal_error", detail: message },
    ]);
  }
  const run = await api.agents.createAgentMessageAsync({
    params: { agent_id: agent.id },
    body: { input: "hello?" },
  });
  const stored = () => api.runs.retrieveRun({ params: { run_id: run.id } });
  await expect.poll(async () => (await stored()).status).toBe("failed");
  expect((await stored()).metadata).toMatchObject({ error: { detail: message } });
});

test("rules hold after an approval: the approved call counts, a denied one does not", async () => {
  const tool_rules = [
    { type: "requires_approval", tool_name: "memory_insert" },
    { type: "constrain_child_tools", tool_name: "memory_insert", children: ["memory_replace"] },
  ];
  const more = { tools: ["memory_insert", "memory_replace"], tool_rules };
  const offered = async (decision: object) => {
    const model = scriptedModel(
      [writes("tea", "call-1")],
      [callTool("memory_insert", {}, "call-2")],
      [text("ok")],
    );
    const { send, agent } = await anAgentThatAsks(model, {}, more);
    const say = (body: object) => send("POST", `/v1/agents/${agent.id}/messages`, { max_steps: 2, ...body });
    await say({ input: "remember" });
    await say(answer(decision));
    return model.requests[1];
  };
  const afterApproval = await offered(approve("call-1"));
  expect(afterApproval.tools.map(({ name }) => name)).toEqual(["memory_replace"]);
  expect(afterApproval.toolChoice).toEqual({ name: "memory_replace" });
  const afterDenial = await offered(deny("call-1"));
  expect(afterDenial.tools.map(({ name }) => name)).toContain("memory_insert");
});

test("the step that asked is the one whose call runs: its tokens and times stay, those of the tool are added", async () => {
  const model = scriptedModel([writes("tea", "call-1")], [text("Noted.")]);
  const { say, api, agent } = await anAgentThatAsks(model);
  const steps = () => api.steps.listSteps({ query: { agent_id: agent.id, order: "asc" } });
  const metricsOf = (step_id: string) => api.steps.retrieveMetricsForStep({ params: { step_id } });
  await say("remember");
  const [asked] = await steps();
  const before = await metricsOf(asked.id);
  expect(before.tool_execution_ns).toBeNull();
  const answered = await say(answer(approve("call-1")));
  expect(answered.body.usage).toMatchObject({ total_tokens: 15, step_count: 1 });
  const all = await steps();
  expect(all.map(({ total_tokens }) => total_tokens)).toEqual([15, 15]);
  expect(all[0].id).toBe(asked.id);
  const { tool_execution_ns, ...times } = await metricsOf(asked.id);
  expect({ ...times, tool_execution_ns: null }).toEqual(before);
  expect(tool_execution_ns).toBeGreaterThan(0);
});
