import { expect, test } from "vitest";
import { newId } from "@/lib/shared/ids";
import { aTalkingAgent } from "@/lib/testing/compaction";
import { aFolder } from "@/lib/testing/files";
import { aWorld } from "@/lib/testing/harness";

const isDetailed = { include_detailed_per_source_metadata: true };

/** A folder with files that are there already; each text is as long as said. */
async function aFullFolder(count: number, textChars = 0) {
  const world = await aWorld();
  const folder = await aFolder(world, "f");
  const organization_id = world.ctx.actor.organizationId;
  const ids = Array.from({ length: count }, () => newId("file"));
  await world.ctx.db.file.createMany({
    data: ids.map((id) => ({ id, organization_id, folder_id: folder.id, file_name: id, file_size: 1 })),
  });
  for (const file_id of textChars > 0 ? ids : [])
    await world.ctx.db.$executeRaw`
      insert into file_contents (id, organization_id, file_id, text, updated_at)
      values (${file_id}, ${organization_id}, ${file_id}, repeat('x', ${textChars}::int), now())`;
  return { ...world, folder, path: `/v1/folders/${folder.id}/files` };
}

test("texts of files that do not fit into one answer are refused, and come a few at a time", async () => {
  const { send, path } = await aFullFolder(3, 25_000_000);
  const refused = await send("GET", `${path}?include_content=true`);
  expect(refused.status).toBe(400);
  expect(refused.body.detail).toContain("limit");
  const { status, body } = await send("GET", `${path}?include_content=true&limit=1`);
  expect([status, body.length, body[0].content.length]).toEqual([200, 1, 25_000_000]);
  expect((await send("GET", path)).body).toHaveLength(3);
}, 60_000);

test("the figures of folders count all files and list only so many of them", async () => {
  const { api } = await aFullFolder(10_050);
  const stats = await api.folders.retrieveMetadata({ query: isDetailed });
  expect(stats).toMatchObject({ total_files: 10_050, total_size: 10_050 });
  expect(stats.sources).toMatchObject([{ file_count: 10_050, total_size: 10_050 }]);
  expect(stats.sources[0].files).toHaveLength(10_000);
}, 60_000);

// They stand in indexes, which refuse long values with a failure of the whole turn.
test.each(["otid", "group_id", "sender_id", "batch_item_id"])(
  "a message's %s may have 255 characters and no more",
  async (field) => {
    const { send, agent } = await aTalkingAgent();
    const say = (value: string) =>
      send("POST", `/v1/agents/${agent.id}/messages`, {
        messages: [{ role: "user", content: "hi", [field]: value }],
      });
    expect((await say("x".repeat(256))).status).toBe(422);
    expect((await say("x".repeat(255))).status).toBe(200);
  },
);
