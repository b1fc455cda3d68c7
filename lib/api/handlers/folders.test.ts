import { expect, test } from "vitest";
import { aFile, aFolder, processFiles, upload } from "@/lib/testing/files";
import { aWorld, refusal } from "@/lib/testing/harness";

test("a folder is created, found, changed and deleted, under both of its names", async () => {
  const world = await aWorld();
  const { api } = world;
  const folder = await aFolder(world, "Handbook", { description: "Rules", instructions: "Read first" });
  expect(folder).toMatchObject({
    name: "Handbook",
    description: "Rules",
    instructions: "Read first",
    embedding_config: { embedding_dim: 256, embedding_chunk_size: 300 },
  });
  expect(folder.id).toMatch(/^source-/);
  const params = { folder_id: folder.id };
  expect(await api.sources.retrieveSource({ params: { source_id: folder.id } })).toMatchObject({
    id: folder.id,
    vector_db_provider: "native",
  });
  expect(await api.folders.getFolderByName({ params: { folder_name: "Handbook" } })).toBe(folder.id);
  expect(await api.sources.getSourceIdByName({ params: { source_name: "Handbook" } })).toBe(folder.id);
  expect(await api.folders.modifyFolder({ params, body: { description: "New", name: null } })).toMatchObject({
    name: "Handbook",
    description: "New",
  });
  expect(await api.folders.countFolders()).toBe(1);
  expect(await api.sources.countSources()).toBe(1);
  expect(await api.folders.deleteFolder({ params })).toBeNull();
  expect((await refusal(api.folders.retrieveFolder({ params }))).status).toBe(404);
});

test("a name is taken once in an organisation", async () => {
  const world = await aWorld();
  const [a] = [await aFolder(world, "a"), await aFolder(world, "b")];
  expect((await refusal(aFolder(world, "a"))).status).toBe(409);
  const rename = world.api.folders.modifyFolder({ params: { folder_id: a.id }, body: { name: "b" } });
  expect((await refusal(rename)).status).toBe(409);
  expect((await aFolder(world.stranger, "a")).name).toBe("a");
});

test("a folder without any embedding model is refused, one with an unknown model too", async () => {
  const { api } = await aWorld();
  const without = await refusal(api.folders.createFolder({ body: { name: "x" } }));
  expect(without).toMatchObject({ status: 400, body: { detail: expect.stringContaining("embedding") } });
  const unknown = api.folders.createFolder({ body: { name: "x", embedding: "nobody/nothing" } });
  expect((await refusal(unknown)).status).toBe(400);
});

test("folders are listed oldest first, by part of their name, and a strange cursor is not found", async () => {
  const world = await aWorld();
  const { api } = world;
  for (const name of ["Alpha", "Beta", "alphabet"]) await aFolder(world, name);
  const names = async (query: object) => (await api.folders.listFolders({ query })).map(({ name }) => name);
  expect(await names({})).toEqual(["Alpha", "Beta", "alphabet"]);
  expect(await names({ name: "ALPHA" })).toEqual(["Alpha", "alphabet"]);
  expect(await names({ limit: 1, order: "desc" })).toEqual(["alphabet"]);
  expect((await api.sources.listSources()).length).toBe(3);
  expect(
    (await refusal(api.folders.listFolders({ query: { after: `source-${crypto.randomUUID()}` } }))).status,
  ).toBe(404);
});

