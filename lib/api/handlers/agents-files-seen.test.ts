import { expect, test } from "vitest";
import { textOf } from "@/lib/runtime/messages";
import { aFile, aFolder } from "@/lib/testing/files";
import { aWorld } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

/** An agent with a folder of one file, and what its default conversation and its two others are shown of files. */
async function aReader() {
  const world = await aWorld();
  const { api, ctx } = world;
  const folder = await aFolder(world, "a");
  const file_id = await aFile(world, folder.id, "notes.txt", "The harbour opens at six.");
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const agent_id = agent.id;
  const talk = (body: object) =>
    api.conversations.createConversation({ query: { agent_id }, body: body as never });
  const conversations = [(await talk({})).id, (await talk({ isolated_block_labels: ["human"] })).id];
  const textIn = async (id: string) => {
    const { in_context_message_ids } = await ctx.db.conversation.findUniqueOrThrow({ where: { id } });
    const row = await ctx.db.message.findUniqueOrThrow({ where: { id: in_context_message_ids[0] } });
    return textOf(row.content as never);
  };
  const texts = async () => [
    (await systemMessageOf(ctx, agent_id)).text,
    ...(await Promise.all(conversations.map(textIn))),
  ];
  /** The state of the file in each of the three. */
  const seen = async () =>
    (await texts()).map((text) => /<file status="(\w+)" name="a\/notes.txt">/.exec(text)?.[1] ?? "none");
  const params = { agent_id, folder_id: folder.id, file_id };
  return { ...world, agent, folder, conversations, params, texts, seen };
}

// A conversation that is shown a closed file, or one that is gone, answers from what it does not know.
test("what is done to an agent's files and folders is seen in all of its conversations", async () => {
  const { api, ctx, params, seen, texts, conversations } = await aReader();
  const everywhere = (state: string) => [state, state, state];
  expect(await seen()).toEqual(everywhere("none"));
  await api.agents.attachFolderToAgent({ params });
  expect(await seen()).toEqual(everywhere("open"));
  await api.agents.closeFileForAgent({ params });
  expect(await seen()).toEqual(everywhere("closed"));
  await api.agents.openFileForAgent({ params });
  expect(await seen()).toEqual(everywhere("open"));
  await api.agents.closeAllFilesForAgent({ params });
  expect(await seen()).toEqual(everywhere("closed"));
  await api.folders.modifyFolder({ params, body: { instructions: "Read first" } });
  for (const text of await texts()) expect(text).toContain("<instructions>Read first</instructions>");
  await api.folders.deleteFileFromFolder({ params });
  expect(await seen()).toEqual(everywhere("none"));
  await api.agents.detachFolderFromAgent({ params });
  for (const text of await texts()) expect(text).not.toContain("<directories>");
  for (const id of conversations)
    expect((await eventsOf(ctx, id)).filter(({ action }) => action === "recompiled")).toHaveLength(7);
});

test("a conversation is told of files under its own id, with its own copies of blocks and its time", async () => {
  const { api, ctx, params, texts, conversations } = await aReader();
  const { isolated_block_ids } = await api.conversations.retrieveConversation({
    params: { conversation_id: conversations[1] },
  });
  await ctx.db.block.update({ where: { id: isolated_block_ids[0] }, data: { value: "Grace" } });
  const time = (text: string) => /^- System prompt last recompiled: .*$/m.exec(text)?.[0];
  const before = await texts();
  await api.agents.attachFolderToAgent({ params });
  const after = await texts();
  expect(after.map(time)).toEqual(before.map(time));
  expect(after.map((text) => /CONVERSATION_ID: (.*)$/m.exec(text)?.[1])).toEqual([
    "default",
    ...conversations,
  ]);
  expect(after.map((text) => /<value>\n(Ada|Grace)\n/.exec(text)?.[1])).toEqual(["Ada", "Ada", "Grace"]);
});

test("folders that an agent is given or loses by a change of the agent are seen at once", async () => {
  const { api, params, seen, texts } = await aReader();
  const change = (folder_ids: string[]) => api.agents.modifyAgent({ params, body: { folder_ids } as never });
  await change([params.folder_id]);
  expect(await seen()).toEqual(["open", "open", "open"]);
  const shown = await texts();
  await change([params.folder_id]);
  expect(await texts()).toEqual(shown);
  await change([]);
  expect(await seen()).toEqual(["none", "none", "none"]);
});

test("a file opened by the agent itself is seen where it was opened and in the default conversation", async () => {
  const { api, params, seen } = await aReader();
  await api.agents.attachFolderToAgent({ params });
  await api.agents.closeFileForAgent({ params });
  await api.agents.runToolForAgent({
    params: { ...params, tool_name: "open_files" },
    body: { args: { file_requests: [{ file_name: "a/notes.txt" }] } },
  });
  expect(await seen()).toEqual(["open", "closed", "closed"]);
});
