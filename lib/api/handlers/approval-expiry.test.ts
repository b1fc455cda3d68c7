import { expect, test } from "vitest";
import { expireApprovals } from "@/lib/domain/approvals/expire-approvals";
import type { Context } from "@/lib/domain/context";
import { recoverRuns } from "@/lib/domain/runs/recover-runs";
import {
  type ScriptedModel,
  type ScriptedTurn,
  scriptedModel,
  text,
} from "@/lib/runtime/testing/scripted-model";
import {
  anAgentThatAsks,
  anotherProcess,
  answer,
  approve,
  asksTheClient,
  deny,
  returnsIn,
  writes,
} from "@/lib/testing/approvals";
import { aRunLog } from "@/lib/testing/crash";
import type { TurnWorldOptions } from "@/lib/testing/turns";

const HOUR = 3_600_000;
const DENIED =
  "Error: request to call tool denied. User reason: The request expired: nobody answered in time, so it was denied.";

/** A process of a server whose approvals expire after an hour: what its background work does is a call of `sweep`. */
function server(model: ScriptedModel, more: TurnWorldOptions = {}): TurnWorldOptions {
  return { model, ...more, settings: { approvalExpiresAfterMs: HOUR, ...more.settings } };
}

/** Other tests' organisations are on the same database; what is still pending there is not run here. */
const systemOf = (ctx: Context) => (organizationId: string) => ({
  ...ctx,
  ...(organizationId !== ctx.actor.organizationId && { executor: deadExecutor }),
  actor: { ...ctx.actor, type: "system" as const, id: null, organizationId },
});

/** Of a process that dies right after it has stored a run. */
const deadExecutor: Context["executor"] = {
  ownerId: "dead",
  start() {},
  cancel: async () => false,
  holds: () => false,
};

/** Looks for expired requests at a moment that lies so far ahead. */
const sweep = (ctx: Context, aheadMs = HOUR) =>
  expireApprovals(ctx.db, systemOf(ctx), {
    expiresAfterMs: HOUR,
    now: new Date(ctx.clock.now().getTime() + aheadMs),
  });

async function aWaitingAgent(turns: ScriptedTurn[], more: TurnWorldOptions = {}) {
  const model = scriptedModel(...turns);
  const world = await anAgentThatAsks(model, server(model, more));
  const asked = await world.say("remember");
  expect(asked.body.stop_reason.stop_reason).toBe("requires_approval");
  const isIdle = async () => (await world.runs()).every(({ completed_at }) => completed_at !== null);
  /** The runs that answered in place of a person, when all is quiet. */
  const expiries = async () => {
    await expect.poll(isIdle, { timeout: 5_000 }).toBe(true);
    const runs = await world.runs();
    return runs.filter(({ metadata }) => (metadata as { run_type?: string }).run_type === "approval_expiry");
  };
  return { ...world, model, expiries };
}

const tea = () => writes("tea", "call-1");

test("a request that nobody answered in time is denied by a run of the system's, and the turn goes on", async () => {
  const { ctx, model, expiries, memory, say } = await aWaitingAgent([
    [tea()],
    [text("Fine.")],
    [text("Hello.")],
  ]);
  await sweep(ctx);
  expect(await expiries()).toMatchObject([
    { actor_type: "system", actor_id: null, status: "completed", stop_reason: "end_turn" },
  ]);
  expect(returnsIn(model.requests[1])).toEqual({ "call-1": DENIED });
  expect(await memory()).toBe("");
  expect((await say("hello?")).body.messages).toMatchObject([{ content: "Hello." }]);
});

test("people see in the history that the request expired", async () => {
  const { ctx, api, agent, expiries } = await aWaitingAgent([[tea()], [text("Fine.")]]);
  await sweep(ctx);
  await expiries();
  const list = await api.agents.listMessages({ params: { agent_id: agent.id }, query: { order: "asc" } });
  expect(list.slice(-4)).toMatchObject([
    { message_type: "approval_request_message" },
    {
      message_type: "approval_response_message",
      approvals: [
        { approve: false, reason: "The request expired: nobody answered in time, so it was denied." },
      ],
    },
    { message_type: "tool_return_message", status: "error" },
    { message_type: "assistant_message", content: "Fine." },
  ]);
});

test("a request waits as long as it may", async () => {
  const { ctx, expiries, say } = await aWaitingAgent([[tea()]]);
  await sweep(ctx, HOUR / 2);
  expect(await expiries()).toEqual([]);
  expect((await say("hello?")).status).toBe(409);
});

test("where the server is configured so, what expires is approved and run", async () => {
  const { ctx, expiries, memory, window } = await aWaitingAgent([[tea()], [text("Noted.")]], {
    settings: { approvalExpiryAnswer: "approve" },
  });
  await sweep(ctx);
  expect(await expiries()).toMatchObject([{ status: "completed" }]);
  expect(await memory()).toContain("tea");
  const given = (await window()).find(({ approvals }) => approvals);
  expect(given?.approvals).toMatchObject([
    { approve: true, reason: expect.stringMatching(/expired.*approved, as the server is configured/) },
  ]);
});

