import { expect, test } from "vitest";
import type { ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { returnText } from "@/lib/runtime/returns";
import { callTool, text } from "@/lib/runtime/testing/scripted-model";
import { answeringModel } from "@/lib/testing/answering-model";
import { aRunLog, never } from "@/lib/testing/crash";
import { aTurnWorld, type TurnWorld } from "@/lib/testing/turns";
import { loadMessages } from "../messages/load-messages";
import { recoverRuns } from "../runs/recover-runs";
import { ensureBaseTools } from "../tools/ensure-base-tools";

type Answer = (agentId: string, request: ModelRequest) => ModelPart[] | Promise<ModelPart[]>;

async function aProcess(answer: Answer, before?: TurnWorld): Promise<TurnWorld> {
  const model = answeringModel(answer);
  const world = await aTurnWorld({ model, runLog: await aRunLog(), actor: before?.ctx.actor });
  await ensureBaseTools(world.ctx);
  return world;
}

/** From now on the process begins no run any more: it dies between the end of a run and the beginning of the next. */
function diesAfter({ ctx: { executor } }: TurnWorld, runs: number) {
  const start = executor.start.bind(executor);
  let begun = 0;
  executor.start = (run) => (++begun <= runs ? start(run) : undefined);
}

const recoverIn = ({ ctx }: TurnWorld) =>
  recoverRuns(ctx.db, () => ctx, { ownerId: ctx.executor.ownerId, allOthers: true, now: ctx.clock.now() });

async function runsOf({ ctx }: TurnWorld) {
  const where = { organization_id: ctx.actor.organizationId };
  return ctx.db.run.findMany({ where, orderBy: [{ created_at: "asc" }, { id: "asc" }] });
}

/** The clocks of the processes are their own, so it is the links that tell the order. */
async function chainOf(world: TurnWorld): Promise<string[]> {
  const runs = await runsOf(world);
  const after = (parent: string | null): string[] => {
    const run = runs.find(({ parent_run_id }) => parent_run_id === parent);
    return run ? [run.agent_id, ...after(run.id)] : [];
  };
  return after(null);
}

const patient = { timeout: 20_000 };
const statuses = async (world: TurnWorld) => (await runsOf(world)).map(({ status }) => status).sort();

test("a group's turn goes on with the next speaker when the process died between two of them", async () => {
  const dead = await aProcess(() => [text("tea")]);
  const agents = [await dead.anAgent(), await dead.anAgent(), await dead.anAgent()];
  const agent_ids = agents.map(({ id }) => id);
  const group = await dead.api.groups.createGroup({ body: { agent_ids, description: "three" } });
  diesAfter(dead, 1);
  const params = { group_id: group.id };
  void dead.api.mneme.sendGroupMessage({ params, body: { input: "hello" } }).catch(() => {});
  await expect.poll(() => statuses(dead), patient).toEqual(["completed", "created"]);
  const next = await aProcess(() => [text("coffee")], dead);
  await recoverIn(next);
  await expect.poll(() => statuses(next), patient).toEqual(Array(3).fill("completed"));
  expect(await chainOf(next)).toEqual(agent_ids);
  const list = await next.api.groups.listGroupMessages({ params, query: { order: "asc" } });
  expect(list.map((item) => (item as { content?: unknown }).content)).toEqual([
    "hello",
    "tea",
    "coffee",
    "coffee",
  ]);
});

test("a companion reads along although the process died right after the turn", async () => {
  const dead = await aProcess(() => [text("hi")]);
  const agent = await dead.anAgent({ enable_sleeptime: true });
  diesAfter(dead, 1);
  const params = { agent_id: agent.id };
  const answer = await dead.api.agents.sendMessage({ params, body: { input: "hello" } });
  expect(await statuses(dead)).toEqual(["completed", "created"]);
  const next = await aProcess(() => [text("in order")], dead);
  await recoverIn(next);
  await expect.poll(() => statuses(next), patient).toEqual(["completed", "completed"]);
  expect((await runsOf(next)).map(({ id }) => id)).toContain(answer.usage.run_ids?.[0]);
});

// Sent twice, the other agent would do twice what it was asked.
test("an agent that waited for another when the process died waits on for the same answer", async () => {
  const ids: string[] = [];
  const ask = () =>
    callTool("send_message_to_agent_and_wait_for_reply", { message: "Sure?", other_agent_id: ids[1] });
  const answer =
    (bob: () => ModelPart[] | Promise<ModelPart[]>): Answer =>
    (id, { messages }) => {
      if (id === ids[1]) return bob();
      return messages.at(-1)?.role === "tool" ? [text("done")] : ask();
    };
  const dead = await aProcess(answer(never));
  for (const name of ["Ada", "Bob"])
    ids.push((await dead.anAgent({ name, include_multi_agent_tools: true })).id);
  const params = { agent_id: ids[0] };
  await dead.api.agents.createAgentMessageAsync({ params, body: { input: "ask" } });
  await expect.poll(() => statuses(dead), patient).toEqual(["running", "running"]);
  const next = await aProcess(
    answer(() => [text("yes")]),
    dead,
  );
  await recoverIn(next);
  await expect.poll(() => statuses(next), patient).toEqual(["completed", "completed"]);
  const { message_ids } = await next.ctx.db.agent.findFirstOrThrow({ where: { id: ids[0] } });
  const returns = (await loadMessages(next.ctx, ids[0], message_ids)).flatMap(
    ({ tool_returns }) => tool_returns ?? [],
  );
  expect(returns.map(returnText)).toEqual([`{'agent_id': '${ids[1]}', 'response': ['yes']}`]);
});
