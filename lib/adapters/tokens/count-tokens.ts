import { createRequire } from "node:module";

type Encoding = typeof import("gpt-tokenizer/encoding/o200k_base");

let encoding: Encoding | undefined;

/**
 * Exact number of o200k_base tokens (GPT-4o and later; close for other models). The tables (about 0.3 s, 100 MB) load
 * with the first call. Text that looks like a control token, e.g. `<|endoftext|>`, counts as the text it is.
 */
export function countTokens(text: string): number {
  let total = 0;
  let counted = 0;
  for (const run of text.matchAll(longRuns)) {
    total += countPiece(text.slice(counted, run.index));
    for (let i = 0; i < run[0].length; i += runLengthMax)
      total += countPiece(run[0].slice(i, i + runLengthMax));
    counted = run.index + run[0].length;
  }
  return total + countPiece(text.slice(counted));
}

/**
 * The encoder's time grows with the square of a run without (or of) spaces: 100,000 characters took 7 s. Such runs
 * are data, not language, and are counted in slices: a token more or less per slice.
 */
const runLengthMax = 512;
const longRuns = new RegExp(`\\S{${runLengthMax + 1},}|\\s{${runLengthMax + 1},}`, "g");

function countPiece(text: string): number {
  encoding ??= loadEncoding();
  return text === "" ? 0 : encoding.countTokens(text, { disallowedSpecial: new Set() });
}

function loadEncoding(): Encoding {
  const require = createRequire(import.meta.url);
  const loaded: Encoding = require("gpt-tokenizer/encoding/o200k_base");
  // Its cache would keep pieces of every text ever counted, for as long as the process lives.
  loaded.setMergeCacheSize(0);
  return loaded;
}

/** Cheap estimate for anything that goes to a model as JSON: a quarter of its bytes, non-ASCII escaped, rounded up. */
export function approximateTokens(value: unknown): number {
  const json = JSON.stringify(value) ?? "";
  let bytes = 0;
  for (let i = 0; i < json.length; i += 1) bytes += json.charCodeAt(i) < 128 ? 1 : 6;
  return Math.ceil(bytes / 4);
}
