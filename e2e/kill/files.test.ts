import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toFile } from "@letta-ai/letta-client";
import { afterAll, expect, test } from "vitest";
import { clientOf } from "../support/client";
import { type RunningServer, startServer } from "../support/server";

const kills = 3;
const sentences = 3_000;
const dataDir = mkdtempSync(join(tmpdir(), "mneme-kill-files-"));
let server: RunningServer;

afterAll(async () => {
  await server?.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

type File = {
  id: string;
  processing_status: string;
  total_chunks: number | null;
  chunks_embedded: number | null;
};

// An upload that was answered is a promise: whatever happens to the process, the file gets done, with every passage once.
test("files that are being embedded when the process is killed are finished by the next one", async () => {
  server = await startServer({ dataDir });
  let client = clientOf(server.url);
  const folder = await client.folders.create({
    name: "f",
    embedding: "local/use-lite-hash-768",
    embedding_chunk_size: 30,
  });
  const text = Array.from({ length: sentences }, (_, i) => `Sentence number ${i} is about the harbour.`).join(
    "\n",
  );
  const { id } = await client.folders.files.upload(folder.id, {
    file: await toFile(Buffer.from(text), "a.txt"),
  });
  const now = async () => (await client.get(`/v1/folders/${folder.id}/files/${id}`)) as File;
  let embedded = 0;
  for (let kill = 0; kill < kills; kill++) {
    const file = await reached(now, ({ chunks_embedded }) => (chunks_embedded ?? 0) > embedded);
    expect(file.processing_status).toBe("embedding");
    embedded = file.chunks_embedded ?? 0;
    await server.kill();
    server = await startServer({ dataDir });
    client = clientOf(server.url);
  }
  const done = await reached(now, ({ processing_status }) =>
    ["completed", "error"].includes(processing_status),
  );
  expect(done).toMatchObject({ processing_status: "completed", chunks_embedded: done.total_chunks });
  const passages = (await client.get(`/v1/folders/${folder.id}/passages`, { query: { limit: 0 } })) as {
    metadata: { chunk_index: number };
    text: string;
  }[];
  const indexes = passages.map(({ metadata }) => metadata.chunk_index).sort((a, b) => a - b);
  expect(indexes).toEqual(Array.from({ length: done.total_chunks as number }, (_, i) => i));
  const found = new Set(passages.flatMap((passage) => passage.text.match(/number \d+/g) ?? []));
  expect(found.size).toBe(sentences);
}, 300_000);

async function reached(now: () => Promise<File>, isThere: (file: File) => boolean): Promise<File> {
  for (let tries = 0; tries < 2_400; tries++) {
    const file = await now();
    if (isThere(file)) return file;
    await sleep(50);
  }
  throw new Error("The file did not get there in time");
}
