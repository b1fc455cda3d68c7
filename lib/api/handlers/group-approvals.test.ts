import { expect, test } from "vitest";
import { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import { expireApproval } from "@/lib/domain/approvals/expire-approval";
import { openGroupStream } from "@/lib/domain/groups/open-group-stream";
import { streamGroupMessage } from "@/lib/domain/groups/send-group-message";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import type { ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { text } from "@/lib/runtime/testing/scripted-model";
import { collect } from "@/lib/shared/collect";
import { answeringModel } from "@/lib/testing/answering-model";
import { answer, approve, deny, writes } from "@/lib/testing/approvals";
import { refusal } from "@/lib/testing/harness";
import { aTurnWorld, chunksOf } from "@/lib/testing/turns";

type Script = (request: ModelRequest) => (ModelPart | ModelPart[])[] | Promise<(ModelPart | ModelPart[])[]>;

const quiet = { include_pings: false };
const never = () => new Promise<never>(() => {});

/** Writes into its memory, which somebody has to approve, and says what became of it. */
const asksFirst: Script = ({ messages }) =>
  messages.at(-1)?.role === "tool" ? [text("noted")] : writes("tea", "call-1");

/** Three members that speak in their order; what Bob does has to be approved first. */
async function aRound(bob: Script = asksFirst) {
  const scripts = new Map<string, Script>();
  const model = answeringModel(async (id, request) => (scripts.get(id) as Script)(request));
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const ids: Record<string, string> = {};
  const said =
    (line: string): Script =>
    () => [text(line)];
  for (const [name, script] of Object.entries({ Ada: said("one"), Bob: bob, Eve: said("three") })) {
    const { id } = await world.anAgent({
      name,
      memory_blocks: [{ label: "human", value: "" }],
      tools: ["memory_insert"],
      include_base_tools: false,
      tool_rules: [{ type: "requires_approval", tool_name: "memory_insert" }],
    } as never);
    ids[name] = id;
    scripts.set(id, script);
  }
  const { api, ctx } = world;
  const agent_ids = Object.values(ids);
  const { id: group_id } = await api.groups.createGroup({ body: { agent_ids, description: "friends" } });
  const params = { group_id };
  const organization_id = ctx.actor.organizationId;
  const runs = async () => {
    const rows = await ctx.db.run.findMany({ where: { organization_id }, orderBy: { created_at: "asc" } });
    return rows.map((row) => ({
      ...row,
      speaker: Object.keys(ids).find((name) => ids[name] === row.agent_id),
    }));
  };
  return {
    ...world,
    ids,
    params,
    runs,
    speakers: async () => (await runs()).map(({ speaker }) => speaker),
    ask: (body: object) => api.mneme.sendGroupMessage({ params, body: body as never }),
    listen: async (body: object, signal = new AbortController().signal) =>
      streamGroupMessage(ctx, group_id, LettaStreamingRequest.parse({ streaming: true, ...body }), signal),
    resume: async (body: object) =>
      chunksOf(
        await collect(
          await openGroupStream(ctx, group_id, { ...body, ...quiet }, new AbortController().signal),
        ),
      ),
  };
}

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof aRound>>["ask"]>>;

const lines = ({ messages }: Answer) =>
  messages.flatMap((item) =>
    item.message_type === "assistant_message" ? [`${item.name}: ${item.content}`] : [],
  );

test("a turn that waits for an approval goes on with the next speaker when the group is answered", async () => {
  const { ask, runs } = await aRound();
  const asked = await ask({ input: "What to drink?" });
  expect(asked.stop_reason.stop_reason).toBe("requires_approval");
  expect(lines(asked)).toEqual(["Ada: one"]);
  const answered = await ask(answer(approve("call-1")));
  expect(lines(answered)).toEqual(["Bob: noted", "Eve: three"]);
  expect(answered.stop_reason.stop_reason).toBe("end_turn");
  const all = await runs();
  expect(all.map(({ speaker }) => speaker)).toEqual(["Ada", "Bob", "Bob", "Eve"]);
  expect(all.map(({ parent_run_id }) => parent_run_id)).toEqual([
    null,
    ...all.slice(0, 3).map(({ id }) => id),
  ]);
});

test("it goes on as well when the member itself is answered, approved or denied", async () => {
  const { ask, ids, api, speakers } = await aRound();
  await ask({ input: "What to drink?" });
  const params = { agent_id: ids.Bob };
  await api.agents.sendMessage({ params, body: answer(deny("call-1", "no")) as never });
  await expect.poll(speakers, { timeout: 10_000 }).toEqual(["Ada", "Bob", "Bob", "Eve"]);
});

// The second copy would be a turn that nobody asked for.
test("what a member is asked by others than its group leads to no turn of the group", async () => {
  const { ids, api, speakers } = await aRound();
  const params = { agent_id: ids.Bob };
  await api.agents.sendMessage({ params, body: { input: "just you" } });
  await api.agents.sendMessage({ params, body: answer(approve("call-1")) as never });
  expect(await speakers()).toEqual(["Bob", "Bob"]);
});

test("while a member waits, the group takes no message, and an answer only then", async () => {
  const { ask } = await aRound();
  expect(await refusal(ask(answer(approve("call-1"))))).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("No tool call is currently awaiting approval") },
  });
  await ask({ input: "What to drink?" });
  expect(await refusal(ask({ input: "Well?" }))).toMatchObject({
    status: 409,
    body: { detail: { code: "PENDING_APPROVAL", pending_request_id: expect.stringMatching(/^message-/) } },
  });
});

