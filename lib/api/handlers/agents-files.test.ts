import { describe, expect, test } from "vitest";
import { aFile, aFolder, processFiles, upload } from "@/lib/testing/files";
import { aWorld, type Household, refusal } from "@/lib/testing/harness";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";

const fileTools = ["grep_files", "open_files", "semantic_search_files"];

async function toolNames({ api }: Household, agent_id: string) {
  const tools = await api.agents.listToolsForAgent({ params: { agent_id }, query: { limit: 0 } });
  return tools.flatMap(({ name }) => (name && fileTools.includes(name) ? [name] : [])).sort();
}

async function openNames({ api }: Household, agent_id: string) {
  const { files } = await api.agents.listFilesForAgent({ params: { agent_id }, query: { is_open: true } });
  return files.map(({ file_name }) => file_name).sort();
}

describe("a folder of an agent", () => {
  test("brings its files and the file tools, and takes them away when it goes", async () => {
    const world = await aWorld();
    const { api, ctx } = world;
    const agent = await world.anAgent({ include_base_tools: false });
    const [a, b] = [await aFolder(world, "a", { instructions: "Read first" }), await aFolder(world, "b")];
    const file_id = await aFile(world, a.id, "notes.txt", "The harbour opens at six.\nIt closes at ten.");
    const at = (folder: { id: string }) => ({ agent_id: agent.id, folder_id: folder.id });
    for (const folder of [a, b, a])
      expect(await api.agents.attachFolderToAgent({ params: at(folder) })).toBeNull();
    expect(await toolNames(world, agent.id)).toEqual(fileTools);
    expect(await api.folders.listAgentsForFolder({ params: { folder_id: a.id } })).toEqual([agent.id]);
    expect(await api.sources.getAgentsForSource({ params: { source_id: a.id } })).toEqual([agent.id]);
    const folders = await api.agents.listFoldersForAgent({ params: { agent_id: agent.id } });
    expect(folders.map(({ name }) => name).sort()).toEqual(["a", "b"]);
    const { text } = await systemMessageOf(ctx, agent.id);
    expect(text).toContain("<instructions>Read first</instructions>");
    expect(text).toContain('<file status="open" name="a/notes.txt">');
    expect(text).toContain(
      "[Viewing file start (out of 2 lines)]\n1: The harbour opens at six.\n2: It closes at ten.",
    );
    const { memory } = await api.agents.retrieveAgent({
      params: { agent_id: agent.id },
      query: { include: ["agent.blocks"] },
    });
    expect(memory?.file_blocks).toMatchObject([
      { label: "a/notes.txt", file_id, source_id: a.id, is_open: true },
    ]);
    await api.agents.detachFolderFromAgent({ params: at(a) });
    expect(await toolNames(world, agent.id)).toEqual(fileTools);
    expect((await api.agents.listFilesForAgent({ params: { agent_id: agent.id } })).files).toEqual([]);
    const state = await api.agents.detachSourceFromAgent({ params: { agent_id: agent.id, source_id: b.id } });
    expect(state.id).toBe(agent.id);
    expect(await toolNames(world, agent.id)).toEqual([]);
    expect((await systemMessageOf(ctx, agent.id)).text).not.toContain("<directories>");
    const changes = (await eventsOf(ctx, agent.id)).filter(
      ({ after }) => after && "folder_ids" in (after as object),
    );
    expect(changes.map(({ after }) => (after as { folder_ids: string[] }).folder_ids)).toEqual([
      [a.id],
      [a.id, b.id],
      [b.id],
      [],
    ]);
  });

  test("that is deleted leaves every agent that had it", async () => {
    const world = await aWorld();
    const agent = await world.anAgent();
    const folder = await aFolder(world, "a");
    await aFile(world, folder.id, "a.txt", "text");
    await world.api.agents.attachFolderToAgent({ params: { agent_id: agent.id, folder_id: folder.id } });
    await world.api.folders.deleteFolder({ params: { folder_id: folder.id } });
    expect(await toolNames(world, agent.id)).toEqual([]);
    expect((await systemMessageOf(world.ctx, agent.id)).text).not.toContain("a/a.txt");
  });

  test("that is given at creation is open from the first message on", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "a");
    await aFile(world, folder.id, "a.txt", "The secret is 42.");
    const agent = await world.anAgent({ folder_ids: [folder.id] });
    expect((await systemMessageOf(world.ctx, agent.id)).text).toContain("1: The secret is 42.");
    expect(await toolNames(world, agent.id)).toEqual(fileTools);
  });

  test("shows the agent a new file as soon as it is read, and takes a deleted one away", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "a");
    const agent = await world.anAgent({ folder_ids: [folder.id] });
    const { id } = await upload(world, folder.id, "late.txt", "Better late.");
    expect((await systemMessageOf(world.ctx, agent.id)).text).not.toContain("late.txt");
    await processFiles(world.ctx);
    expect((await systemMessageOf(world.ctx, agent.id)).text).toContain("1: Better late.");
    await world.api.folders.deleteFileFromFolder({ params: { folder_id: folder.id, file_id: id } });
    expect((await systemMessageOf(world.ctx, agent.id)).text).not.toContain("late.txt");
  });

  test("that is renamed is renamed in the agent's view", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "old");
    await aFile(world, folder.id, "a.txt", "text");
    const agent = await world.anAgent({ folder_ids: [folder.id] });
    await world.api.folders.modifyFolder({ params: { folder_id: folder.id }, body: { name: "new" } });
    expect(await openNames(world, agent.id)).toEqual(["new/a.txt"]);
    expect((await systemMessageOf(world.ctx, agent.id)).text).toContain('name="new/a.txt"');
  });

  test("of another organisation is not found", async () => {
    const world = await aWorld();
    const agent = await world.anAgent();
    const folder = await aFolder(world.stranger, "a");
    const call = world.api.agents.attachFolderToAgent({
      params: { agent_id: agent.id, folder_id: folder.id },
    });
    expect((await refusal(call)).status).toBe(404);
  });
});

