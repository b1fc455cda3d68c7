import { performance } from "node:perf_hooks";
import { afterAll, describe, expect, test } from "vitest";
import { cosine } from "./embedder.contract";
import { localEmbedder, localEmbeddingConfig } from "./local";
import { retrievalSet } from "./testing/retrieval-set";

const embedder = localEmbedder();
afterAll(() => embedder.close());

describe("the local embedder", () => {
  test("finds the passage for a question in its own words, and mostly for a paraphrase", async () => {
    const passages = await embedder.embed(retrievalSet.map((row) => row.passage));
    const share = async (questions: string[]) => {
      const vectors = await embedder.embed(questions);
      return vectors.filter((vector, i) => nearest(vector, passages) === i).length / vectors.length;
    };
    expect(await share(retrievalSet.map((row) => row.easy))).toBeGreaterThanOrEqual(0.95);
    expect(await share(retrievalSet.map((row) => row.hard))).toBeGreaterThanOrEqual(0.6);
  });

  // The encoder knows English only; without the fallback to words, all other texts would look the same to it.
  test.each([
    ["Japanese", "猫が好きです", "私は猫が大好きです", "会議は月曜日の朝に始まります"],
    ["German", "Der Zug fährt um acht Uhr ab", "Wann fährt der Zug ab?", "Die Katze schläft auf dem Sofa"],
    ["Russian", "Поезд отправляется в восемь утра", "Когда отправляется поезд?", "Кошка спит на диване"],
  ])("tells %s texts apart", async (_language, text, related, unrelated) => {
    const [a, b, c] = await embedder.embed([text, related, unrelated]);
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c) + 0.1);
    expect(cosine(a, c)).toBeLessThan(0.9);
  });

  // The encoder's window is 128 tokens; what follows must still count.
  test("reads a long text to its end", async () => {
    const start =
      "The committee discussed the agenda, the minutes and the seating plan at great length. ".repeat(10);
    const key = "The spare key is hidden under the blue flower pot.";
    const [withKey, without, question] = await embedder.embed([
      start + key,
      start + start.slice(0, key.length),
      key,
    ]);
    expect(semantic(withKey, question)).toBeGreaterThan(semantic(without, question) + 0.05);
  });

  // A request that waits for the encoder must not hold up the others.
  test("leaves the event loop free while it works", async () => {
    await embedder.embed(["warm up"]);
    const before = performance.eventLoopUtilization();
    await embedder.embed(
      Array.from({ length: 60 }, (_, i) => `${i} ${"some longer passage of text ".repeat(20)}`),
    );
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  test("lets a query through while an import is running", async () => {
    let imported = 0;
    const batch = Array.from(
      { length: 200 },
      (_, i) => `passage number ${i} ${"words and words ".repeat(30)}`,
    );
    const importing = embedder.embed(batch).then(() => {
      imported = batch.length;
    });
    await embedder.embed(["a short question"]);
    expect(imported).toBe(0);
    await importing;
  });

  test("announces its size and version", () => {
    expect(localEmbeddingConfig).toMatchObject({
      embedding_dim: 768,
      embedding_model: "builtin/use-lite-hash-768@1",
      handle: "local/use-lite-hash-768",
    });
  });
});

describe("the local embedder's worker", () => {
  test("starts with the first text, ends when idle and starts again on demand", async () => {
    const idle = localEmbedder({ idleMs: 50 });
    expect(idle.isRunning).toBe(false);
    const [before] = await idle.embed(["hello"]);
    expect(idle.isRunning).toBe(true);
    await expect.poll(() => idle.isRunning, { timeout: 5000 }).toBe(false);
    const [after] = await idle.embed(["hello"]);
    expect(after).toEqual(before);
    await idle.close();
    expect(idle.isRunning).toBe(false);
  });

  test("fails what waits when it is closed, and says so", async () => {
    const closing = localEmbedder();
    const waiting = closing.embed(["hello"]);
    const failed = expect(waiting).rejects.toMatchObject({ name: "ModelError", kind: "server" });
    await closing.close();
    await failed;
  });

  test("is replaced by word matching, with one log line, where the encoder cannot run", async () => {
    const lines: string[] = [];
    const fallback = localEmbedder({
      workerFile: "/nonexistent/worker.mjs",
      log: (line) => lines.push(line),
    });
    const vectors = await Promise.all([fallback.embed(["spare key"]), fallback.embed(["the spare key"])]);
    await fallback.embed(["again"]);
    expect(cosine(vectors[0][0], vectors[1][0])).toBeCloseTo(1, 5);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("does not run on this machine");
  });
});

/** Closeness without the part that compares words. */
const semantic = (a: number[], b: number[]) => cosine(a.slice(0, 512), b.slice(0, 512));

function nearest(query: number[], passages: number[][]): number {
  const scores = passages.map((passage) => cosine(query, passage));
  return scores.indexOf(Math.max(...scores));
}
