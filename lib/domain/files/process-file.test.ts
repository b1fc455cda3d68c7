import { expect, test } from "vitest";
import type { Context } from "@/lib/domain/context";
import { ModelError } from "@/lib/runtime/model-error";
import { aFolder, claim, processFiles, upload } from "@/lib/testing/files";
import { aWorld } from "@/lib/testing/harness";
import { processFile } from "./process-file";

const never = new AbortController().signal;
const longText = Array.from({ length: 400 }, (_, i) => `Sentence number ${i} is here.`).join("\n");

/** A file of a few hundred passages that waits to be processed. */
async function aWaitingFile() {
  const world = await aWorld();
  const folder = await aFolder(world, "f", { embedding_chunk_size: 10 });
  const { id } = await upload(world, folder.id, "a.txt", longText);
  const rowOf = () => world.ctx.db.file.findUniqueOrThrow({ where: { id } });
  const texts = async () => {
    const passages = await world.ctx.db.passage.findMany({
      where: { file_id: id },
      orderBy: { created_at: "asc" },
    });
    return passages.map(({ text }) => text);
  };
  return { ...world, folder, id, rowOf, texts };
}

/** A context in which the embedding model does this after so many calls. */
function embeddingWith(ctx: Context, calls: number, then: () => void): Context {
  let count = 0;
  return {
    ...ctx,
    models: {
      ...ctx.models,
      async openEmbedder(organizationId, config) {
        if (++count > calls) then();
        return ctx.models.openEmbedder(organizationId, config);
      },
    },
  };
}

// The process may be killed at any moment; the next one must finish the file, with every passage once and in order.
test("a file that a killed process left half embedded is finished by the next one, each passage once", async () => {
  const { ctx, id, rowOf, texts } = await aWaitingFile();
  const dying = embeddingWith(ctx, 3, () => {
    throw new Error("killed");
  });
  dying.log = { ...ctx.log, error() {} };
  const first = await claim(ctx, id);
  // A killed process does not get to write what became of its work.
  await processFile({ ...dying, db: frozenAfterFailure(dying) }, first as NonNullable<typeof first>, never);
  const left = await rowOf();
  expect(left).toMatchObject({
    processing_status: "embedding",
    claimed_by: first?.claimed_by,
    attempts: 1,
  });
  expect(left.chunks_embedded).toBe(96);
  const second = await claim(ctx, id);
  await processFile(ctx, second as NonNullable<typeof second>, never);
  const done = await rowOf();
  expect(done).toMatchObject({ processing_status: "completed", attempts: 1, claimed_by: null });
  const stored = await texts();
  expect(stored).toHaveLength(done.total_chunks as number);
  expect(new Set(stored).size).toBe(stored.length);
  for (const i of [0, 399]) expect(stored.join("\n")).toContain(`Sentence number ${i} is here.`);
});

/** Lets everything through but the note of how the work ended. */
function frozenAfterFailure(ctx: Context, ending = () => Promise.resolve({ count: 1 })): Context["db"] {
  const file = new Proxy(ctx.db.file, {
    get(target, name) {
      const method = Reflect.get(target, name);
      if (name !== "updateMany") return method;
      return (args: { data: { processing_status?: string } }) =>
        args.data.processing_status === "error" ? ending() : method.call(target, args);
    },
  });
  return new Proxy(ctx.db, { get: (target, name) => (name === "file" ? file : Reflect.get(target, name)) });
}

test("a file whose end could not be stored is taken up again", async () => {
  const { ctx, id } = await aWaitingFile();
  const failing = embeddingWith(ctx, 0, () => {
    throw new Error("no more memory");
  });
  failing.log = { ...ctx.log, error() {}, warn() {} };
  const away = () => Promise.reject(new Error("the database is away"));
  const file = await claim(ctx, id);
  const db = frozenAfterFailure(failing, away);
  expect(await processFile({ ...failing, db }, file as NonNullable<typeof file>, never)).toBe(true);
});

test("a process that lost its file writes nothing more of it", async () => {
  const { ctx, id, rowOf, texts } = await aWaitingFile();
  const file = await claim(ctx, id);
  const robbed = embeddingWith(ctx, 3, () => {});
  robbed.models.openEmbedder = async (organizationId, config) => {
    await ctx.db.file.update({ where: { id }, data: { claimed_by: "other" } });
    return ctx.models.openEmbedder(organizationId, config);
  };
  await processFile(robbed, file as NonNullable<typeof file>, never);
  expect(await rowOf()).toMatchObject({
    processing_status: "embedding",
    claimed_by: "other",
    chunks_embedded: null,
  });
  expect(await texts()).toEqual([]);
});