describe("files of an agent", () => {
  async function withFiles(count: number, fields: object = {}) {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await aFile(world, folder.id, `${i}.txt`, `This is file ${i}.`));
    const agent = await world.anAgent({ folder_ids: [folder.id], ...fields });
    return { ...world, agent, folder, ids, agent_id: agent.id };
  }

  test("open up to the limit; a further one closes the least recently used", async () => {
    const world = await withFiles(4, { max_files_open: 2 });
    const { api, agent_id, ids, ctx } = world;
    expect(await openNames(world, agent_id)).toEqual(["f/0.txt", "f/1.txt"]);
    const open = (i: number) => api.agents.openFileForAgent({ params: { agent_id, file_id: ids[i] } });
    expect(await open(2)).toEqual(["f/0.txt"]);
    expect(await open(1)).toEqual([]);
    expect(await open(3)).toEqual(["f/2.txt"]);
    expect(await openNames(world, agent_id)).toEqual(["f/1.txt", "f/3.txt"]);
    const { text } = await systemMessageOf(ctx, agent_id);
    expect(text).toContain("- current_files_open=2\n- max_files_open=2");
    expect(text).toContain('<file status="closed" name="f/0.txt">');
  });

  test("close one by one and all together", async () => {
    const world = await withFiles(3);
    const { api, agent_id, ids } = world;
    const file_id = ids[0];
    expect(await api.agents.closeFileForAgent({ params: { agent_id, file_id } })).toEqual({
      message: `File id=${file_id} successfully closed`,
    });
    const [closed] = (await api.agents.listFilesForAgent({ params: { agent_id }, query: { is_open: false } }))
      .files;
    expect(closed).toMatchObject({ file_id, is_open: false, visible_content: null, folder_name: "f" });
    expect((await api.agents.closeAllFilesForAgent({ params: { agent_id } })).sort()).toEqual([
      "f/1.txt",
      "f/2.txt",
    ]);
    expect(await api.agents.closeAllFilesForAgent({ params: { agent_id } })).toEqual([]);
    expect((await systemMessageOf(world.ctx, agent_id)).text).not.toContain("This is file");
    const unknown = { agent_id, file_id: `file-${crypto.randomUUID()}` };
    for (const call of [api.agents.closeFileForAgent, api.agents.openFileForAgent])
      expect((await refusal(call({ params: unknown }))).status).toBe(404);
  });

  test("are listed in pages that say whether more follow", async () => {
    const { api, agent_id } = await withFiles(3);
    const seen: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 3; pages++) {
      const page = await api.agents.listFilesForAgent({ params: { agent_id }, query: { limit: 1, after } });
      seen.push(page.files[0].file_name);
      expect(page.has_more).toBe(pages < 2);
      expect(page.next_cursor).toBe(pages < 2 ? page.files[0].id : null);
      after = page.next_cursor ?? undefined;
    }
    expect(seen).toEqual(["f/2.txt", "f/1.txt", "f/0.txt"]);
    const first = await api.agents.listFilesForAgent({ params: { agent_id }, query: { limit: 2 } });
    const rest = await api.agents.listFilesForAgent({
      params: { agent_id },
      query: { limit: 2, cursor: first.next_cursor as string },
    });
    expect([...first.files, ...rest.files].map(({ file_name }) => file_name)).toEqual(seen);
  });

  test("are cut to the agent's limit, which the cut mentions", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    const text = Array.from({ length: 100 }, (_, i) => `Line number ${i}`).join("\n");
    await aFile(world, folder.id, "long.txt", text);
    const agent = await world.anAgent({ folder_ids: [folder.id], per_file_view_window_char_limit: 300 });
    const { files } = await world.api.agents.listFilesForAgent({ params: { agent_id: agent.id } });
    expect(files[0].visible_content).toHaveLength(300);
    expect(files[0].visible_content).toContain("[Viewing file start (out of 100 lines)]");
    expect(files[0].visible_content).toContain("...[TRUNCATED]");
  });
});