test("cancelling a turn that waits denies the call, and nobody speaks next", async () => {
  const { ask, api, params, ids, speakers } = await aRound();
  await ask({ input: "What to drink?" });
  await api.mneme.cancelGroupTurn({ params });
  const [last] = (await api.agents.listMessages({ params: { agent_id: ids.Bob }, query: {} })).slice(-1);
  expect(last).toMatchObject({ message_type: "tool_return_message", status: "error" });
  expect(await speakers()).toEqual(["Ada", "Bob"]);
  expect(lines(await ask({ input: "Again?" }))).toEqual(["Ada: one"]);
});

// Whoever speaks has left the group, but its turn is not over.
test("members that are exchanged during a turn do not let a second one begin", async () => {
  const { ask, api, params, ids, runs } = await aRound(never);
  void ask({ input: "go" }).catch(() => {});
  await expect.poll(async () => (await runs()).map(({ status }) => status)).toEqual(["completed", "running"]);
  await api.groups.modifyGroup({ params, body: { agent_ids: [ids.Eve] } });
  expect(await refusal(ask({ input: "again" }))).toMatchObject({ status: 409 });
  const running = (await runs())[1].id;
  expect(await api.mneme.cancelGroupTurn({ params })).toEqual({ [running]: "cancelled" });
});

const numbers = (chunks: { seq_id?: number | null }[]) => chunks.map(({ seq_id }) => seq_id);

test("a turn in the background is numbered over all speakers, and readers who come back miss and repeat nothing", async () => {
  const { listen, resume } = await aRound(() => [text("two")]);
  const items = await collect(await listen({ input: "go", background: true, ...quiet }));
  const chunks = chunksOf(items);
  expect(chunks.map(({ message_type }) => message_type)).toEqual([
    ...Array(3).fill("assistant_message"),
    "stop_reason",
    "usage_statistics",
  ]);
  expect(numbers(chunks)).toEqual([1, 2, 3, undefined, undefined]);
  expect(await resume({ starting_after: 0 })).toEqual(chunks);
  expect(await resume({ starting_after: 2 })).toEqual(chunks.slice(2));
  expect(await resume({ starting_after: 4 })).toEqual(chunks.slice(4));
  const { run_ids } = chunks[4] as unknown as { run_ids: string[] };
  expect(await resume({ run_id: run_ids[1], starting_after: 1 })).toEqual(chunks.slice(1));
});

test("a stream ends where somebody has to be asked; the answer's own begins with it", async () => {
  const { listen, resume } = await aRound();
  const first = chunksOf(await collect(await listen({ input: "go", background: true, ...quiet })));
  expect(first.map(({ message_type }) => message_type)).toEqual([
    "assistant_message",
    "approval_request_message",
    "stop_reason",
    "usage_statistics",
  ]);
  const second = chunksOf(
    await collect(await listen({ ...answer(approve("call-1")), background: true, ...quiet })),
  );
  expect(numbers(second).slice(0, 3)).toEqual([1, 2, 3]);
  expect(await resume({ starting_after: 1 })).toEqual(second.slice(1));
});

test("a turn in the foreground has no stream to return to", async () => {
  const { ask, send, params } = await aRound(() => [text("two")]);
  await ask({ input: "go" });
  expect((await send("POST", `/v1/_mneme/groups/${params.group_id}/stream`, {})).status).toBe(400);
});

test("a request that nobody answered in time is answered by the server, and the turn goes on", async () => {
  const { ask, ctx, speakers, runs } = await aRound();
  await ask({ input: "What to drink?" });
  const where = { organization_id: ctx.actor.organizationId };
  await expireApproval(ctx, await ctx.db.pendingApproval.findFirstOrThrow({ where }));
  await expect.poll(speakers, { timeout: 10_000 }).toEqual(["Ada", "Bob", "Bob", "Eve"]);
  expect((await runs())[2].metadata).toMatchObject({ run_type: "approval_expiry" });
});

test("a turn that waits outlives its process: the answer is given to the one that comes after", async () => {
  const first = await aRound();
  await first.ask({ input: "What to drink?" });
  const model = answeringModel((id) => [text(id === first.ids.Eve ? "three" : "noted")]);
  const next = await aTurnWorld({ model, actor: first.ctx.actor });
  const { params } = first;
  const answered = await next.api.mneme.sendGroupMessage({
    params,
    body: answer(approve("call-1")) as never,
  });
  expect(lines(answered)).toEqual(["Bob: noted", "Eve: three"]);
});
