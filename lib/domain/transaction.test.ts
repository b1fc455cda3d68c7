import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { aWorld } from "@/lib/testing/harness";
import { lockAgent } from "./agents/agent-row";
import { transaction } from "./transaction";

// Postgres ends one of the two. Whoever sent it cannot know, and a turn that ends must not be lost.
test("two transactions that wait for each other both come to their end", async () => {
  const { ctx, anAgent } = await aWorld();
  const [ada, bob] = [(await anAgent()).id, (await anAgent()).id];
  const lockAndRename = (locked: string, renamed: string, name: string) =>
    transaction(ctx, async (tx) => {
      await lockAgent(tx, locked);
      await pause(200);
      await tx.db.agent.update({ where: { id: renamed }, data: { name } });
    });
  const lockBoth = (first: string, second: string) =>
    transaction(ctx, async (tx) => {
      await lockAgent(tx, first);
      await pause(200);
      await lockAgent(tx, second);
    });
  await Promise.all([lockAndRename(ada, bob, "Robert"), lockAndRename(bob, ada, "Adele")]);
  await Promise.all([lockBoth(ada, bob), lockBoth(bob, ada)]);
  const rows = await ctx.db.agent.findMany({
    where: { id: { in: [ada, bob] } },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  expect(rows).toEqual([{ name: "Adele" }, { name: "Robert" }]);
}, 30_000);

test.each([
  ["folder", "/v1/folders/", (name: string) => ({ name, embedding: "local/hash-256" })],
  ["block", "/v1/blocks/", (label: string) => ({ label, value: "x" })],
  ["agent", "/v1/agents/", (tag: string) => ({ model: "openai/gpt-4o-mini", tags: [tag] })],
])("a name of a %s that no index can hold is refused", async (_, path, bodyWith) => {
  const { send } = await aWorld();
  const text = Array.from({ length: 20_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
  ).join("");
  expect((await send("POST", path, bodyWith(text))).status).toBe(400);
});

test("a number that its column cannot hold is refused", async () => {
  const { send, anAgent } = await aWorld();
  const manager_config = { manager_type: "round_robin", max_turns: 3_000_000_000 };
  const body = { agent_ids: [(await anAgent()).id], description: "d", manager_config };
  expect((await send("POST", "/v1/groups/", body)).status).toBe(400);
});
