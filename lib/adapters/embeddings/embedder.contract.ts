import { afterAll, describe, expect, test } from "vitest";
import type { Embedder } from "@/lib/runtime/ports";

const texts = [
  "The cat sits on the mat.",
  "A kitten sits on a mat at home.",
  "Share prices fell sharply after the announcement.",
];

/** What every embedder keeps. `close` ends what it holds. */
export function embedderContract(name: string, open: () => Embedder & { close?: () => Promise<void> }) {
  describe(`${name} as an embedder`, () => {
    const embedder = open();
    afterAll(() => embedder.close?.());

    test("gives one vector of the configured size for each text, in order", async () => {
      const together = await embedder.embed(texts);
      expect(together.map((vector) => vector.length)).toEqual(texts.map(() => embedder.config.embedding_dim));
      for (const [i, text] of texts.entries()) {
        const [alone] = await embedder.embed([text]);
        expect(cosine(alone, together[i])).toBeCloseTo(1, 3);
      }
    });

    test("gives finite vectors of length 1, also for texts without content", async () => {
      const vectors = await embedder.embed([...texts, "", "   ", "🙂", "the", "\u0000", "x".repeat(5000)]);
      for (const vector of vectors) {
        expect(vector.every(Number.isFinite)).toBe(true);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
      }
    });

    test("puts texts about the same thing closer than others", async () => {
      const [cat, kitten, shares] = await embedder.embed(texts);
      expect(cosine(cat, kitten)).toBeGreaterThan(cosine(cat, shares) + 0.1);
    });

    test("answers no texts with no vectors", async () => {
      expect(await embedder.embed([])).toEqual([]);
    });

    test("stops when aborted", async () => {
      await expect(embedder.embed(texts, { signal: AbortSignal.abort() })).rejects.toThrow();
    });
  });
}

export function cosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, x, i) => sum + x * b[i], 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