test("calls of a client's tools are denied even then: only the client can run them", async () => {
  const { ctx, model, expiries, memory } = await aWaitingAgent(
    [[tea(), asksTheClient("call-2")], [text("Ok.")]],
    {
      settings: { approvalExpiryAnswer: "approve" },
    },
  );
  await sweep(ctx);
  await expiries();
  expect(await memory()).toContain("tea");
  expect(returnsIn(model.requests[1])["call-2"]).toContain(
    "the client that runs this tool did not answer in time",
  );
  expect(model.requests[1].tools.map(({ name }) => name)).toEqual(["memory_insert"]);
});

test("a tool of the client's that has the name of one of the server's is the client's", async () => {
  const model = scriptedModel([tea()], [text("Ok.")]);
  const world = await anAgentThatAsks(
    model,
    server(model, { settings: { approvalExpiryAnswer: "approve" } }),
  );
  const client_tools = [{ name: "memory_insert", parameters: { type: "object", properties: {} } }];
  await world.say({ input: "remember", client_tools });
  await sweep(world.ctx);
  await expect.poll(() => model.requests.length).toBe(2);
  expect(await world.memory()).toBe("");
});

test("conversations beside the default one expire, too, each for itself", async () => {
  const { ctx, sayIn, aConversation, expiries, window, model } = await aWaitingAgent([
    [tea()],
    [writes("coffee", "call-2")],
    [text("Fine.")],
    [text("Fine.")],
  ]);
  const id = await aConversation();
  await sayIn(id, "remember");
  await sweep(ctx);
  expect((await expiries()).map(({ conversation_id }) => conversation_id).sort()).toEqual([id, null].sort());
  expect((await window(id)).map(({ role }) => role).slice(-3)).toEqual(["approval", "tool", "assistant"]);
  expect(
    model.requests
      .slice(2)
      .flatMap((request) => Object.keys(returnsIn(request)))
      .sort(),
  ).toEqual(["call-1", "call-2"]);
});

test("answers that people gave to some of the calls count, only the open ones expire", async () => {
  const { ctx, say, model, expiries, memory } = await aWaitingAgent([
    [tea(), writes("coffee", "call-2"), writes("water", "call-3")],
    [text("Done.")],
  ]);
  await say(answer(approve("call-1"), deny("call-2", "too strong")));
  await sweep(ctx);
  await expiries();
  expect(await memory()).toContain("tea");
  expect(returnsIn(model.requests[1])).toMatchObject({
    "call-2": "Error: request to call tool denied. User reason: too strong",
    "call-3": DENIED,
  });
});

test("two processes that look at the same moment answer once", async () => {
  const { ctx, agent, expiries, window } = await aWaitingAgent([[tea()], [text("Fine.")]]);
  const other = await anotherProcess(ctx.actor, agent.id, server(scriptedModel([text("Fine.")])));
  await Promise.all([sweep(ctx), sweep(other.ctx), sweep(ctx), sweep(other.ctx)]);
  expect(await expiries()).toHaveLength(1);
  expect((await window()).filter(({ role }) => role === "tool")).toHaveLength(1);
});

test("an answer whose process dies before it begins is given by the next one, once", async () => {
  const runLog = await aRunLog();
  const { ctx, agent, runs, window } = await aWaitingAgent([[tea()]], { runLog });
  await sweep({ ...ctx, executor: deadExecutor });
  const heir = await anotherProcess(ctx.actor, agent.id, {
    ...server(scriptedModel([text("Fine.")])),
    runLog: await aRunLog(),
  });
  await sweep(heir.ctx);
  const recover = () =>
    recoverRuns(heir.ctx.db, systemOf(heir.ctx), {
      ownerId: heir.ctx.executor.ownerId,
      allOthers: true,
      now: heir.ctx.clock.now(),
    });
  await recover();
  await expect
    .poll(async () => (await runs()).map(({ status }) => status))
    .toEqual(["completed", "completed"]);
  expect((await window()).filter(({ role }) => role === "tool")).toHaveLength(1);
  await sweep(heir.ctx);
  expect(await runs()).toHaveLength(2);
});

test("a person whose answer comes before that of the system has the last word, and the model is asked once", async () => {
  const { ctx, agent, say, memory, expiries } = await aWaitingAgent([[tea()], [text("Noted.")]]);
  await sweep({ ...ctx, executor: deadExecutor });
  expect((await say(answer(approve("call-1")))).body.messages.at(-1)).toMatchObject({ content: "Noted." });
  const heir = await anotherProcess(ctx.actor, agent.id, {
    ...server(scriptedModel()),
    runLog: ctx.runLog,
  });
  await recoverRuns(heir.ctx.db, systemOf(heir.ctx), {
    ownerId: heir.ctx.executor.ownerId,
    allOthers: true,
    now: heir.ctx.clock.now(),
  });
  expect(await expiries()).toMatchObject([{ status: "cancelled", stop_reason: "cancelled", num_steps: 0 }]);
  expect(await memory()).toContain("tea");
});

