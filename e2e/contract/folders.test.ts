import { setTimeout as sleep } from "node:timers/promises";
import { toFile } from "@letta-ai/letta-client";
import { expect, test } from "vitest";
import { collect, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;
const embedding = "local/use-lite-hash-768";
const newFolder = (name: string) => served.client.folders.create({ name, embedding });

/** Uploads as the older clients do, under the older name, and waits until the file was read. */
async function anUploadedSource(folderId: string, name: string, text: string) {
  const file = await toFile(Buffer.from(text), name);
  const { id } = (await served.client.post(`/v1/sources/${folderId}/upload`, {
    body: form(file),
  })) as { id: string };
  for (let tries = 0; tries < 120; tries++) {
    const now = await get(`/v1/sources/${folderId}/files/${id}`, { include_content: true });
    if (now.processing_status === "completed") return now;
    await sleep(250);
  }
  throw new Error(`'${name}' was not read in time`);
}

function form(file: File): FormData {
  const body = new FormData();
  body.append("file", file);
  return body;
}

test("a folder is created, found by its name, changed, counted and deleted", async () => {
  const { client } = served;
  const before = await get("/v1/folders/count");
  const folder = await newFolder("Handbook");
  expect(folder.id).toMatch(/^source-[0-9a-f-]{36}$/);
  expect(await get("/v1/folders/count")).toBe(before + 1);
  expect(await get("/v1/folders/name/Handbook")).toBe(folder.id);
  const changed = { description: "Rules", instructions: "Read first" };
  expect(await client.folders.update(folder.id, changed)).toMatchObject({ name: "Handbook", ...changed });
  expect(await client.folders.retrieve(folder.id)).toMatchObject({ id: folder.id, ...changed });
  expect((await failure(newFolder("Handbook"))).status).toBe(409);
  await client.folders.delete(folder.id);
  expect((await failure(client.folders.retrieve(folder.id))).status).toBe(404);
});

test("folders are paged through once, in order", async () => {
  const { client } = served;
  for (const name of ["paged 1", "paged 2", "paged 3"]) await newFolder(name);
  const pages = await collect(client.folders.list({ name: "paged", limit: 2, order: "asc" }));
  expect(pages.map(({ name }) => name)).toEqual(["paged 1", "paged 2", "paged 3"]);
});

test("the files of a folder are listed, read with their text, measured and deleted", async () => {
  const { client } = served;
  const folder = await newFolder("library");
  const text = "# Whales\n\nA whale named Moby.\n";
  const file = await anUploadedSource(folder.id, "whales.md", text);
  expect(file).toMatchObject({ file_name: "whales.md", content: text, source_id: folder.id });
  const [listed] = await collect(client.folders.files.list(folder.id, { include_content: true, limit: 1 }));
  expect(listed).toMatchObject({ id: file.id, content: text });
  expect((await get("/v1/folders/metadata", { include_detailed_per_source_metadata: true })).sources).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        source_id: folder.id,
        file_count: 1,
        files: [expect.objectContaining({ file_id: file.id })],
      }),
    ]),
  );
  const [passage] = await get(`/v1/sources/${folder.id}/passages`);
  expect(passage).toMatchObject({ file_id: file.id, text: expect.stringContaining("A whale named Moby.") });
  await client.folders.files.delete(file.id, { folder_id: folder.id });
  expect(await collect(client.folders.files.list(folder.id))).toEqual([]);
  expect(await get(`/v1/sources/${folder.id}/passages`)).toEqual([]);
});

test("an agent has the folders and the open files that it was given, and loses them with the folder", async () => {
  const { client } = served;
  const folder = await newFolder("desk");
  const file = await anUploadedSource(folder.id, "note.txt", "The harbour opens at six.");
  const agent = await newAgent(client, SCRIPTED);
  const at = { agent_id: agent.id };
  await client.agents.folders.attach(folder.id, at);
  expect(await client.folders.agents.list(folder.id)).toEqual([agent.id]);
  expect((await collect(client.agents.folders.list(agent.id))).map(({ id }) => id)).toEqual([folder.id]);
  await client.agents.files.close(file.id, at);
  const listed = async (is_open: boolean) =>
    (await collect(client.agents.files.list(agent.id, { is_open }))).map(({ file_name }) => file_name);
  expect([await listed(true), await listed(false)]).toEqual([[], ["desk/note.txt"]]);
  await client.agents.files.open(file.id, at);
  expect(await listed(true)).toEqual(["desk/note.txt"]);
  expect(await client.agents.files.closeAll(agent.id)).toEqual(["desk/note.txt"]);
  await client.folders.delete(folder.id);
  expect(await listed(false)).toEqual([]);
});

test("under their older name, folders are the same folders", async () => {
  const { client } = served;
  const source = await client.post<{ id: string }>("/v1/sources/", { body: { name: "old name", embedding } });
  expect(await client.folders.retrieve(source.id)).toMatchObject({ name: "old name" });
  expect(await get("/v1/sources/name/old%20name")).toBe(source.id);
  expect(await get("/v1/sources/count")).toBe(await get("/v1/folders/count"));
  expect((await get("/v1/sources/")).map(({ id }: { id: string }) => id)).toContain(source.id);
  await client.patch(`/v1/sources/${source.id}`, { body: { description: "still here" } });
  expect(await get(`/v1/sources/${source.id}`)).toMatchObject({ id: source.id, description: "still here" });
  const stats = await get("/v1/sources/metadata");
  expect(stats.total_sources).toBe(await get("/v1/sources/count"));
  const file = await anUploadedSource(source.id, "a.txt", "Some text.");
  expect(
    (await get(`/v1/sources/${source.id}/files`, { include_content: true })).map((item: any) => item.content),
  ).toEqual(["Some text."]);
  const agent = await newAgent(client, SCRIPTED);
  await client.patch(`/v1/agents/${agent.id}/sources/attach/${source.id}`);
  expect(await get(`/v1/sources/${source.id}/agents`)).toEqual([agent.id]);
  expect((await get(`/v1/agents/${agent.id}/sources`)).map(({ id }: { id: string }) => id)).toEqual([
    source.id,
  ]);
  await client.patch(`/v1/agents/${agent.id}/sources/detach/${source.id}`);
  expect(await get(`/v1/agents/${agent.id}/sources`)).toEqual([]);
  await client.delete(`/v1/sources/${source.id}/${file.id}`);
  expect(await get(`/v1/sources/${source.id}/files`)).toEqual([]);
  await client.delete(`/v1/sources/${source.id}`);
  expect((await failure(get(`/v1/sources/${source.id}`))).status).toBe(404);
});
