import { expect, test } from "vitest";
import { findAgent } from "@/lib/domain/agents/agent-row";
import { createBlock } from "@/lib/domain/blocks/create-block";
import type { Context } from "@/lib/domain/context";
import { toolRunnerFor } from "@/lib/domain/tools/tool-runner";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

const run = (name: string, args: Record<string, unknown>) => ({ id: "call_1", name, arguments: args });
const options = () => ({ signal: new AbortController().signal, stepId: newId("step") });

async function blockValue(ctx: Context, id: string) {
  return (await ctx.db.block.findUniqueOrThrow({ where: { id } })).value;
}

// Agents that work at the same time on what they share must not undo each other.
test("twenty edits of one shared block by two agents at once lose nothing", async () => {
  const { anAgent, ctx } = await aWorld();
  const block = await createBlock(ctx, { label: "shared", value: "start" });
  const agents = [await anAgent({ block_ids: [block.id!] }), await anAgent({ block_ids: [block.id!] })];
  const runners = await Promise.all(
    agents.map(async ({ id }) => toolRunnerFor(ctx, await findAgent(ctx, id))),
  );
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  const outcomes = await Promise.all(
    lines.map((line, i) =>
      runners[i % 2].run(run("memory_insert", { label: "shared", new_string: line }), options()),
    ),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(lines.map(() => "success"));
  const value = await blockValue(ctx, block.id!);
  expect(value.split("\n").sort()).toEqual(["start", ...lines].sort());
});

test("an edit in a turn is the agent's own in the history of state, with its run and step", async () => {
  const { anAgent, ctx } = await aWorld();
  const { id, blocks } = await anAgent({ memory_blocks: [{ label: "human", value: "a" }] });
  const cause = { runId: newId("run"), stepId: null };
  const runner = await toolRunnerFor({ ...ctx, cause }, await findAgent(ctx, id));
  const { signal, stepId } = options();
  await runner.run(run("memory_replace", { label: "human", old_string: "a", new_string: "b" }), {
    signal,
    stepId,
  });
  const event = await ctx.db.stateEvent.findFirstOrThrow({
    where: { entity_id: blocks[0].id!, action: "updated" },
  });
  expect(event).toMatchObject({ actor_type: "agent", actor_id: id, run_id: cause.runId, step_id: stepId });
  expect([event.before, event.after]).toEqual([{ value: "a" }, { value: "b" }]);
});

test.each([
  ["an unknown block", "memory_insert", { label: "nope", new_string: "x" }, "available: human, rules"],
  [
    "a read-only block",
    "memory_replace",
    { label: "rules", old_string: "be", new_string: "x" },
    "Error This block is read-only and cannot be edited.",
  ],
  ["text that is not there", "memory_replace", { label: "human", old_string: "zzz", new_string: "x" }, "zzz"],
  [
    "an argument of the wrong type",
    "memory_insert",
    { label: "human", new_string: 7 },
    "'new_string' must be a string",
  ],
])("an edit of %s fails with a text that helps, and changes nothing", async (_, name, args, text) => {
  const { anAgent, ctx } = await aWorld();
  const memory_blocks = [
    { label: "human", value: "Ada" },
    { label: "rules", value: "be kind", read_only: true },
  ];
  const { id, blocks } = await anAgent({ memory_blocks });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const outcome = await runner.run(run(name, args), options());
  expect(outcome.status).toBe("error");
  expect(outcome.value).toContain(text);
  const values = await Promise.all(blocks.map((block) => blockValue(ctx, block.id!)));
  expect(values.sort()).toEqual(["Ada", "be kind"]);
});

test("the memory tool creates, renames and deletes blocks of the agent", async () => {
  const { anAgent, ctx } = await aWorld();
  const { id } = await anAgent({ tools: ["memory"], memory_blocks: [{ label: "human", value: "Ada" }] });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const labels = async () =>
    (await ctx.db.agentBlock.findMany({ where: { agent_id: id } })).map(({ label }) => label).sort();
  const memory = async (args: Record<string, unknown>) =>
    expect(await runner.run(run("memory", args), options())).toMatchObject({ status: "success" });
  await memory({ command: "create", path: "/memories/plans", description: "Plans", file_text: "one" });
  expect(await labels()).toEqual(["human", "plans"]);
  await memory({ command: "rename", old_path: "/memories/plans", new_path: "/memories/goals" });
  expect(await labels()).toEqual(["goals", "human"]);
  await memory({ command: "delete", path: "/memories/goals" });
  expect(await labels()).toEqual(["human"]);
});

test("a patch that fails at its end leaves nothing of its beginning", async () => {
  const { anAgent, ctx } = await aWorld();
  const { id, blocks } = await anAgent({
    tools: ["memory_apply_patch"],
    memory_blocks: [{ label: "human", value: "Ada" }],
  });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const patch = "*** Add Block: new\n+x\n*** Update Block: human\n-Nobody\n+Somebody";
  expect(await runner.run(run("memory_apply_patch", { label: "human", patch }), options())).toMatchObject({
    status: "error",
  });
  expect(await ctx.db.agentBlock.count({ where: { agent_id: id } })).toBe(1);
  expect(await blockValue(ctx, blocks[0].id!)).toBe("Ada");
});