test("another organisation's folder is not found, in every operation that takes its id", async () => {
  const world = await aWorld();
  const folder = await aFolder(world, "Secret");
  const file_id = await aFile(world, folder.id, "a.txt", "Secret text.");
  const { folders } = world.stranger.api;
  const params = { folder_id: folder.id };
  const calls = [
    folders.retrieveFolder({ params }),
    folders.modifyFolder({ params, body: { name: "stolen" } }),
    folders.deleteFolder({ params }),
    folders.listAgentsForFolder({ params }),
    folders.listFolderPassages({ params }),
    folders.listFilesForFolder({ params }),
    folders.retrieveFile({ params: { ...params, file_id } }),
    folders.deleteFileFromFolder({ params: { ...params, file_id } }),
    upload(world.stranger, folder.id, "b.txt", "x"),
  ];
  expect((await Promise.all(calls.map(refusal))).map(({ status }) => status)).toEqual(calls.map(() => 404));
  expect(await folders.retrieveMetadata()).toMatchObject({ total_sources: 0, total_files: 0 });
});

test("the figures count folders, files and bytes, in detail if asked", async () => {
  const world = await aWorld();
  const folder = await aFolder(world, "f");
  const file_id = await aFile(world, folder.id, "a.txt", "12345");
  const totals = { total_sources: 1, total_files: 1, total_size: 5 };
  expect(await world.api.folders.retrieveMetadata()).toEqual({ ...totals, sources: [] });
  const query = { include_detailed_per_source_metadata: true };
  expect(await world.api.sources.getSourcesMetadata({ query })).toEqual({
    ...totals,
    sources: [
      {
        source_id: folder.id,
        source_name: "f",
        file_count: 1,
        total_size: 5,
        files: [{ file_id, file_name: "a.txt", file_size: 5 }],
      },
    ],
  });
});

test("another embedding model embeds the files of a folder anew", async () => {
  const world = await aWorld();
  const folder = await aFolder(world, "f");
  const file_id = await aFile(world, folder.id, "a.txt", "Some text.");
  const params = { folder_id: folder.id };
  const [before] = await world.api.folders.listFolderPassages({ params });
  const embedding_config = { ...folder.embedding_config, embedding_chunk_size: 100 };
  await world.api.folders.modifyFolder({ params, body: { embedding_config } });
  const waiting = await world.api.folders.retrieveFile({ params: { ...params, file_id } });
  expect(waiting.processing_status).toBe("embedding");
  await processFiles(world.ctx);
  const [after, ...others] = await world.api.folders.listFolderPassages({ params });
  expect(others).toEqual([]);
  expect(after).toMatchObject({ text: "Some text.", embedding_config: { embedding_chunk_size: 100 } });
  expect(after.id).not.toBe(before.id);
});

test("a file is deleted with its text and its passages, through its own folder only", async () => {
  const world = await aWorld();
  const { api, ctx } = world;
  const [a, b] = [await aFolder(world, "a"), await aFolder(world, "b")];
  const file_id = await aFile(world, a.id, "a.txt", "Some text.");
  const inOther = { folder_id: b.id, file_id };
  expect((await refusal(api.folders.retrieveFile({ params: inOther }))).status).toBe(404);
  expect((await refusal(api.folders.deleteFileFromFolder({ params: inOther }))).status).toBe(404);
  expect(await world.send("DELETE", `/v1/folders/${a.id}/${file_id}`)).toEqual({
    status: 204,
    body: undefined,
  });
  expect(await ctx.db.passage.count({ where: { file_id } })).toBe(0);
  expect(await ctx.db.fileContent.count({ where: { file_id } })).toBe(0);
});

test("files that nobody worked on for half an hour are given up when they are listed", async () => {
  const world = await aWorld();
  const folder = await aFolder(world, "f");
  const { id } = await upload(world, folder.id, "a.txt", "text");
  await world.ctx.db.$executeRaw`update files set updated_at = '2026-01-01' where id = ${id}`;
  const source_id = folder.id;
  const [unchecked] = await world.api.sources.listSourceFiles({
    params: { source_id },
    query: { check_status_updates: false },
  });
  expect(unchecked.processing_status).toBe("parsing");
  const [file] = await world.api.folders.listFilesForFolder({ params: { folder_id: folder.id } });
  expect(file).toMatchObject({
    processing_status: "error",
    error_message: expect.stringContaining("30 minutes"),
  });
});