// The worker that has the file may be the one that takes it up again: the two must not both write passages.
test("a folder whose embedding changes while a file is embedded gets each passage once, with the new model", async () => {
  const { ctx, api, folder, id, rowOf, texts } = await aWaitingFile();
  const other = { ...(await ctx.models.listEmbeddingModels(""))[0].config, embedding_chunk_size: 20 };
  const first = await claim(ctx, id);
  let second: typeof first = null;
  const changed = embeddingWith(ctx, 3, () => {});
  changed.models.openEmbedder = async (organizationId, config) => {
    if (!second) {
      await api.folders.modifyFolder({
        params: { folder_id: folder.id },
        body: { embedding_config: other as never },
      });
      second = await claim(ctx, id);
    }
    return ctx.models.openEmbedder(organizationId, config);
  };
  await processFile(changed, first as NonNullable<typeof first>, never);
  expect(await texts()).toEqual([]);
  await processFile(ctx, second as unknown as NonNullable<typeof first>, never);
  expect(await texts()).toHaveLength((await rowOf()).total_chunks as number);
});

test("an embedding model that is away is tried again, and in the end the file says what was wrong", async () => {
  const { ctx, id, rowOf } = await aWaitingFile();
  const away = embeddingWith(ctx, 0, () => {
    throw new ModelError("connection", "connection refused");
  });
  for (const attempt of [1, 2, 3]) {
    const file = await claim(ctx, id);
    expect(await processFile(away, file as NonNullable<typeof file>, never)).toBe(attempt < 3);
    const { processing_status, error_message } = await rowOf();
    expect(processing_status).toBe(attempt < 3 ? "embedding" : "error");
    if (attempt === 3) expect(error_message).toContain("connection refused");
  }
});

test("a file that ends the process every time is given up", async () => {
  const { ctx, id, rowOf } = await aWaitingFile();
  for (let kill = 0; kill < 3; kill++) await claim(ctx, id);
  await processFiles(ctx);
  expect(await rowOf()).toMatchObject({
    processing_status: "error",
    error_message: expect.stringContaining("interrupted"),
  });
});

test("a server that stops leaves the file waiting, without counting the attempt", async () => {
  const { ctx, id, rowOf } = await aWaitingFile();
  const file = await claim(ctx, id);
  const stop = new AbortController();
  stop.abort();
  expect(await processFile(ctx, file as NonNullable<typeof file>, stop.signal)).toBe(true);
  expect(await rowOf()).toMatchObject({ processing_status: "embedding", attempts: 0, claimed_by: null });
});

test("a file that was deleted meanwhile leaves nothing behind", async () => {
  const { ctx, folder, id, api, texts } = await aWaitingFile();
  const file = await claim(ctx, id);
  await api.folders.deleteFileFromFolder({ params: { folder_id: folder.id, file_id: id } });
  await processFile(ctx, file as NonNullable<typeof file>, never);
  expect(await texts()).toEqual([]);
  expect(await ctx.db.fileContent.count({ where: { file_id: id } })).toBe(0);
});

// A size of nothing would make a passage of every character.
test("a folder that asks for chunks of no size gets small ones", async () => {
  const { ctx, folder, api, rowOf } = await aWaitingFile();
  const [{ config }] = await ctx.models.listEmbeddingModels("");
  const embedding_config = { ...config, embedding_chunk_size: -5 } as never;
  await api.folders.modifyFolder({ params: { folder_id: folder.id }, body: { embedding_config } });
  await processFiles(ctx);
  expect((await rowOf()).total_chunks).toBeLessThan(longText.length / 8);
});

test("a file that is done is not taken up again", async () => {
  const { ctx, id, rowOf } = await aWaitingFile();
  await processFiles(ctx);
  const done = await rowOf();
  expect(await claim(ctx, id)).toBeNull();
  expect(await rowOf()).toEqual(done);
});

test("another organisation's file cannot be taken", async () => {
  const { stranger, id } = await aWaitingFile();
  expect(await claim(stranger.ctx, id)).toBeNull();
});

test("a server that stops does not wait for a document, which the next one reads", async () => {
  const { ctx, id, rowOf } = await aWaitingFile();
  const stop = new AbortController();
  const slow: Context = {
    ...ctx,
    parseFile: (_bytes, _type, options) =>
      new Promise((_, reject) => {
        options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        stop.abort(new Error("stopped"));
      }),
  };
  const file = await claim(ctx, id);
  expect(await processFile(slow, file as NonNullable<typeof file>, stop.signal)).toBe(true);
  expect(await rowOf()).toMatchObject({ processing_status: "parsing", claimed_by: null, attempts: 0 });
});

test("a document that cannot be read leaves a reason that people understand", async () => {
  const { ctx, folder, ...world } = await aWaitingFile();
  const { id } = await upload({ ctx, ...world }, folder.id, "a.pdf", "nonsense", {}, "application/pdf");
  const file = await claim(ctx, id);
  expect(await processFile(ctx, file as NonNullable<typeof file>, never)).toBe(false);
  expect(await ctx.db.file.findUniqueOrThrow({ where: { id } })).toMatchObject({
    processing_status: "error",
    error_message: expect.stringMatching(/^The PDF could not be read: /),
  });
});
