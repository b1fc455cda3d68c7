import type { Embedder } from "@/lib/runtime/ports";

/**
 * Words and character n-grams hashed with a sign into `dims` buckets, unit length. Knows no meaning, but any language:
 * texts that share words or word parts come out close. Deterministic everywhere.
 */
export function hashVector(text: string, dims = 256): Float32Array {
  const vector = new Float32Array(dims);
  const add = (gram: string, weight: number) => {
    const hash = hashOf(gram);
    vector[hash % dims] += (hash >>> 16) & 1 ? weight : -weight;
  };
  for (const word of text
    .toLowerCase()
    .normalize("NFKC")
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (stopWords.has(word)) continue;
    if (unspacedScript.test(word)) addCharacters(word, add);
    else addWord(word, add);
  }
  return unitLength(vector);
}

/** Scaled to length 1. An empty vector becomes a fixed direction, since cosine distance to zero is undefined. */
export function unitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (length > 0) return vector.map((x) => x / length);
  const fixed = new Float32Array(vector.length);
  fixed[fixed.length - 1] = 1;
  return fixed;
}

/** An embedder without a model: for tests. */
export function hashEmbedder(dims = 256): Embedder {
  return {
    config: {
      embedding_endpoint_type: "hugging-face",
      embedding_endpoint: null,
      embedding_model: `builtin/hash-${dims}@1`,
      embedding_dim: dims,
      embedding_chunk_size: 300,
      handle: `local/hash-${dims}`,
      batch_size: 32,
    },
    embed: async (texts, { signal } = {}) => {
      signal?.throwIfAborted();
      return texts.map((text) => Array.from(hashVector(text, dims)));
    },
  };
}

function addWord(word: string, add: (gram: string, weight: number) => void) {
  add(`w${word}`, 1.5);
  const padded = `<${word}>`;
  for (const size of [3, 4, 5]) {
    for (let i = 0; i + size <= padded.length; i += 1) add(size + padded.slice(i, i + size), 0.5);
  }
}

function addCharacters(word: string, add: (gram: string, weight: number) => void) {
  const characters = [...word];
  characters.forEach((character, i) => {
    add(`u${character}`, 0.6);
    if (i > 0) add(`b${characters[i - 1]}${character}`, 1);
  });
}

/** FNV-1a with a final mix, so that low bits (bucket) and high bits (sign) are independent. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 12)) >>> 0;
}

const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const stopWords = new Set(
  (
    "a an the is are was were be been do does did to of in on at for with and or not no it its this that these those " +
    "i me my you your we our us they their he she her his him what which who when where why how will would should " +
    "can could have has had as by from"
  ).split(" "),
);
