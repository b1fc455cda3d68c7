import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { transaction } from "@/lib/domain/transaction";
import { newId } from "@/lib/shared/ids";
import { aFile, aFolder } from "@/lib/testing/files";
import { aWorld } from "@/lib/testing/harness";

/** Long enough for the server to count what has happened. */
const patient = { timeout: 60_000 };

/** Some agents, and how often transactions of this database had to be ended because they waited for each other. */
async function aBusyWorld() {
  const world = await aWorld();
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push((await world.anAgent()).id);
  const deadlocks = async () => {
    await pause(1_200);
    const [row] = await world.ctx.db.$queryRaw<{ deadlocks: bigint }[]>`
      select deadlocks from pg_stat_database where datname = current_database()`;
    return row.deadlocks;
  };
  /** The requests all at once, and how many deadlocks they met. */
  const together = async (requests: [method: string, path: string, body?: unknown][]) => {
    const before = await deadlocks();
    const answers = await Promise.all(requests.map((request) => world.send(...request)));
    return { statuses: answers.map(({ status }) => status), deadlocks: (await deadlocks()) - before };
  };
  return { ...world, ids, together };
}

async function aSharedFolder() {
  const world = await aBusyWorld();
  const folder = await aFolder(world, "shared");
  for (const id of world.ids) await world.send("PATCH", `/v1/agents/${id}/folders/attach/${folder.id}`);
  const files: string[] = [];
  for (let i = 0; i < 3; i++) files.push(await aFile(world, folder.id, `${i}.txt`, `text ${i}`));
  const opened = (file: string) =>
    world.ids.map((id): [string, string] => ["PATCH", `/v1/agents/${id}/files/${file}/open`]);
  return { ...world, folder, files, opened };
}

describe.skipIf(!process.env.TEST_DATABASE_URL)("no change is lost", () => {
  test(
    "a message that joins a conversation while the messages of a group are deleted from it",
    patient,
    async () => {
      const { api, ctx, ids } = await aBusyWorld();
      const { id: group_id } = await api.groups.createGroup({
        body: { agent_ids: ids, description: "d" } as never,
      });
      const own = { organization_id: ctx.actor.organizationId, agent_id: ids[0], role: "user", content: [] };
      const [said, joining] = [newId("message"), newId("message")];
      await ctx.db.message.createMany({
        data: [
          { ...own, id: said, group_id },
          { ...own, id: joining },
        ],
      });
      const { id } = await ctx.db.conversation.create({
        data: {
          id: newId("conv"),
          organization_id: own.organization_id,
          agent_id: own.agent_id,
          in_context_message_ids: [said],
        },
      });
      const join = transaction(ctx, async (tx) => {
        const data = { in_context_message_ids: { push: joining } };
        await tx.db.conversation.update({ where: { id }, data });
        await pause(1_000);
      });
      await pause(300);
      await Promise.all([join, api.groups.resetGroupMessages({ params: { group_id } })]);
      const { in_context_message_ids } = await ctx.db.conversation.findUniqueOrThrow({ where: { id } });
      expect(in_context_message_ids).toEqual([joining]);
    },
  );
});

// A deadlock costs everybody a second, and ends one of the transactions.
describe.skipIf(!process.env.TEST_DATABASE_URL)("no two requests wait for each other", () => {
  test("groups of the same agents, in any order, with shared blocks", patient, async () => {
    const { together, ids, aBlock } = await aBusyWorld();
    const blocks = [await aBlock("a"), await aBlock("b")].map(({ id }) => id);
    const group = (agent_ids: string[], shared_block_ids: string[]): [string, string, object] => [
      "POST",
      "/v1/groups/",
      { agent_ids, shared_block_ids, description: "d" },
    ];
    const { statuses, deadlocks } = await together([
      group(ids, blocks),
      group(ids.toReversed(), blocks.toReversed()),
      group(ids.toSorted(), blocks),
    ]);
    expect(deadlocks).toBe(0n);
    expect(statuses).toEqual([200, 200, 200]);
  });

  test("agents that open files while these are deleted", patient, async () => {
    const { together, folder, files, opened } = await aSharedFolder();
    const deleted = files.map((file): [string, string] => ["DELETE", `/v1/folders/${folder.id}/${file}`]);
    expect(await together([...files.flatMap(opened), ...deleted])).toMatchObject({ deadlocks: 0n });
  });

  test("agents that open files while their folder is renamed", patient, async () => {
    const { together, folder, files, opened } = await aSharedFolder();
    const rename: [string, string, object] = ["PATCH", `/v1/folders/${folder.id}`, { name: "other" }];
    expect(await together([rename, ...files.flatMap(opened)])).toMatchObject({ deadlocks: 0n });
  });

  test(
    "conversations that see files open while their blocks change, they are compiled, and go",
    patient,
    async () => {
      const { together, api, send, ids, files, opened, aBlock } = await aSharedFolder();
      const block = await aBlock("human");
      const made: string[] = [];
      for (const agent_id of ids) {
        await send("PATCH", `/v1/agents/${agent_id}/core-memory/blocks/attach/${block.id}`);
        const isolated = { isolated_block_labels: ["human"] };
        for (const body of [{}, isolated, {}])
          made.push((await api.conversations.createConversation({ query: { agent_id }, body })).id);
      }
      const others = made.flatMap((id, index): [string, string, unknown?][] =>
        index % 3 === 2
          ? [["DELETE", `/v1/conversations/${id}`]]
          : [["POST", `/v1/conversations/${id}/recompile`, {}]],
      );
      const change: [string, string, object] = ["PATCH", `/v1/blocks/${block.id}`, { value: "new" }];
      const requests = [...files.flatMap(opened), change, ...others];
      const { statuses, deadlocks } = await together(requests);
      expect(deadlocks).toBe(0n);
      expect(new Set(statuses)).toEqual(new Set([200]));
    },
  );
});
