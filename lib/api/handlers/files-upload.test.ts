import { describe, expect, test } from "vitest";
import { createDispatch } from "@/lib/api/dispatch";
import { contract } from "@/lib/contract/registry";
import { aFile, aFolder, processFiles, upload } from "@/lib/testing/files";
import { aWorld, refusal } from "@/lib/testing/harness";
import { handlers } from "./index";

describe("an upload", () => {
  test("is answered at once, then read, cut and embedded", async () => {
    const world = await aWorld();
    const { api, ctx } = world;
    const folder = await aFolder(world, "f", { embedding_chunk_size: 50 });
    const params = { folder_id: folder.id };
    const text = Array.from({ length: 40 }, (_, i) => `Rule ${i} says that number ${i} is odd or even.`).join(
      "\n",
    );
    const file = await upload(world, folder.id, "rules.txt", text, {}, "text/plain; charset=utf-8");
    expect(file).toMatchObject({
      source_id: folder.id,
      file_name: "rules.txt",
      original_file_name: "rules.txt",
      file_type: "text/plain",
      file_size: text.length,
      processing_status: "parsing",
      content: null,
    });
    await processFiles(ctx);
    const done = await api.folders.retrieveFile({ params: { ...params, file_id: file.id } });
    expect(done).toMatchObject({ processing_status: "completed", error_message: null });
    expect(done.total_chunks).toBeGreaterThan(5);
    expect(done.chunks_embedded).toBe(done.total_chunks);
    const [listed] = await api.folders.listFilesForFolder({ params, query: { include_content: true } });
    expect(listed.content).toBe(text);
    const passages = await api.folders.listFolderPassages({ params, query: { order: "asc", limit: 0 } });
    expect(passages.length).toBe(done.total_chunks);
    expect(passages[0]).toMatchObject({ source_id: folder.id, file_id: file.id, file_name: "rules.txt" });
    expect(passages[0].text).toContain("Rule 0");
    expect(passages.at(-1)?.text).toContain("Rule 39");
    expect(passages[0].embedding?.some((value) => value !== 0)).toBe(true);
    expect(await ctx.db.filePart.count({ where: { file_id: file.id } })).toBe(0);
  });

  test("larger than one part is read whole", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "f", { embedding_chunk_size: 5000 });
    const line = "0123456789".repeat(100);
    const text = `${`${line}\n`.repeat(4_300)}the end`;
    const id = (await upload(world, folder.id, "big.csv", text)).id;
    const stored = await world.ctx.db.filePart.count({ where: { file_id: id } });
    expect(stored).toBe(2);
    const counting = { countTokens: (text: string) => Math.ceil(text.length / 4) };
    await processFiles(world.ctx, counting);
    const params = { folder_id: folder.id, file_id: id };
    const file = await world.api.folders.retrieveFile({ params, query: { include_content: true } });
    expect(file.processing_status).toBe("completed");
    expect(file.content).toBe(text);
  }, 60_000);

  test("of a type that is not read is refused with 415; a code file is known by its extension", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    const refused = await refusal(upload(world, folder.id, "a.exe", "MZ", {}, "application/octet-stream"));
    expect(refused.status).toBe(415);
    const file = await upload(world, folder.id, "a.rs", "fn main() {}", {}, "application/octet-stream");
    expect(file.file_type).toBe("text/x-rust");
  });

  test("has a clean name, unless one is given", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    const named = async (name: string, query = {}) =>
      (await upload(world, folder.id, name, "text", query)).file_name;
    expect(await named("../../etc/pass<w>d?.txt")).toBe("passwd.txt");
    expect(await named("x.txt", { name: "docs/deep/x.txt" })).toBe("docs/deep/x.txt");
    expect(await named(`${"x".repeat(400)}.md`)).toHaveLength(255);
    expect((await refusal(named(".hidden.txt"))).status).toBe(400);
  });

  test.each([
    ["suffix", 200, "a_(1).txt"],
    ["error", 400, null],
    ["skip", 200, "a.txt"],
    ["replace", 200, "a.txt"],
  ] as const)("of a name that is there, with %s", async (duplicate_handling, status, name) => {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    const first = await aFile(world, folder.id, "a.txt", "one");
    const again = upload(world, folder.id, "a.txt", "two", { duplicate_handling });
    if (status === 400) {
      const { body } = await refusal(again);
      expect(JSON.stringify(body)).toContain("already exists");
      return;
    }
    const second = await again;
    await processFiles(world.ctx);
    expect(second).toMatchObject({ file_name: name, original_file_name: "a.txt" });
    expect(second.id === first).toBe(duplicate_handling === "skip");
    const files = await world.api.folders.listFilesForFolder({
      params: { folder_id: folder.id },
      query: { include_content: true, order: "asc" },
    });
    const expected = { suffix: ["one", "two"], skip: ["one"], replace: ["two"] }[duplicate_handling];
    expect(files.map(({ content }) => content)).toEqual(expected);
  });

  test("that was skipped says so in a header", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    await upload(world, folder.id, "a.txt", "one");
    const form = new FormData();
    form.set("file", new File(["two"], "a.txt"));
    const dispatch = createDispatch({ contract, handlers, authenticate: async () => world.ctx });
    const url = `http://mneme.test/v1/folders/${folder.id}/upload?duplicate_handling=skip`;
    const response = await dispatch(new Request(url, { method: "POST", body: form }));
    expect(response.headers.get("x-upload-result")).toBe("skipped");
    expect(await response.json()).toMatchObject({ file_name: "a.txt", processing_status: "parsing" });
  });

  test("without any text ends in an error that says so", async () => {
    const world = await aWorld();
    const folder = await aFolder(world, "f");
    const params = { folder_id: folder.id, file_id: await aFile(world, folder.id, "a.txt", " \n ") };
    expect(await world.api.folders.retrieveFile({ params })).toMatchObject({
      processing_status: "error",
      error_message: "No text was found in the file",
    });
  });
});
