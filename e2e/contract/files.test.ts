import { setTimeout as sleep } from "node:timers/promises";
import type Letta from "@letta-ai/letta-client";
import { toFile } from "@letta-ai/letta-client";
import { beforeAll, expect, test } from "vitest";
import { collect, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// Folders and files as the official client's users have them, embedded by the server's own model.
const served = withServer();
let folderId: string;

beforeAll(async () => {
  folderId = (await served.client.folders.create({ name: "handbook", embedding: "local/use-lite-hash-768" }))
    .id;
});

/** As clients do it: upload, then ask once in a while until the file is done. */
async function uploaded(client: Letta, name: string, content: string | Buffer) {
  const file = await client.folders.files.upload(folderId, {
    file: await toFile(Buffer.from(content), name),
  });
  for (let tries = 0; tries < 120; tries++) {
    const now = await client.folders.files.retrieve(file.id as string, { folder_id: folderId });
    if (now.processing_status === "completed" || now.processing_status === "error") return now;
    await sleep(250);
  }
  throw new Error(`'${name}' was not done in time`);
}

test("a file is uploaded, read, embedded and shown to the agents of its folder, who find what is in it", async () => {
  const { client } = served;
  const rules =
    "# Rules\n\nThe harbour opens at six. Ships pay a fee of nine crowns.\n\n# Food\n\nPenguins eat fish.";
  const file = await uploaded(client, "rules.md", rules);
  expect(file).toMatchObject({ processing_status: "completed", error_message: null });
  const agent = await newAgent(client, SCRIPTED);
  await client.agents.folders.attach(folderId, { agent_id: agent.id });
  const [shown] = await collect(client.agents.files.list(agent.id));
  expect(shown).toMatchObject({ file_name: "handbook/rules.md", is_open: true });
  const input = `[[tool semantic_search_files {"query":"what do ships cost?","limit":1}]]`;
  const { messages } = await client.agents.messages.create(agent.id, { input });
  expect(JSON.stringify(messages)).toContain("fee of nine crowns");
  await client.agents.files.closeAll(agent.id);
  expect(await client.agents.files.open(file.id as string, { agent_id: agent.id })).toEqual([]);
  await client.agents.folders.detach(folderId, { agent_id: agent.id });
  expect(await collect(client.agents.folders.list(agent.id))).toEqual([]);
});

test("documents are read by the built server too, and broken ones say why they are not", async () => {
  const { client } = served;
  const broken = await uploaded(client, "broken.pdf", "%PDF-1.4 nothing follows");
  expect(broken).toMatchObject({
    processing_status: "error",
    error_message: expect.stringContaining("could not be read"),
  });
  const noDocument = await uploaded(client, "broken.docx", "not a document");
  expect(noDocument.error_message).toContain("could not be read");
  const pdf = await uploaded(client, "small.pdf", smallPdf("The lighthouse is white"));
  expect(pdf).toMatchObject({ processing_status: "completed", total_chunks: 1 });
  const passages = await client.get<{ text: string }[]>(`/v1/folders/${folderId}/passages`, {
    query: { limit: 1 },
  });
  expect(passages[0].text).toBe("The lighthouse is white");
});

test("a type that is not read is refused at once", async () => {
  const file = await toFile(Buffer.from("MZ"), "a.exe");
  expect((await failure(served.client.folders.files.upload(folderId, { file }))).status).toBe(415);
});

function smallPdf(text: string): Buffer {
  const content = `BT /F1 12 Tf 20 100 Td (${text}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  // Readers rebuild a missing table of offsets.
  return Buffer.from(
    `%PDF-1.4\n${objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join("")}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF`,
  );
}