test("while somebody is speaking, the system waits", async () => {
  const { ctx, agent, expiries } = await aWaitingAgent([[tea()], [text("Fine.")]]);
  const id = ctx.ids.next("run");
  const scope = { organization_id: ctx.actor.organizationId, agent_id: agent.id };
  await ctx.db.run.create({ data: { id, ...scope, status: "running" } });
  await sweep(ctx);
  await ctx.db.run.delete({ where: { id } });
  expect(await expiries()).toEqual([]);
  await sweep(ctx);
  expect(await expiries()).toHaveLength(1);
});

test("a request that is not at the end of the window any more is forgotten", async () => {
  const { ctx, api, agent, expiries } = await aWaitingAgent([[tea()]]);
  await api.agents.resetMessages({ params: { agent_id: agent.id }, body: {} });
  await sweep(ctx);
  expect(await expiries()).toEqual([]);
  expect(await ctx.db.pendingApproval.count({ where: { agent_id: agent.id } })).toBe(0);
});

test("a fork of a conversation that waits has a wait of its own", async () => {
  const { ctx, api, agent, expiries, window, say } = await aWaitingAgent([
    [tea()],
    [text("Noted.")],
    [text("Fine.")],
  ]);
  const fork = await api.conversations.forkConversation({
    params: { conversation_id: "default" },
    query: { agent_id: agent.id },
  });
  await say(answer(approve("call-1")));
  await sweep(ctx);
  expect(await expiries()).toMatchObject([{ conversation_id: fork.id, status: "completed" }]);
  expect((await window(fork.id)).at(-1)).toMatchObject({ role: "assistant", content: [{ text: "Fine." }] });
});

test("an answer that fails before it is given is tried again only after as long a wait", async () => {
  const { ctx, expiries } = await aWaitingAgent([[tea()], [text("Fine.")]]);
  const openModel = ctx.models.openModel;
  ctx.models.openModel = () => Promise.reject(new Error("The provider is gone"));
  ctx.log = { ...ctx.log, error() {} };
  await sweep(ctx);
  expect(await expiries()).toMatchObject([{ status: "failed" }]);
  await sweep(ctx, HOUR / 2);
  expect(await expiries()).toHaveLength(1);
  ctx.models.openModel = openModel;
  await sweep(ctx);
  expect(await expiries()).toMatchObject([{ status: "failed" }, { status: "completed" }]);
});

test("agents of other organisations are answered as their own", async () => {
  const first = await aWaitingAgent([[tea()], [text("Fine.")]]);
  const second = await aWaitingAgent([[tea()], [text("Fine.")]]);
  const contextFor = (organizationId: string) =>
    systemOf(
      [first, second].find(({ ctx }) => ctx.actor.organizationId === organizationId)?.ctx ?? first.ctx,
    )(organizationId);
  const now = new Date(second.ctx.clock.now().getTime() + HOUR);
  await expireApprovals(first.ctx.db, contextFor, { expiresAfterMs: HOUR, now });
  for (const { expiries, ctx } of [first, second])
    expect(await expiries()).toMatchObject([
      { organization_id: ctx.actor.organizationId, status: "completed" },
    ]);
});

test("a request brings the job with it that looks at it when it expires; without the setting none does", async () => {
  const at = async (settings: object) => {
    const jobs: { name: string; runAt?: Date }[] = [];
    const queue: Context["queue"] = {
      async enqueue(_, name, stored) {
        jobs.push(...stored.map(({ runAt }) => ({ name, runAt })));
      },
      wake() {},
    };
    const world = await anAgentThatAsks(scriptedModel([tea()]), { settings, queue });
    await world.say("remember");
    return { jobs, ctx: world.ctx };
  };
  const { jobs, ctx } = await at({ approvalExpiresAfterMs: HOUR });
  const { waiting_since } = await ctx.db.pendingApproval.findFirstOrThrow({
    where: { organization_id: ctx.actor.organizationId },
  });
  expect(jobs).toEqual([{ name: "expire_approvals", runAt: new Date(waiting_since.getTime() + HOUR) }]);
  expect((await at({})).jobs).toEqual([]);
});

test("the search for expired requests reads an index, not the history", async () => {
  const { ctx } = await anAgentThatAsks(scriptedModel());
  const indexes = await ctx.db.$queryRaw<{ indexdef: string }[]>`
    select indexdef from pg_indexes where tablename = 'pending_approvals'`;
  expect(indexes.map(({ indexdef }) => indexdef).join()).toContain("(waiting_since)");
});
