import { expect, test } from "vitest";
import { findAgent } from "@/lib/domain/agents/agent-row";
import { toolRunnerFor } from "@/lib/domain/tools/tool-runner";
import { newId } from "@/lib/shared/ids";
import { aWorld, refusal } from "@/lib/testing/harness";
import { systemMessageOf } from "@/lib/testing/state";

/** An agent with a block `human`, and what its tools do in one step of a run. */
async function anAgentWithMemory() {
  const world = await aWorld();
  const { ctx, api } = world;
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }], tools: ["memory"] });
  const organization_id = ctx.actor.organizationId;
  async function inOneStep(...calls: [name: string, args: Record<string, unknown>][]) {
    const run = await ctx.db.run.create({ data: { id: newId("run"), organization_id, agent_id: agent.id } });
    const step = await ctx.db.step.create({
      data: { id: newId("step"), organization_id, run_id: run.id, agent_id: agent.id },
    });
    const cause = { runId: run.id, stepId: null };
    const runner = await toolRunnerFor({ ...ctx, cause }, await findAgent(ctx, agent.id));
    for (const [name, args] of calls) {
      const options = { signal: new AbortController().signal, stepId: step.id };
      const { status, value } = await runner.run({ id: newId("call"), name, arguments: args }, options);
      expect(status, String(value)).toBe("success");
    }
    return step.id;
  }
  const undo = (step_id: string) => api.mneme.undoStepMemory({ params: { step_id } });
  const blocks = async () => {
    const listed = await api.agents.listCoreMemoryBlocks({ params: { agent_id: agent.id } });
    return Object.fromEntries(listed.map(({ label, value }) => [label, value]));
  };
  return { ...world, agent, block_id: agent.blocks[0].id!, inOneStep, undo, blocks };
}

const insert = (new_string: string): [string, Record<string, unknown>] => [
  "memory_insert",
  { label: "human", new_string },
];

test("undoing a step gives its block back what it held before the first of its edits", async () => {
  const { inOneStep, undo, blocks, block_id, ctx, agent } = await anAgentWithMemory();
  await inOneStep(insert("likes tea"));
  const before = await blocks();
  const step_id = await inOneStep(insert("likes milk"), insert("likes rum"));
  expect(await undo(step_id)).toEqual({
    step_id,
    blocks: [{ block_id, label: "human", change: "reverted" }],
  });
  expect(await blocks()).toEqual(before);
  expect((await systemMessageOf(ctx, agent.id)).text).not.toContain("rum");
});

// Undo must never throw away what somebody wrote in the meantime.
test("a step is not undone once somebody changed its block again, and the answer names that change", async () => {
  const { api, inOneStep, undo, blocks, block_id, ctx } = await anAgentWithMemory();
  const step_id = await inOneStep(insert("likes tea"));
  await api.blocks.modifyBlock({ params: { block_id }, body: { value: "mine" } });
  const { status, body } = await refusal(undo(step_id));
  expect(status).toBe(409);
  expect(body.later_change).toMatchObject({
    action: "updated",
    after: { value: "mine" },
    actor: { id: ctx.actor.id },
  });
  expect(await blocks()).toEqual({ human: "mine" });
});

test("undoing twice is refused: the undo is itself the later change", async () => {
  const { inOneStep, undo, blocks } = await anAgentWithMemory();
  const step_id = await inOneStep(insert("likes tea"));
  await undo(step_id);
  expect((await refusal(undo(step_id))).status).toBe(409);
  expect(await blocks()).toEqual({ human: "Ada" });
});

test("of two steps the later is undone first", async () => {
  const { inOneStep, undo, blocks } = await anAgentWithMemory();
  const first = await inOneStep(insert("likes tea"));
  const second = await inOneStep(insert("likes milk"));
  expect((await refusal(undo(first))).status).toBe(409);
  await undo(second);
  expect(await blocks()).toEqual({ human: "Ada\nlikes tea" });
});

test("a block that the step made is deleted, one that it dropped comes back, a new name goes", async () => {
  const { inOneStep, undo, blocks, ctx, agent } = await anAgentWithMemory();
  const made = await inOneStep([
    "memory",
    { command: "create", path: "/memories/plans", description: "d", file_text: "sail" },
  ]);
  expect(await blocks()).toEqual({ human: "Ada", plans: "sail" });
  expect((await undo(made)).blocks).toMatchObject([{ label: "plans", change: "deleted" }]);
  expect(await blocks()).toEqual({ human: "Ada" });
  expect((await systemMessageOf(ctx, agent.id)).text).not.toContain("<plans>");

  const renamed = await inOneStep([
    "memory",
    { command: "rename", old_path: "/memories/human", new_path: "/memories/person" },
  ]);
  expect(await blocks()).toEqual({ person: "Ada" });
  await undo(renamed);
  expect(await blocks()).toEqual({ human: "Ada" });

  const dropped = await inOneStep(["memory", { command: "delete", path: "/memories/human" }]);
  expect(await blocks()).toEqual({});
  expect((await undo(dropped)).blocks).toMatchObject([{ label: "human", change: "attached" }]);
  expect(await blocks()).toEqual({ human: "Ada" });
  expect((await systemMessageOf(ctx, agent.id)).text).toContain("<human>");
});

test("a block that the step made and another agent has taken up is not deleted", async () => {
  const { api, inOneStep, undo, blocks, anAgent } = await anAgentWithMemory();
  const step_id = await inOneStep([
    "memory",
    { command: "create", path: "/memories/plans", description: "d", file_text: "sail" },
  ]);
  const [plans] = await api.blocks.listBlocks({ query: { label: "plans" } });
  await anAgent({ block_ids: [plans.id] });
  expect((await refusal(undo(step_id))).status).toBe(409);
  expect(await blocks()).toMatchObject({ plans: "sail" });
});

test("a step that changed no memory cannot be undone, and all of a step is undone or nothing", async () => {
  const { api, inOneStep, undo, blocks, block_id } = await anAgentWithMemory();
  expect((await refusal(undo(await inOneStep()))).status).toBe(409);
  const step_id = await inOneStep(insert("likes tea"), [
    "memory",
    { command: "create", path: "/memories/plans", description: "d", file_text: "sail" },
  ]);
  await api.blocks.modifyBlock({ params: { block_id }, body: { description: "changed" } });
  expect((await refusal(undo(step_id))).status).toBe(409);
  expect(await blocks()).toEqual({ human: "Ada\nlikes tea", plans: "sail" });
});
